/* person.h: who one is at a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char     *name;       /* "Coordination des pilotes" */
  char     *position;   /* "France Travail, Nord" */
  gboolean  fictitious; /* the base says that its figures are made up */
} CopilPerson;

void     copil_person_clear (CopilPerson *self);
/* The answer of copil.whoami(). */
gboolean copil_person_parse (CopilPerson *self,
                             const char  *json);

G_END_DECLS
