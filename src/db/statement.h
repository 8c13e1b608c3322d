/* statement.h: SQL with its parameters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A refcounted value: the text and $1, $2... in order. The text is a literal of the program;
 * what comes from outside is a parameter. */
#define COPIL_TYPE_STATEMENT (copil_statement_get_type ())
typedef struct _CopilStatement CopilStatement;
GType           copil_statement_get_type   (void);

CopilStatement *copil_statement_new        (const char     *sql);
CopilStatement *copil_statement_ref        (CopilStatement *self);
void            copil_statement_unref      (CopilStatement *self);

void            copil_statement_add_text   (CopilStatement *self,
                                            const char     *text); /* NULL: SQL NULL */
void            copil_statement_add_int    (CopilStatement *self,
                                            gint64          number);
void            copil_statement_add_double (CopilStatement *self,
                                            double          number); /* NAN: SQL NULL */
void            copil_statement_add_bool   (CopilStatement *self,
                                            gboolean        value);
/* PostgreSQL arrays, sent in binary. NAN in a double array is NULL. */
void            copil_statement_add_int2_array   (CopilStatement *self,
                                                  const gint16   *items,
                                                  gsize           n);
void            copil_statement_add_int4_array   (CopilStatement *self,
                                                  const gint32   *items,
                                                  gsize           n);
void            copil_statement_add_date_array   (CopilStatement *self,
                                                  const gint32   *pg_days,
                                                  gsize           n);
void            copil_statement_add_double_array (CopilStatement *self,
                                                  const double   *items,
                                                  gsize           n);
void            copil_statement_add_text_array   (CopilStatement      *self,
                                                  const char * const  *items,
                                                  gsize                n);
/* Asks for the answer in PostgreSQL's binary format: the binary getters of result.h. */
void            copil_statement_set_binary (CopilStatement *self,
                                            gboolean        binary);
/* Own deadline of this request, milliseconds; 0: that of the connection. */
void            copil_statement_set_timeout (CopilStatement *self,
                                             guint           milliseconds);

/* Says that the statement changes the base: when the session dies between sending and answer,
 * its outcome is unknown (COPIL_DB_ERROR_UNKNOWN_OUTCOME) instead of merely unreachable. */
void            copil_statement_set_write   (CopilStatement *self,
                                             gboolean        write);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilStatement, copil_statement_unref)

G_END_DECLS
