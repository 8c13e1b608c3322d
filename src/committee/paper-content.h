/* paper-content.h: what the minutes say, read and written for the documents that come of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "report/document.h"

G_BEGIN_DECLS

/**
 * CopilContent:
 * @content: what both chairs approve
 * @hash: of @content
 * @final: approved by both: what is printed is complete
 */
typedef struct
{
  CopilDocument *document;
  JsonObject    *content;
  const char    *hash;
  gboolean       final;
} CopilContent;

/* @minutes: (nullable): {content, content_hash, state}; G_IO_ERROR_INVALID_DATA. */
gboolean    _copil_content_open         (CopilContent  *self,
                                         JsonObject    *minutes,
                                         GError       **error);
/* Begins the document. @kind: at the foot of each page, said to be a draft until it is final. */
void        _copil_content_begin        (CopilContent  *self,
                                         const char    *title,
                                         const char    *kind,
                                         gboolean       fictitious);
/* A panel that says so, of what is not final. */
void        _copil_content_add_draft    (CopilContent  *self);
/* "", 0, FALSE: there is none. */
const char *_copil_content_text         (JsonObject    *object,
                                         const char    *member);
gint64      _copil_content_number       (JsonObject    *object,
                                         const char    *member);
gboolean    _copil_content_bool         (JsonObject    *object,
                                         const char    *member);
gint64      _copil_content_time         (JsonObject    *object,
                                         const char    *member);
/* Calls @add for each object of a list; FALSE when there is none. */
gboolean    _copil_content_each         (CopilContent  *self,
                                         JsonObject    *object,
                                         const char    *member,
                                         void         (*add) (CopilContent *self,
                                                              JsonObject   *entry,
                                                              gpointer      data),
                                         gpointer       data);
/* Who was there, who was not, who voted for whom. */
void        _copil_content_add_presents (CopilContent  *self);
/* For each(): what was called by name is printed by name; @data: none. */
void        _copil_content_add_vote     (CopilContent  *self,
                                         JsonObject    *vote,
                                         gpointer       data);
/* The two blocks, of who chaired. */
void        _copil_content_add_chairs   (CopilContent  *self);
/* Of what is final. */
void        _copil_content_add_hash     (CopilContent  *self);

G_END_DECLS
