/* record.h: one row of a committee or of a sitting, as it is to be shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CopilRecord:
 *
 * A row of the base with what waits to be written laid over it. The same row stays the same object
 * while its store lives: it is patched in place.
 *
 * Property "pending": something that was entered here is on its way ("en attente").
 * Signal "changed": a field is not what it was; emitted once for all that changed together.
 */
#define COPIL_TYPE_RECORD (copil_record_get_type ())
G_DECLARE_FINAL_TYPE (CopilRecord, copil_record, COPIL, RECORD, GObject)

/* Name of the table: "agenda_item". */
const char *copil_record_get_kind     (CopilRecord *self);
/* uuid */
const char *copil_record_get_id       (CopilRecord *self);
/* Of the sitting, when the base last changed the row; 0: the base does not have it yet. */
gint64      copil_record_get_revision (CopilRecord *self);
gboolean    copil_record_is_pending   (CopilRecord *self);
/* Taken away: it is in no list, and found by its id alone. */
gboolean    copil_record_is_gone      (CopilRecord *self);

/* A field that is absent, null or of another type is none: NULL, 0, FALSE. Strings and members are
 * valid until the record changes. */
gboolean    copil_record_has          (CopilRecord *self,
                                       const char  *field);
const char *copil_record_get_string   (CopilRecord *self,
                                       const char  *field);
/* Like get_string(), for what compares: "" when there is none. */
const char *copil_record_get_word     (CopilRecord *self,
                                       const char  *field);
gint64      copil_record_get_int      (CopilRecord *self,
                                       const char  *field);
gboolean    copil_record_get_bool     (CopilRecord *self,
                                       const char  *field);
/* A point of time, microseconds since 1970 (core/instant.h); 0: none. */
gint64      copil_record_get_time     (CopilRecord *self,
                                       const char  *field);
/* Whether @day ("2026-12-03") is one of those from its "since" on, and before its "until" if it has
 * one. */
gboolean    copil_record_is_in_force  (CopilRecord *self,
                                       const char  *day);
/* (transfer none) (nullable) */
JsonObject *copil_record_get_object   (CopilRecord *self,
                                       const char  *field);
JsonArray  *copil_record_get_array    (CopilRecord *self,
                                       const char  *field);
/* (transfer full): every field, as it is shown. */
JsonObject *copil_record_dup_document (CopilRecord *self);

G_END_DECLS
