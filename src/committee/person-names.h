/* person-names.h: the names of those who are known by their account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/connection.h"

G_BEGIN_DECLS

/**
 * CopilPersonNames:
 *
 * What somebody noted, gave or wrote is kept with their account; people read their name. Read in
 * each session. Signal "changed": they were read.
 */
#define COPIL_TYPE_PERSON_NAMES (copil_person_names_get_type ())
G_DECLARE_FINAL_TYPE (CopilPersonNames, copil_person_names, COPIL, PERSON_NAMES, GObject)

/* (transfer none): the same for whoever asks; lives as long as @connection. */
CopilPersonNames *copil_person_names_of   (CopilConnection  *connection);
/* (nullable only where @login is): @login while no name of it is known. */
const char       *copil_person_names_find (CopilPersonNames *self,
                                           const char       *login);

G_END_DECLS
