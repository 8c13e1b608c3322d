/* import-rights.h: who may deliver which figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CopilImportRights:
 * @known: the base said who we are; until then it alone can refuse
 * @feeds: delivers data, of some producer at least
 * @all: of every producer
 * @producers: of these
 * @administers: may load a perimeter set
 *
 * What the window says beforehand. The base decides, each time.
 */
typedef struct
{
  gboolean   known;
  gboolean   feeds;
  gboolean   all;
  GPtrArray *producers;
  gboolean   administers;
} CopilImportRights;

/* @json: (nullable): the answer of copil.whoami(). */
void  copil_import_rights_init   (CopilImportRights       *self,
                                  const char              *json);
void  copil_import_rights_clear  (CopilImportRights       *self);
/* (nullable) (transfer full): why this person cannot import figures of these @producers
 * (element-type utf8), and who can; NULL when nothing speaks against it. */
char *copil_import_rights_refuse (const CopilImportRights *self,
                                  GPtrArray               *producers);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilImportRights, copil_import_rights_clear)

G_END_DECLS
