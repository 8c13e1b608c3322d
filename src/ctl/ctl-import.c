/* ctl-import.c: copilctl import: other people's files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-mirror.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/format.h"
#include "exchange/effect.h"
#include "exchange/file-reading.h"
#include "exchange/import.h"
#include "exchange/recognise.h"
#include "exchange/remarks.h"
#include "exchange/row-choice.h"

#define SHOWN_EFFECTS 30

typedef struct
{
  CopilCtl       *ctl;
  CopilMirror    *mirror;
  CopilWorkbook  *workbook;
  CopilMapping   *mapping;
  CopilSheet     *sheet;
  CopilPlacement *placement;
  char           *path;
  char           *mapping_path;
  char           *proposal_path;
  char           *measure;
  char           *column;
  char           *period_id;
  char           *sheet_name;
  char           *decimal;
  GStrv           choices; /* "INDICATEUR=Inscrits cat. A" */
  char           *refused_path;
  char           *source;
  gboolean        dry_run;
  gboolean        composition; /* the file brings perimeters, not figures */
} Import;

static int run_import (CopilCtl *ctl, int argc, char **argv);

const CopilCtlVerb copil_ctl_import = {
  "import", N_("import FILE [--mapping FILE] [--dry-run]"),
  N_("Read figures from a CSV, XLSX or ODS file"), run_import
};

static void
import_clear (Import *self)
{
  g_clear_object (&self->mirror);
  g_clear_pointer (&self->workbook, copil_workbook_free);
  g_clear_pointer (&self->mapping, copil_mapping_free);
  g_clear_pointer (&self->placement, copil_placement_free);
  g_free (self->path);
  g_free (self->mapping_path);
  g_free (self->proposal_path);
  g_free (self->measure);
  g_free (self->period_id);
  g_free (self->column);
  g_free (self->sheet_name);
  g_free (self->decimal);
  g_strfreev (self->choices);
  g_free (self->refused_path);
  g_free (self->source);
}

static CopilMapping *
read_mapping (Import  *self,
              GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (CopilMapping) mapping = NULL;

  if (!g_file_get_contents (self->mapping_path, &json, NULL, error))
    return NULL;
  mapping = copil_mapping_parse (json, -1, error);
  if (mapping == NULL || !copil_mapping_apply (mapping, self->workbook, &self->sheet, error))
    return NULL;
  return g_steal_pointer (&mapping);
}

static CopilMapping *
propose_mapping (Import         *self,
                 CopilGazetteer *gazetteer,
                 CopilCatalogue *catalogue,
                 GError        **error)
{
  g_autoptr (GPtrArray) known = copil_mapping_load_known ();
  CopilPeriod period;

  if (self->period_id != NULL && !copil_period_parse (self->period_id, &period))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is not a period: write 2026-10, 2026-T3 or 2026."), self->period_id);
      return NULL;
    }
  return copil_recognise (self->workbook, gazetteer, catalogue, known, self->measure, self->column,
                          self->period_id != NULL ? &period : NULL, &self->sheet, error);
}

/* The rest of the workbook is as if it were not there. */
static gboolean
keep_sheet (Import  *self,
            GError **error)
{
  GPtrArray *sheets = self->workbook->sheets;

  if (self->sheet_name == NULL)
    return TRUE;
  g_ptr_array_extend_and_steal (sheets, g_steal_pointer (&self->workbook->hidden));
  self->workbook->hidden = g_ptr_array_new ();
  for (guint i = sheets->len; i > 0; i--)
    if (g_strcmp0 (copil_sheet_get_name (g_ptr_array_index (sheets, i - 1)), self->sheet_name) != 0)
      g_ptr_array_remove_index (sheets, i - 1);
  if (sheets->len > 0)
    return TRUE;
  g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING,
               _("The file has no sheet “%s”."), self->sheet_name);
  return FALSE;
}

