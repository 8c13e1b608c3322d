/* mapping.h: what the columns of a file mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange/reading.h"
#include "exchange/sheet.h"

G_BEGIN_DECLS

/**
 * CopilLayout:
 * @COPIL_LAYOUT_LONG: a row a territory and a period
 * @COPIL_LAYOUT_PERIODS_ACROSS: a row a territory, a column a period
 * @COPIL_LAYOUT_TERRITORIES_ACROSS: a row a period, a column (or several) a territory
 */
typedef enum
{
  COPIL_LAYOUT_LONG,
  COPIL_LAYOUT_PERIODS_ACROSS,
  COPIL_LAYOUT_TERRITORIES_ACROSS,
} CopilFileLayout;

typedef enum
{
  COPIL_ROLE_IGNORE,
  COPIL_ROLE_TERRITORY,
  COPIL_ROLE_LEVEL, /* beside codes of several sets: "DEP", "Région" */
  COPIL_ROLE_TERRITORY_NAME, /* beside a code, for a set that is not known yet */
  COPIL_ROLE_PERIOD, /* a second one beside a column of years: months or quarters */
  COPIL_ROLE_VALUE,
} CopilFieldRole;

/* One field of the table, by the header of its column (in TERRITORIES_ACROSS: of its row of
 * headers, or of the measure below a territory). */
typedef struct
{
  char          *name;
  CopilFieldRole role;
  char          *measure; /* with COPIL_ROLE_VALUE */
} CopilMappingField;

/* Rows of which the field @name is one of @values. */
typedef struct
{
  char *name;
  GStrv values;
} CopilRowRule;

/**
 * CopilMapping:
 *
 * A Frictionless Table Schema with, beside it, what Copil needs to place a cell; see
 * data/mapping/README.md. Headers are compared without case and accents.
 */
typedef struct
{
  char           *name;
  char           *title;
  GStrv           recognise_headers; /* all must be among the headers */
  char           *recognise_text;    /* must stand in the title, the name or the labels; or NULL */
  char           *sheet;             /* NULL: the one that fits */
  CopilFileLayout layout;
  guint           header_row;        /* index of the last row of headers */
  guint           header_rows;       /* 1 or 2, 3 with codes above names */
  GPtrArray      *fields;            /* of CopilMappingField */
  GStrv           sets;              /* perimeter sets to look in, in order; NULL: any */
  char           *new_set;           /* code of the set that this file defines; or NULL */
  char           *new_set_name;
  gboolean        has_period;        /* one for the whole file */
  CopilPeriod     period;
  CopilDecimal    decimal;
  GStrv           missing;
  GPtrArray      *ignore;            /* of CopilRowRule: passed over */
  GPtrArray      *keep;              /* of CopilRowRule: all others are passed over */
  GStrv           distinct;          /* fields: a second row with the same values repeats the first */
  gboolean        fill;              /* a row without a territory goes on with the one above */
  double          factor;            /* of every figure: 1000 for a file in thousands */
  gboolean        sum;               /* rows that meet in one cell add up */
  char           *flag_label;        /* the row after a row holds its flags when it says so */
  GStrv           flags_provisional;
  GStrv           flags_estimated;
} CopilMapping;

CopilMapping *copil_mapping_new       (void);
void          copil_mapping_free      (CopilMapping   *self);
/* A mapping as JSON; the error names the key. */
CopilMapping *copil_mapping_parse     (const char     *json,
                                       gssize          length,
                                       GError        **error);
char         *copil_mapping_to_json   (CopilMapping   *self);
/* The field of this role, or NULL. */
const CopilMappingField *copil_mapping_find_role (CopilMapping   *self,
                                                  CopilFieldRole  role);
/* The file makes a set of its own, named after it: "Bassins 2019.csv" makes "bassins-2019". */
void          copil_mapping_name_set  (CopilMapping   *self,
                                       const char     *file_name);
void          copil_mapping_add_field (CopilMapping   *self,
                                       const char     *name,
                                       CopilFieldRole  role,
                                       const char     *measure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilMapping, copil_mapping_free)

G_END_DECLS
