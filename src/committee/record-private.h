/* record-private.h: what the stores do with records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/record.h"

G_BEGIN_DECLS

CopilRecord *_copil_record_new          (const char  *kind,
                                         const char  *id);
/* (nullable): what the base answered last, its text. A GRefString. */
char        *_copil_record_get_text     (CopilRecord *self);
/* (transfer none) (nullable): a field of what the base answered last, whatever is laid over it. */
JsonNode    *_copil_record_get_base     (CopilRecord *self,
                                         const char  *field);
/* The base answered: @text (GRefString) and what it says. */
void         _copil_record_set_row      (CopilRecord *self,
                                         gint64       revision,
                                         char        *text,
                                         JsonObject  *document);
/* @fields: (nullable) (transfer none): what waits, laid over the row. TRUE when this changes what
 * is shown. */
gboolean     _copil_record_lay          (CopilRecord *self,
                                         JsonObject  *fields,
                                         gboolean     pending);
/* Whether anything is laid over it. */
gboolean     _copil_record_is_laid      (CopilRecord *self);
/* What its kind is sorted by; the id decides between equals. */
gint64       _copil_record_get_order    (CopilRecord *self);
void         _copil_record_set_order    (CopilRecord *self,
                                         gint64       order);
/* Tells those who follow it. */
void         _copil_record_emit_changed (CopilRecord *self,
                                         gboolean     was_pending);

G_END_DECLS