static gboolean
add_choice (CopilMapping *mapping,
            const char   *choice,
            GError      **error)
{
  if (copil_row_choice_add (mapping->keep, choice))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” does not choose rows: write --where \"COLUMN=VALUE\"."), choice);
  return FALSE;
}

/* What the command line adds to the mapping, proposed or given. */
static gboolean
complete_mapping (Import  *self,
                  GError **error)
{
  for (guint i = 0; self->choices != NULL && self->choices[i] != NULL; i++)
    if (!add_choice (self->mapping, self->choices[i], error))
      return FALSE;
  if (self->decimal == NULL)
    return TRUE;
  self->mapping->decimal = g_str_equal (self->decimal, ",")   ? COPIL_DECIMAL_COMMA
                           : g_str_equal (self->decimal, ".") ? COPIL_DECIMAL_POINT
                                                              : COPIL_DECIMAL_UNKNOWN;
  if (self->mapping->decimal != COPIL_DECIMAL_UNKNOWN)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is not a decimal mark: write --decimal , or --decimal ."), self->decimal);
  return FALSE;
}

static gboolean
save_proposal (Import  *self,
               GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  char *json;

  if (self->proposal_path == NULL)
    return TRUE;
  json = copil_mapping_to_json (self->mapping);
  bytes = g_bytes_new_take (json, strlen (json));
  return copil_ctl_write_file (self->proposal_path, bytes, error);
}

static gboolean
read_file (Import  *self,
           GError **error)
{
  CopilCube *cube = copil_mirror_get_cube (self->mirror);
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  g_autoptr (CopilGazetteer) gazetteer = copil_gazetteer_new (copil_cube_get_territories (cube));

  self->workbook = copil_workbook_open (self->path, error);
  if (self->workbook == NULL || !keep_sheet (self, error))
    return FALSE;
  self->mapping = self->mapping_path != NULL ? read_mapping (self, error)
                                             : propose_mapping (self, gazetteer, catalogue, error);
  if (self->mapping == NULL)
    {
      copil_ctl_add_hint (error, _("Write --measure CODE, with --column COLUMN where there are "
                                   "several, or --mapping FILE."));
      self->composition = self->mapping_path == NULL && self->measure == NULL &&
                          copil_workbook_is_composition (self->workbook);
      return FALSE;
    }
  if (!complete_mapping (self, error))
    return FALSE;
  self->placement = copil_placement_new (self->sheet, self->mapping, gazetteer, catalogue, error);
  if (self->placement == NULL)
    copil_ctl_add_hint (error, _("Write --where \"COLUMN=VALUE\", or “keep” in a mapping."));
  return self->placement != NULL && save_proposal (self, error);
}

static void
print_reading (Import *self)
{
  const CopilPlacement *placement = self->placement;
  g_autofree char *rows = copil_format_number (placement->rows, 0);
  g_autofree char *placed = copil_format_number (placement->observations->len, 0);
  g_autofree char *absent = copil_format_number (placement->absent, 0);

  g_print (_("File: %s, sheet “%s”\n"), self->path, copil_sheet_get_name (self->sheet));
  if (self->mapping->title != NULL)
    g_print (_("Recognised: %s\n"), self->mapping->title);
  g_print (_("Rows read: %s; passed over by a rule or as notes: %u\n"), rows, placement->ignored);
  g_print (_("Cells placed: %s; said twice: %u; without a value: %s; refused: %u\n"), placed,
           placement->repeated, absent, placement->refused);
}

/* Rows that give the same reason stand together: three of them, and how many more. */
static void
print_remarks (const char *title,
               GPtrArray  *remarks)
{
  g_autoptr (GPtrArray) groups = copil_remarks_group (remarks);

  for (guint i = 0; i < groups->len; i++)
    {
      const CopilRemarkGroup *group = g_ptr_array_index (groups, i);
      guint more = group->n - group->n_shown;

      g_printerr (_("%s (%u): %s\n"), title, group->n, group->shown[0]->reason);
      for (guint j = 0; j < group->n_shown; j++)
        g_printerr (_("  line %u, column “%s”: “%.60s”\n"), group->shown[j]->line,
                    group->shown[j]->column, group->shown[j]->value);
      if (more > 0)
        g_printerr (g_dngettext (GETTEXT_PACKAGE, "  and %u other\n", "  and %u others\n", more),
                    more);
    }
}

