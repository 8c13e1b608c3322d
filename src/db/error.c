/* error.c: what may go wrong with a base, typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/error-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char  sqlstate[6];
  char *detail;
  char *hint;
  char *constraint;
} CopilDbErrorPrivate;

static void
copil_db_error_private_init (CopilDbErrorPrivate *private)
{
}

static void
copil_db_error_private_copy (const CopilDbErrorPrivate *source,
                             CopilDbErrorPrivate       *copy)
{
  *copy = *source;
  copy->detail = g_strdup (source->detail);
  copy->hint = g_strdup (source->hint);
  copy->constraint = g_strdup (source->constraint);
}

static void
copil_db_error_private_clear (CopilDbErrorPrivate *private)
{
  g_free (private->detail);
  g_free (private->hint);
  g_free (private->constraint);
}

G_DEFINE_EXTENDED_ERROR (CopilDbError, copil_db_error)

/* Appendix A of PostgreSQL's manual, and the schema's own class CP. The longest prefix that
 * matches decides, so the table needs no order. */
static const struct
{
  const char  *prefix;
  CopilDbError code;
} classes[] = {
  { "08", COPIL_DB_ERROR_UNREACHABLE },
  { "22", COPIL_DB_ERROR_CONSTRAINT },
  { "23", COPIL_DB_ERROR_CONSTRAINT },
  { "25P03", COPIL_DB_ERROR_UNREACHABLE }, /* idle in transaction: the session is gone */
  { "26", COPIL_DB_ERROR_STATEMENT },
  { "28", COPIL_DB_ERROR_AUTHENTICATION },
  { "3D", COPIL_DB_ERROR_CONFIGURATION },
  { "40", COPIL_DB_ERROR_CONFLICT },
  { "42", COPIL_DB_ERROR_STATEMENT },
  { "42501", COPIL_DB_ERROR_DENIED },
  { "53300", COPIL_DB_ERROR_UNREACHABLE }, /* too many connections */
  { "55P03", COPIL_DB_ERROR_CONFLICT },    /* lock not available */
  { "57014", COPIL_DB_ERROR_TIMED_OUT },   /* statement_timeout, when we did not cancel */
  { "57P", COPIL_DB_ERROR_UNREACHABLE },
  { "57P04", COPIL_DB_ERROR_CONFIGURATION }, /* database dropped */
  { "CP401", COPIL_DB_ERROR_DENIED },
  { "CP403", COPIL_DB_ERROR_DENIED },
  { "CP409", COPIL_DB_ERROR_CONFLICT },
  { "CP412", COPIL_DB_ERROR_CONFLICT },
  { "CP422", COPIL_DB_ERROR_CONSTRAINT },
  { "CP426", COPIL_DB_ERROR_SCHEMA },
  { "CP427", COPIL_DB_ERROR_SCHEMA },
};

CopilDbError
_copil_db_error_classify (const char *sqlstate)
{
  CopilDbError code = COPIL_DB_ERROR_SERVER;
  gsize longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_has_prefix (sqlstate, classes[i].prefix) && strlen (classes[i].prefix) > longest)
      {
        code = classes[i].code;
        longest = strlen (classes[i].prefix);
      }
  return code;
}

GError *
_copil_db_error_new (CopilDbError code,
                     const char  *sqlstate,
                     const char  *message,
                     const char  *detail)
{
  GError *error = g_error_new_literal (COPIL_DB_ERROR, code, message);
  CopilDbErrorPrivate *private = copil_db_error_get_private (error);

  g_strlcpy (private->sqlstate, sqlstate, sizeof private->sqlstate);
  private->detail = g_strdup (detail);
  return error;
}

static char *
make_valid (const char *text)
{
  return text != NULL ? g_strchomp (g_utf8_make_valid (text, -1)) : NULL;
}

