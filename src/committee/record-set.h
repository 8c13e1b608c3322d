/* record-set.h: the records of a store, by kind and id
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/record-list.h"

G_BEGIN_DECLS

/* By what the records of a kind are sorted: a number, or a point of time and then the revision; the
 * id decides between equals, and a record without it comes last. */
typedef struct
{
  const char *kind;
  const char *field;
  gboolean    is_time;
} CopilRecordOrder;

/* What waits to be written to one record: its fields, laid over the row. */
typedef struct
{
  const char *kind; /* interned */
  char       *id;
  JsonObject *fields;
  gboolean    pending;
} CopilLaid;

void            copil_laid_free            (CopilLaid              *self);

/* Changes are made with put(), retain() and lay(), and told all together by commit(). */
typedef struct _CopilRecordSet CopilRecordSet;

/* @orders: ends with a kind NULL; kept by the caller. */
CopilRecordSet *copil_record_set_new       (const CopilRecordOrder *orders);
void            copil_record_set_free      (CopilRecordSet         *self);
/* (transfer none): lives as long as the set; empty for a kind that nobody wrote yet. */
GListModel     *copil_record_set_get_list  (CopilRecordSet         *self,
                                            const char             *kind);
/* (transfer none) (nullable) */
CopilRecord    *copil_record_set_find      (CopilRecordSet         *self,
                                            const char             *kind,
                                            const char             *id);
/* Whether the base answered exactly this the last time. */
gboolean        copil_record_set_holds     (CopilRecordSet         *self,
                                            const char             *kind,
                                            const char             *id,
                                            const char             *text);
/* @text: GRefString. */
void            copil_record_set_put       (CopilRecordSet         *self,
                                            const char             *kind,
                                            const char             *id,
                                            gint64                  revision,
                                            char                   *text,
                                            JsonObject             *document);
/* @ids: a set of texts: the base has no other row any more. */
void            copil_record_set_retain    (CopilRecordSet         *self,
                                            GHashTable             *ids);
/* @laid: (element-type CopilLaid): all that waits. */
void            copil_record_set_lay       (CopilRecordSet         *self,
                                            GPtrArray              *laid);
/* Tells: items-changed of each list, then "changed" of each record. TRUE when anything did. */
gboolean        copil_record_set_commit    (CopilRecordSet         *self);
/* Calls @func (record, user_data) for each record. */
void            copil_record_set_foreach   (CopilRecordSet         *self,
                                            GFunc                   func,
                                            gpointer                user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilLaid, copil_laid_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilRecordSet, copil_record_set_free)

G_END_DECLS
