/* error.h: what may go wrong with a base, typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  COPIL_DB_ERROR_UNREACHABLE,    /* refused, no route, DNS, gone: worth another try */
  COPIL_DB_ERROR_TIMED_OUT,      /* our own deadline */
  COPIL_DB_ERROR_AUTHENTICATION, /* wrong password, unknown login: asking again may help */
  COPIL_DB_ERROR_CONFIGURATION,  /* bad option, TLS verification, unknown database */
  COPIL_DB_ERROR_SCHEMA,         /* server older or newer than this client */
  COPIL_DB_ERROR_DENIED,         /* insufficient privilege, refused by a rule of the schema */
  COPIL_DB_ERROR_CONFLICT,       /* serialisation, deadlock, version changed meanwhile */
  COPIL_DB_ERROR_CONSTRAINT,     /* a value that the schema refuses */
  COPIL_DB_ERROR_STATEMENT,      /* our mistake: syntax, unknown column */
  COPIL_DB_ERROR_UNKNOWN_OUTCOME, /* a write was sent and not answered: ask by its UUID */
  COPIL_DB_ERROR_CLOSED,         /* closed by us before it was done */
  COPIL_DB_ERROR_SERVER,         /* anything else the server says */
} CopilDbError;

#define COPIL_DB_ERROR (copil_db_error_quark ())
GQuark      copil_db_error_quark          (void);

/* SQLSTATE ("40001"), or "" when the error does not come from the server. */
const char *copil_db_error_get_sqlstate   (const GError *error);
const char *copil_db_error_get_detail     (const GError *error);
const char *copil_db_error_get_hint       (const GError *error);
const char *copil_db_error_get_constraint (const GError *error);
/* 08*, 57P01-57P03, 53300, end of file, refused, DNS: a later try may succeed. */
gboolean    copil_db_error_is_retryable   (const GError *error);
/* (transfer full): what happened, what is safe, what to do: a sentence for the screen. */
char       *copil_db_error_to_sentence    (const GError *error);

G_END_DECLS