/* Sheets that were not read: another year is often there. */
static void
print_left_sheets (Import *self)
{
  g_autoptr (GString) left = g_string_new (NULL);

  for (guint i = 0; i < self->workbook->sheets->len; i++)
    {
      CopilSheet *sheet = g_ptr_array_index (self->workbook->sheets, i);

      if (sheet != self->sheet)
        g_string_append_printf (left, _("%s“%s”"), left->len > 0 ? ", " : "",
                                copil_sheet_get_name (sheet));
    }
  if (left->len > 0)
    g_print (_("Sheets left: %s. Import each with --sheet.\n"), left->str);
}

/* Columns of figures that were not taken, so that nobody thinks they were. */
static void
print_left (Import *self)
{
  g_autoptr (GString) left = g_string_new (NULL);

  for (guint i = 0; i < self->mapping->fields->len; i++)
    {
      const CopilMappingField *field = g_ptr_array_index (self->mapping->fields, i);

      if (field->role == COPIL_ROLE_IGNORE && *field->name != '\0')
        g_string_append_printf (left, _("%s“%s”"), left->len > 0 ? ", " : "", field->name);
    }
  g_strdelimit (left->str, "\r\n\t", ' ');
  if (left->len > 0)
    g_print (_("Columns left: %s\n"), left->str);
  if (self->mapping->factor != 1)
    g_print (_("The file says that it counts in units of %.0f: its figures were multiplied.\n"),
             self->mapping->factor);
}

static gboolean
report (Import  *self,
        GError **error)
{
  g_autoptr (GPtrArray) doubts = NULL;
  g_autoptr (GBytes) csv = NULL;

  print_reading (self);
  print_left_sheets (self);
  print_left (self);
  print_remarks (_("Passed over"), self->placement->passed);
  print_remarks (_("Refused"), self->placement->refusals);
  if (self->placement->ambiguous > 0)
    g_printerr ("  %s\n", _("Write --decimal , or --decimal . to say which, or decimalChar in a "
                            "mapping."));
  doubts = copil_placement_doubt (self->placement, copil_mirror_get_cube (self->mirror));
  print_remarks (_("To check"), doubts);
  if (self->refused_path == NULL)
    return TRUE;
  csv = copil_remarks_to_csv (self->placement->refusals);
  return copil_ctl_write_file (self->refused_path, csv, error);
}

static void
print_outcome (Import             *self,
               CopilImportOutcome *outcome)
{
  g_autoptr (GPtrArray) lines = copil_effects_describe (
    copil_mirror_get_cube (self->mirror), outcome, SHOWN_EFFECTS);
  g_autofree char *fresh = copil_format_number ((double) outcome->fresh, 0);
  g_autofree char *revised = copil_format_number ((double) outcome->revised, 0);
  g_autofree char *unchanged = copil_format_number ((double) outcome->unchanged, 0);

  if (outcome->batches->len == 0)
    {
      g_print ("%s\n", _("Nothing to change: the base already says all this."));
      return;
    }
  if (outcome->named > 0)
    g_print (_("Territories named: %d, in the set “%s”\n"), (int) outcome->named,
             self->mapping->new_set);
  g_print (_("New: %s; revised: %s; unchanged: %s; withheld for secrecy: %d\n"), fresh, revised,
           unchanged, (int) outcome->masked);
  g_print ("%s\n", self->dry_run ? _("What it would change:") : _("What it changed:"));
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = copil_effect_line_format (g_ptr_array_index (lines, i));

      g_print ("  %s\n", line);
    }
  if (self->dry_run)
    g_print ("%s\n", _("Dry run: nothing was written."));
  else
    for (guint i = 0; i < outcome->batches->len; i++)
      g_print (_("Recorded as batch %d.\n"), g_array_index (outcome->batches, int, i));
}