GError *
_copil_db_error_from_result (const PGresult *result)
{
  const char *sqlstate = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *primary = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  g_autofree char *message = make_valid (primary != NULL ? primary
                                                         : PQresultErrorMessage (result));
  CopilDbErrorPrivate *private;
  GError *error;

  /* libpq's own words, without SQLSTATE: the session broke. */
  error = _copil_db_error_new (sqlstate != NULL ? _copil_db_error_classify (sqlstate)
                                                : COPIL_DB_ERROR_UNREACHABLE,
                               sqlstate != NULL ? sqlstate : "", message, NULL);
  private = copil_db_error_get_private (error);
  private->detail = make_valid (PQresultErrorField (result, PG_DIAG_MESSAGE_DETAIL));
  private->hint = make_valid (PQresultErrorField (result, PG_DIAG_MESSAGE_HINT));
  private->constraint = make_valid (PQresultErrorField (result, PG_DIAG_CONSTRAINT_NAME));
  return error;
}

/* libpq has no accessor for the SQLSTATE of a failed start, but writes it in verbose mode:
 * "FATAL:  28P01: password..." whatever the language of the message. */
static char *
find_sqlstate (const char *message)
{
  g_autoptr (GRegex) regex = g_regex_new (":  ([0-9A-Z]{5}): ", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, message, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* TLS failures come as text alone, English or French after the process's locale. One that
 * another try cannot mend speaks of certificates or of SSL; a cut inside TLS is worded
 * "SSL SYSCALL" or "closed unexpectedly". */
static gboolean
is_tls_refusal (const char *message)
{
  if (strstr (message, "SYSCALL") != NULL || strstr (message, "unexpectedly") != NULL
      || strstr (message, "inattendu") != NULL)
    return FALSE;
  return strstr (message, "SSL") != NULL || strstr (message, "certifica") != NULL
         || strstr (message, "channel binding") != NULL;
}

static gboolean
speaks_of_password (const char *message)
{
  return strstr (message, "no password supplied") != NULL
         || strstr (message, "aucun mot de passe") != NULL;
}

GError *
_copil_db_error_from_connect (const char *raw)
{
  g_autofree char *message = make_valid (raw);
  g_autofree char *sqlstate = find_sqlstate (message);
  CopilDbError code = COPIL_DB_ERROR_UNREACHABLE;

  if (sqlstate != NULL)
    code = _copil_db_error_classify (sqlstate);
  else if (speaks_of_password (message))
    code = COPIL_DB_ERROR_AUTHENTICATION;
  else if (is_tls_refusal (message))
    code = COPIL_DB_ERROR_CONFIGURATION;
  return _copil_db_error_new (code, sqlstate != NULL ? sqlstate : "", message, NULL);
}

static CopilDbErrorPrivate *
peek (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);
  return error->domain == COPIL_DB_ERROR ? copil_db_error_get_private (error) : NULL;
}

const char *
copil_db_error_get_sqlstate (const GError *error)
{
  CopilDbErrorPrivate *private = peek (error);

  return private != NULL ? private->sqlstate : "";
}

/**
 * copil_db_error_get_detail:
 *
 * Returns: (nullable) (transfer none): the technical part, for *Détails*
 */
const char *
copil_db_error_get_detail (const GError *error)
{
  CopilDbErrorPrivate *private = peek (error);

  return private != NULL ? private->detail : NULL;
}

const char *
copil_db_error_get_hint (const GError *error)
{
  CopilDbErrorPrivate *private = peek (error);

  return private != NULL ? private->hint : NULL;
}

const char *
copil_db_error_get_constraint (const GError *error)
{
  CopilDbErrorPrivate *private = peek (error);

  return private != NULL ? private->constraint : NULL;
}

/**
 * copil_db_error_is_retryable:
 *
 * Returns: whether the same, later, may succeed: no answer, or a server that said "not now"
 */
gboolean
copil_db_error_is_retryable (const GError *error)
{
  return g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNREACHABLE)
         || g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_TIMED_OUT);
}

/* Cases where the SQLSTATE says more than the code. */
static const struct
{
  const char *sqlstate;
  const char *sentence;
} exact[] = {
  { "25006", N_("This server is read-only for now. Nothing was changed. What you entered is kept "
                "and will be sent again.") },
  { "40P01", N_("Someone else was changing the same data. Nothing was changed. Try again.") },
  { "42P01", N_("The base lacks a table that Copil expects. Nothing was changed. Ask the "
                "administrator to update the base.") },
  { "42883", N_("The base lacks a function that Copil expects. Nothing was changed. Ask the "
                "administrator to update the base.") },
  { "53100", N_("The server’s disk is full. Nothing was changed and what you entered is kept. "
                "Tell the administrator.") },
  { "53300", N_("The server has too many users at the moment. Nothing is lost. Copil tries "
                "again by itself.") },
  { "57P03", N_("The server is starting. Nothing is lost. Copil tries again by itself.") },
  { "CP409", N_("This entry was already recorded with another content. The first one stands. "
                "Check it before you enter it again.") },
};

