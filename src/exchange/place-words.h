/* place-words.h: words that stand where a territory stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CopilPlaceKind:
 * @COPIL_PLACE_UNKNOWN: none of the others: it may be a territory
 * @COPIL_PLACE_BLANK: nothing is written
 * @COPIL_PLACE_SUM: "Total", "Ensemble", "Moyenne"
 * @COPIL_PLACE_PARTIAL: "France métropolitaine", "France (hors Mayotte)", "DROM",
 *   "Rhône (hors Métropole de Lyon)"
 * @COPIL_PLACE_OUTSIDE: "Étranger", "Saint-Pierre-et-Miquelon", "Non renseigné"
 * @COPIL_PLACE_LEVEL: said by the column of levels: "COM", "EPCI"
 * @COPIL_PLACE_FORMER: "Nord-Pas-de-Calais"
 * @COPIL_PLACE_CORSICA: "20"
 * @COPIL_PLACE_COMMUNE: "59000"
 *
 * What a text is that names no territory of the list.
 */
typedef enum
{
  COPIL_PLACE_UNKNOWN,
  COPIL_PLACE_BLANK,
  COPIL_PLACE_SUM,
  COPIL_PLACE_PARTIAL,
  COPIL_PLACE_OUTSIDE,
  COPIL_PLACE_LEVEL,
  COPIL_PLACE_FORMER,
  COPIL_PLACE_CORSICA,
  COPIL_PLACE_COMMUNE,
} CopilPlaceKind;

CopilPlaceKind copil_place_classify   (const char     *text);
/* A row of one of these holds no figure that is asked for: it is passed over, and said. */
#define COPIL_PLACE_IS_ASIDE(kind) ((kind) >= COPIL_PLACE_SUM && (kind) <= COPIL_PLACE_LEVEL)
/* Why it is not placed, and what to do. */
const char    *copil_place_explain    (CopilPlaceKind  kind);

/* (transfer full): copil_fold() with the abbreviations of names of places in full. */
char          *copil_place_fold       (const char     *text);
/* (transfer full): a code that the base takes: what the file says, or its words joined. */
char          *copil_place_build_code (const char     *text);
/* The official code in @set of a name or code in use beside it, or NULL. */
const char    *copil_place_find_alias (const char     *folded,
                                       const char     *set);
/* The perimeter set that a word of a column of levels names, "DEP" or "Région"; "" for a level
 * that is none of ours, "COM" or "EPCI"; NULL when it names no level. */
const char    *copil_place_find_level (const char     *text);

G_END_DECLS
