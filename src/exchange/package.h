/* package.h: the XML parts of a zipped workbook
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange/sheet.h"
#include "later/gsf.h"
#include "later/xml.h"

G_BEGIN_DECLS

/* A zip in memory; NULL and an error when it is none, or inflates beyond all measure. */
GsfInfile        *copil_package_open  (GBytes            *bytes,
                                       GError           **error);
/* A pull parser on the part at "a/b/c.xml", without network nor external entities; NULL
 * without an error when the package has no such part. */
xmlTextReaderPtr  copil_package_read  (GsfInfile         *package,
                                       const char        *path);
/* Next element of this local name, anywhere ahead. */
gboolean          copil_xml_next      (xmlTextReaderPtr   reader,
                                       const char        *name);
gboolean          copil_xml_is        (xmlTextReaderPtr   reader,
                                       const char        *name);
/* (transfer full) (nullable): by local name, whatever the prefix. */
char             *copil_xml_attribute (xmlTextReaderPtr   reader,
                                       const char        *name);
/* Appends the text of all descendants named @leaf of the current element to @text and moves
 * to its end; descendants named @skip are passed over. */
void              copil_xml_gather    (xmlTextReaderPtr   reader,
                                       const char        *leaf,
                                       const char        *skip,
                                       GString           *text);

/* libgsf does not define these itself. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GsfInput, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GsfInfile, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlTextReader, xmlFreeTextReader)

G_END_DECLS
