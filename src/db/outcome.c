/* outcome.c: what became of commands whose answer was lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/outcome.h"

/* The table of commands would show nothing to a login that has lost its roles. */
CopilStatement *
copil_outcome_ask (const char * const *commands,
                   gsize               n)
{
  CopilStatement *statement = copil_statement_new (
    "SELECT o IS NOT NULL, nullif (o -> 'answer', 'null')::text"
    " FROM unnest ($1::text[]) WITH ORDINALITY a (id, rank), copil.command_outcome (id::uuid) o"
    " ORDER BY rank");

  copil_statement_add_text_array (statement, commands, n);
  return statement;
}
