/* territory.h: perimeters and the list of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  COPIL_LEVEL_FRANCE,
  COPIL_LEVEL_REGION,
  COPIL_LEVEL_DEPARTMENT,
  COPIL_LEVEL_BASIN,
  COPIL_LEVEL_OTHER, /* an imported perimeter set: zones d'emploi, CLPE... */
} CopilLevel;

/**
 * CopilTerritory:
 * @id: key in copil.territory
 * @level: of the four that nest; OTHER for any further set
 * @set: code of its perimeter set ("france", "region", "departement", "bassin", "ze2020"...)
 * @code: official code, unique in its set ("59", "2A", "32", "596")
 * @name: "Nord"
 * @genitive: with its preposition: "du Nord", "de l’Aisne", "de Valenciennes"
 * @locative: "dans le Nord", "en Guadeloupe", "à Valenciennes"
 * @seat: name of its chef-lieu, or ""
 * @population: inhabitants, 0 when unknown
 * @parent: the smallest territory of the three upper levels that contains it, or NULL
 * @children: (element-type CopilTerritory): those of the level below, sorted by name in French
 * @index: dense rank in the list, the column number in the cube
 * @has_communes: FALSE for a set of a file whose territories have no known communes
 */
typedef struct _CopilTerritory CopilTerritory;

struct _CopilTerritory
{
  int             id;
  CopilLevel      level;
  char           *set;
  char           *code;
  char           *name;
  char           *genitive;
  char           *locative;
  char           *seat;
  gint64          population;
  CopilTerritory *parent;
  GPtrArray      *children;
  guint           index;
  gboolean        has_communes;
};

typedef enum
{
  COPIL_TERRITORY_ERROR_UNKNOWN,   /* nothing is called so; the message proposes the nearest */
  COPIL_TERRITORY_ERROR_AMBIGUOUS, /* several are; the message names them */
  COPIL_TERRITORY_ERROR_DAMAGED,   /* the rows do not make a list */
} CopilTerritoryError;

#define COPIL_TERRITORY_ERROR (copil_territory_error_quark ())
GQuark                copil_territory_error_quark   (void);

/* "département", "départements"; "territoire" for OTHER. */
const char           *copil_level_get_name          (CopilLevel            level,
                                                     gboolean              plural);
/* (transfer full): "département du Nord", "bassin de Valenciennes", "région Hauts-de-France",
 * "France": the name with what it is, where the name alone would not say. */
char                 *copil_territory_get_title     (const CopilTerritory *self);
/* Whether @self is @ancestor or lies in it by its parents. */
gboolean              copil_territory_is_within     (const CopilTerritory *self,
                                                     const CopilTerritory *ancestor);

/* All territories of one base; immutable once sealed, shared by reference. */
#define COPIL_TYPE_TERRITORY_LIST (copil_territory_list_get_type ())
typedef struct _CopilTerritoryList CopilTerritoryList;
GType                 copil_territory_list_get_type (void);

CopilTerritoryList   *copil_territory_list_new      (void);
CopilTerritoryList   *copil_territory_list_ref      (CopilTerritoryList   *self);
void                  copil_territory_list_unref    (CopilTerritoryList   *self);

/* Building: add each row once (strings are copied), then seal; seal links parents,
 * sorts children in French, computes genitives and locatives. */
CopilTerritory       *copil_territory_list_add      (CopilTerritoryList   *self,
                                                     int                   id,
                                                     const char           *set,
                                                     const char           *code,
                                                     const char           *name,
                                                     int                   liaison,
                                                     const char           *seat,
                                                     gint64                population,
                                                     int                   parent_id,
                                                     gboolean              has_communes);
gboolean              copil_territory_list_seal     (CopilTerritoryList   *self,
                                                     GError              **error);

guint                 copil_territory_list_get_size (CopilTerritoryList   *self);
const CopilTerritory *copil_territory_list_get      (CopilTerritoryList   *self,
                                                     guint                 index);
const CopilTerritory *copil_territory_list_by_id    (CopilTerritoryList   *self,
                                                     int                   id);
const CopilTerritory *copil_territory_list_by_code  (CopilTerritoryList   *self,
                                                     const char           *set,
                                                     const char           *code);

/* "59", "departement:59", "Nord", "valenciennes": what a person types on a command line.
 * NULL and an error that proposes the nearest names when nothing or several fit. */
const CopilTerritory *copil_territory_list_resolve  (CopilTerritoryList   *self,
                                                     const char           *text,
                                                     GError              **error);
/* Ranked by nearness, accents and case ignored; at most @limit. */
GPtrArray            *copil_territory_list_search   (CopilTerritoryList   *self,
                                                     const char           *text,
                                                     guint                 limit);
/* Itself and those of its set under the same parent (of its whole set without parent, or when
 * the set does not nest), sorted by name in French. */
GPtrArray            *copil_territory_list_siblings (CopilTerritoryList   *self,
                                                     const CopilTerritory *territory);
/* Sorted by name in French. */
GPtrArray            *copil_territory_list_of_level (CopilTerritoryList   *self,
                                                     CopilLevel            level);
GPtrArray            *copil_territory_list_of_set   (CopilTerritoryList   *self,
                                                     const char           *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilTerritoryList, copil_territory_list_unref)

G_END_DECLS