/* Rules that the schema words itself, for the user: it knows which role, which object, which
 * version. What it leaves to say is what is safe and what to do. */
static const struct
{
  const char *sqlstate;
  const char *rest; /* NULL: it says all */
} worded[] = {
  { "CP401", N_("Nothing was changed. An administrator can give you the role that it takes.") },
  { "CP403", NULL },
  { "CP412", N_("Nothing was overwritten. Look at the new state first.") },
  { "CP422", NULL },
  { "CP426", N_("Nothing was changed and reading goes on.") },
  { "CP427", N_("Nothing was changed and reading goes on.") },
};

static const char *const sentences[] = {
  [COPIL_DB_ERROR_UNREACHABLE] =
    N_("The server does not answer. The figures shown and what you entered are kept. Copil tries "
       "again by itself; you can go on."),
  [COPIL_DB_ERROR_TIMED_OUT] =
    N_("The server took too long to answer. Nothing is lost. Try again in a moment."),
  [COPIL_DB_ERROR_AUTHENTICATION] =
    N_("The server does not accept this login or password. Nothing was sent. Check them and try "
       "again."),
  [COPIL_DB_ERROR_CONFIGURATION] =
    N_("The connection to the server is not set up correctly. Nothing was sent. Check the "
       "connection settings."),
  [COPIL_DB_ERROR_SCHEMA] =
    N_("This base and this Copil are not of the same version. Nothing was changed. Update the "
       "older one."),
  [COPIL_DB_ERROR_DENIED] =
    N_("Your role does not allow this. Nothing was changed. Ask the person in charge of it."),
  [COPIL_DB_ERROR_CONFLICT] =
    N_("Someone else was changing the same data. Nothing was changed. Try again."),
  [COPIL_DB_ERROR_CONSTRAINT] =
    N_("The base refuses a value. Nothing was changed. Correct it and try again."),
  [COPIL_DB_ERROR_STATEMENT] =
    N_("Copil asked the server something that it does not understand. Nothing was changed. "
       "Report it with the details."),
  [COPIL_DB_ERROR_UNKNOWN_OUTCOME] =
    N_("The connection was cut before the answer. Your entry is kept and Copil checks whether it "
       "was recorded: do not enter it again."),
  [COPIL_DB_ERROR_CLOSED] =
    N_("The connection was closed. What you entered is kept. Open Copil again to go on."),
  [COPIL_DB_ERROR_SERVER] =
    N_("The server met a problem. Nothing was changed. Try again, then tell the administrator."),
};

static const char *
find_sentence (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (exact); i++)
    if (strcmp (exact[i].sqlstate, copil_db_error_get_sqlstate (error)) == 0)
      return _(exact[i].sentence);
  return _(sentences[error->code]);
}

/* (transfer full) (nullable): */
static char *
complete_worded (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (worded); i++)
    if (strcmp (worded[i].sqlstate, copil_db_error_get_sqlstate (error)) == 0)
      return worded[i].rest == NULL ? g_strdup (error->message)
                                    : g_strdup_printf ("%s %s", error->message, _(worded[i].rest));
  return NULL;
}

/**
 * copil_db_error_to_sentence:
 * @error: of any domain
 *
 * What happened, what is safe, what to do, in that order. What a rule of the schema says is
 * worded by the schema itself, for the user; a base of another age by whoever found it so.
 *
 * Returns: (transfer full): for the screen
 */
char *
copil_db_error_to_sentence (const GError *error)
{
  g_autofree char *sentence = NULL;

  if (error->domain != COPIL_DB_ERROR || (guint) error->code >= G_N_ELEMENTS (sentences)
      || (error->code == COPIL_DB_ERROR_SCHEMA && *copil_db_error_get_sqlstate (error) == '\0'))
    return g_strdup (error->message);
  sentence = complete_worded (error);
  return sentence != NULL ? g_steal_pointer (&sentence) : g_strdup (find_sentence (error));
}
