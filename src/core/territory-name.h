/* territory-name.h: the grammar of territory names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/territory.h"

G_BEGIN_DECLS

/* How a name takes an article: the codes of the official code (TNCC of INSEE, typeLiaison). */
typedef enum
{
  COPIL_LIAISON_NONE = 0,  /* Lille: "de Lille" */
  COPIL_LIAISON_VOWEL = 1, /* Arras: "d’Arras" */
  COPIL_LIAISON_LE = 2,    /* Nord: "du Nord" */
  COPIL_LIAISON_LA = 3,    /* Somme: "de la Somme" */
  COPIL_LIAISON_LES = 4,   /* Landes: "des Landes" */
  COPIL_LIAISON_L = 5,     /* Aisne: "de l’Aisne" */
  COPIL_LIAISON_AUX = 6,
  COPIL_LIAISON_LAS = 7,
  COPIL_LIAISON_LOS = 8,
} CopilLiaison;

/* (transfer full) */
char *copil_territory_name_genitive (const char *name,
                                     int         liaison);
char *copil_territory_name_locative (CopilLevel  level,
                                     const char *name,
                                     int         liaison);
/* For a file that gives names alone: what the name itself shows. */
int   copil_territory_name_liaison  (const char *name);

G_END_DECLS
