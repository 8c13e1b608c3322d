/* import-form-private.h: what the files of the import form share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/import-form.h"

G_BEGIN_DECLS

/* A column of values, or all of them, and the measure they are of. */
typedef struct
{
  char        *name; /* a header, or "*" */
  GtkDropDown *measure;
} CopilImportValueRow;

struct _CopilImportForm
{
  GtkWidget            parent_instance;
  GtkWidget           *box;
  AdwComboRow         *sheet;
  AdwComboRow         *layout;
  GtkSpinButton       *header;
  AdwComboRow         *territory;
  AdwComboRow         *set;
  AdwComboRow         *name;
  AdwComboRow         *period;
  GtkEditable         *whole_period;
  AdwComboRow         *decimal;
  GtkEditable         *keep;
  AdwPreferencesGroup *values;
  GPtrArray           *value_rows;  /* of CopilImportValueRow */
  CopilFileReading    *reading;     /* not owned */
  CopilWorkbook       *workbook;    /* not owned */
  char                *reading_name;
  CopilMapping        *mapping;     /* what was shown, which the form changes */
  GPtrArray           *sets;        /* of char*: code, or NULL for any, by rank in the list */
  GPtrArray           *measures;    /* of char*: codes, by rank in the list from 1 */
  GtkStringList       *measure_names;
  gboolean             showing;
};

/* import-form-lists.c: what is chosen, and what there is to choose */
CopilSheet     *_copil_import_form_get_sheet      (CopilImportForm    *self);
guint           _copil_import_form_get_header_row (CopilImportForm    *self);
CopilFileLayout _copil_import_form_get_layout     (CopilImportForm    *self);
guint           _copil_import_form_count_columns  (CopilImportForm    *self);
/* -1: none. */
int             _copil_import_form_get_column     (AdwComboRow        *row);
/* The set is the last of the list: one that is not known yet. */
gboolean        _copil_import_form_makes_set      (CopilImportForm    *self);
const char     *_copil_import_form_get_header     (CopilImportForm    *self,
                                                   int                 column);
/* (transfer full): as a mapping names it. */
char           *_copil_import_form_name_field     (CopilImportForm    *self,
                                                   guint               column);
void            _copil_import_form_show_sheets    (CopilImportForm    *self);
void            _copil_import_form_show_layout    (CopilImportForm    *self);
void            _copil_import_form_show_columns   (CopilImportForm    *self,
                                                   AdwComboRow        *row,
                                                   const char         *none,
                                                   CopilFieldRole      role);
void            _copil_import_form_show_sets      (CopilImportForm    *self,
                                                   CopilTerritoryList *territories);
/* import-form-values.c: the measures of the columns of values */
void            _copil_import_form_list_measures  (CopilImportForm    *self,
                                                   CopilCatalogue     *catalogue);
void            _copil_import_form_show_values    (CopilImportForm    *self);
/* Somebody chose something, unless the form itself is showing it. */
void            _copil_import_form_changed        (CopilImportForm    *self);

G_END_DECLS