static gboolean
send (Import  *self,
      GError **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (self->ctl, error);
  g_autofree char *name = g_path_get_basename (self->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CopilImportOutcome) outcome = NULL;
  CopilImportOrder order = { self->placement, self->mapping };

  if (connection == NULL)
    return FALSE;
  order.catalogue = copil_cube_get_catalogue (copil_mirror_get_cube (self->mirror));
  order.source = self->source != NULL ? self->source : name;
  copil_import_async (connection, &order, !self->dry_run, copil_ctl_progress_cb, self->ctl,
                      copil_ctl_get_cancellable (self->ctl), copil_ctl_result_cb, self->ctl);
  result = copil_ctl_wait (self->ctl);
  copil_ctl_progress_end (self->ctl);
  outcome = copil_import_finish (connection, result, error);
  if (outcome == NULL)
    return FALSE;
  print_outcome (self, outcome);
  return TRUE;
}

static gboolean
import (Import  *self,
        GError **error)
{
  self->mirror = copil_ctl_mirror (self->ctl, TRUE, error);
  if (self->mirror == NULL || !read_file (self, error))
    return FALSE;
  return report (self, error) && send (self, error);
}

static int
import_perimeters (Import *self)
{
  copil_ctl_progress_end (self->ctl);
  g_print ("%s\n", _("This file says which commune lies in which perimeter: it is imported as "
                     "“copilctl territory import” does."));
  return copil_ctl_import_perimeters (self->ctl, self->path, self->dry_run);
}

static int
run_import (CopilCtl *ctl,
            int       argc,
            char    **argv)
{
  Import self = { ctl };
  g_autoptr (GError) error = NULL;
  int status = COPIL_CTL_DONE;
  const GOptionEntry entries[] = {
    { "mapping", 'm', 0, G_OPTION_ARG_FILENAME, &self.mapping_path,
      N_("What the columns mean (JSON); otherwise Copil finds out"), N_("FILE") },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &self.dry_run,
      N_("Show what would change, write nothing"), NULL },
    { "measure", 0, 0, G_OPTION_ARG_STRING, &self.measure,
      N_("Code of the measure that the values are of"), N_("CODE") },
    { "period", 0, 0, G_OPTION_ARG_STRING, &self.period_id,
      N_("Period of the whole file, when it has no column of periods"), N_("PERIOD") },
    { "column", 0, 0, G_OPTION_ARG_STRING, &self.column,
      N_("Column of figures to take, when there are several"), N_("NAME") },
    { "where", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self.choices,
      N_("Only the rows with this value; may be given several times"), N_("COLUMN=VALUE") },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &self.sheet_name,
      N_("Sheet of the workbook to read"), N_("NAME") },
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &self.decimal,
      N_("Decimal mark of the figures, a comma or a point, where they do not tell"), N_("MARK") },
    { "refused", 0, 0, G_OPTION_ARG_FILENAME, &self.refused_path,
      N_("Write every refused cell with its reason, as CSV"), N_("FILE") },
    { "source", 0, 0, G_OPTION_ARG_STRING, &self.source,
      N_("Where the file comes from, as reports will say"), N_("TEXT") },
    { "save-mapping", 0, 0, G_OPTION_ARG_FILENAME, &self.proposal_path,
      N_("Write the mapping that was used, to correct it and give it back"), N_("FILE") },
    { NULL }
  };

  if (!copil_ctl_parse (ctl, &copil_ctl_import, entries, &argc, &argv, &status))
    ;
  else if (argc != 2)
    status = copil_ctl_usage (ctl, &copil_ctl_import, _("give one file."));
  else
    {
      self.path = g_strdup (argv[1]);
      if (!import (&self, &error))
        status = self.composition ? import_perimeters (&self) : copil_ctl_fail (ctl, error);
    }
  import_clear (&self);
  return status;
}
