/* result.h: the rows that answered a statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define COPIL_TYPE_RESULT (copil_result_get_type ())
typedef struct _CopilResult CopilResult;
GType         copil_result_get_type      (void);

CopilResult  *copil_result_ref           (CopilResult  *self);
void          copil_result_unref         (CopilResult  *self);

guint         copil_result_get_n_rows    (CopilResult  *self);
guint         copil_result_get_n_columns (CopilResult  *self);
/* -1 when there is none of this name. */
int           copil_result_find_column   (CopilResult  *self,
                                          const char   *name);
/* In a pipeline: why this one failed, or NULL. */
const GError *copil_result_get_error     (CopilResult  *self);
guint64       copil_result_get_affected  (CopilResult  *self);

/* Both formats are understood; the C locale whatever the process's locale is. */
gboolean      copil_result_is_null       (CopilResult  *self,
                                          guint         row,
                                          guint         column);
const char   *copil_result_get_text      (CopilResult  *self,
                                          guint         row,
                                          guint         column);
gint64        copil_result_get_int       (CopilResult  *self,
                                          guint         row,
                                          guint         column);
double        copil_result_get_double    (CopilResult  *self,
                                          guint         row,
                                          guint         column); /* NULL: NAN */
gboolean      copil_result_get_bool      (CopilResult  *self,
                                          guint         row,
                                          guint         column);
/* The bytes as received (a bytea, an array in binary format). */
const guint8 *copil_result_get_bytes     (CopilResult  *self,
                                          guint         row,
                                          guint         column,
                                          gsize        *size);
/* One-dimensional arrays in binary format into the caller's buffer: number of elements, or
 * -1 when it is not such an array or has more than @max. NULL becomes NAN (double) or 0. */
gssize        copil_result_read_double_array (CopilResult  *self,
                                              guint         row,
                                              guint         column,
                                              double       *items,
                                              gsize         max);
gssize        copil_result_read_int2_array   (CopilResult  *self,
                                              guint         row,
                                              guint         column,
                                              gint16       *items,
                                              gsize         max);
gssize        copil_result_read_int4_array   (CopilResult  *self,
                                              guint         row,
                                              guint         column,
                                              gint32       *items,
                                              gsize         max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilResult, copil_result_unref)

G_END_DECLS
