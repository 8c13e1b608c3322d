/* territory-import.c: a further perimeter set out of somebody's file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "territory-import"
#include "config.h"

#include "exchange/territory-import.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "core/fold.h"
#include "core/format.h"
#include "core/territory-name.h"
#include "exchange/territory-outlines.h"

typedef struct
{
  char                 *path;
  CopilTerritoryOptions options;
  CopilProgress        *progress;
} Task;

static void
free_task (Task *task)
{
  g_free (task->path);
  g_free (task->options.set);
  g_free (task->options.name);
  g_free (task->options.column);
  g_free (task->options.source);
  g_free (task->options.licence);
  g_clear_pointer (&task->progress, copil_progress_unref);
  g_free (task);
}

void
copil_territory_import_free (CopilTerritoryImport *self)
{
  g_free (self->set);
  g_free (self->name);
  g_clear_pointer (&self->composition, copil_composition_free);
  g_clear_pointer (&self->shapeless, g_ptr_array_unref);
  g_free (self->document);
  g_free (self->command);
  g_free (self);
}

/* -- Document -------------------------------------------------------------------------------- */

static void
add_text (JsonObject *object,
          const char *member,
          const char *text)
{
  g_autofree char *normal = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_NFC) : NULL;

  if (normal != NULL)
    json_object_set_string_member (object, member, normal);
  else
    json_object_set_null_member (object, member);
}

static JsonObject *
describe_set (const CopilTerritoryImport *self,
              const Task                 *task)
{
  JsonObject *object = json_object_new ();
  g_autofree char *file = g_path_get_basename (task->path);
  g_autofree char *shown = g_filename_display_name (file);
  const CopilTerritoryOptions *options = &task->options;

  add_text (object, "code", self->set);
  add_text (object, "name", self->name);
  add_text (object, "level", "other");
  add_text (object, "vintage", self->composition->date);
  add_text (object, "source", options->source != NULL ? options->source : shown);
  add_text (object, "licence", options->licence != NULL ? options->licence : "non précisée");
  json_object_set_boolean_member (object, "has_communes", TRUE);
  json_object_set_boolean_member (object, "approximate", TRUE);
  return object;
}

/* The smallest territory of the upper levels that contains the zone. */
static char *
find_parent (const CopilZone  *zone,
             CopilDepartments *departments)
{
  const CopilCommune *first = zone->communes->len > 0 ? zone->communes->pdata[0] : NULL;
  const char *region = first != NULL ? copil_departments_get_region (departments,
                                                                     first->department) : "";
  gboolean one_department = first != NULL, one_region = first != NULL && *region != '\0';

  for (guint i = 1; i < zone->communes->len; i++)
    {
      const CopilCommune *commune = zone->communes->pdata[i];

      one_department = one_department && g_str_equal (commune->department, first->department);
      one_region = one_region &&
                   g_str_equal (copil_departments_get_region (departments, commune->department),
                                region);
    }
  if (one_department)
    return g_strconcat ("departement:", first->department, NULL);
  return one_region ? g_strconcat ("region:", region, NULL) : g_strdup ("france:FR");
}

static JsonObject *
describe_outline (const CopilOutline *outline)
{
  JsonObject *object = json_object_new ();
  g_autofree char *rings = copil_outline_to_rings (outline);

  json_object_set_string_member (object, "frame", outline->frame->code);
  json_object_set_boolean_member (object, "approximate", TRUE);
  json_object_set_member (object, "rings", json_from_string (rings, NULL));
  return object;
}

/* Adds its communes, and returns their population. */
static gint64
add_communes (JsonObject      *object,
              const CopilZone *zone)
{
  JsonArray *codes = json_array_new ();
  gint64 population = 0;

  for (guint i = 0; i < zone->communes->len; i++)
    {
      const CopilCommune *commune = zone->communes->pdata[i];

      json_array_add_string_element (codes, commune->code);
      population += commune->population;
    }
  json_object_set_array_member (object, "communes", codes);
  return population;
}

static JsonObject *
describe_zone (const CopilZone    *zone,
               const CopilOutline *outline,
               CopilDepartments   *departments)
{
  JsonObject *object = json_object_new ();
  g_autofree char *parent = find_parent (zone, departments);

  add_text (object, "code", zone->code);
  add_text (object, "name", zone->name);
  json_object_set_int_member (object, "liaison", copil_territory_name_liaison (zone->name));
  json_object_set_string_member (object, "seat", "");
  json_object_set_string_member (object, "parent", parent);
  json_object_set_int_member (object, "population", add_communes (object, zone));
  if (outline != NULL)
    json_object_set_object_member (object, "outline", describe_outline (outline));
  else
    json_object_set_null_member (object, "outline");
  return object;
}

static JsonArray *
describe_zones (CopilTerritoryImport *self,
                GPtrArray            *outlines,
                CopilDepartments     *departments)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->composition->zones->len; i++)
    {
      const CopilZone *zone = self->composition->zones->pdata[i];

      json_array_add_object_element (array,
                                     describe_zone (zone, outlines->pdata[i], departments));
      if (outlines->pdata[i] != NULL)
        self->n_outlines++;
      else
        g_ptr_array_add (self->shapeless, g_strdup (zone->name));
    }
  return array;
}

/* Those of the set, for a base that does not know them. */
static JsonArray *
describe_communes (const CopilComposition *composition)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < composition->zones->len; i++)
    {
      const CopilZone *zone = composition->zones->pdata[i];

      for (guint j = 0; j < zone->communes->len; j++)
        {
          const CopilCommune *commune = zone->communes->pdata[j];
          JsonObject *object = json_object_new ();

          json_object_set_string_member (object, "code", commune->code);
          json_object_set_string_member (object, "name", commune->name);
          json_object_set_int_member (object, "population", commune->population);
          json_array_add_object_element (array, object);
        }
    }
  return array;
}

static void
write_document (CopilTerritoryImport *self,
                const Task           *task,
                GPtrArray            *outlines,
                CopilDepartments     *departments)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *document = json_object_new ();

  json_object_set_object_member (document, "set", describe_set (self, task));
  json_object_set_array_member (document, "territories",
                                describe_zones (self, outlines, departments));
  json_object_set_array_member (document, "communes", describe_communes (self->composition));
  json_node_take_object (root, document);
  self->document = json_to_string (root, FALSE);
}

/* -- Names of the set ------------------------------------------------------------------------ */

/* What perimeter_set.code takes, and not one of the four levels. */
static gboolean
check_set (const char *set,
           GError    **error)
{
  static const char *const own[] = { "france", "region", "departement", "bassin", NULL };

  if (!g_regex_match_simple ("^[a-z][a-z0-9_-]{0,30}$", set, 0, 0))
    g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING,
                 _("“%s” cannot be the code of a perimeter set: it starts with a lower case "
                   "letter and has letters, digits, - and _ only. Give one with --set."), set);
  else if (g_strv_contains (own, set))
    g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING,
                 _("“%s” is one of Copil’s own levels: give another code with --set."), set);
  else
    return TRUE;
  return FALSE;
}

/* "ZE2020" -> "ze2020", "Zone d’emploi" -> "zone-d-emploi". */
static char *
make_code (const char *heading)
{
  char *code = g_strdelimit (copil_fold (heading), " ", '-');

  if (strlen (code) > 31)
    code[31] = '\0';
  return code;
}

static gboolean
name_set (CopilTerritoryImport        *self,
          const CopilTerritoryOptions *options,
          GError                     **error)
{
  const CopilComposition *composition = self->composition;
  const char *title = composition->title != NULL ? composition->title : composition->heading;

  self->set = options->set != NULL ? g_strdup (options->set) : make_code (composition->heading);
  self->name = g_strdup (options->name != NULL ? options->name : title);
  if (*self->name == '\0')
    {
      g_free (self->name);
      self->name = g_strdup (self->set);
    }
  return check_set (self->set, error);
}

/* -- In the worker thread -------------------------------------------------------------------- */

static void
report (const Task *task,
        const char *label)
{
  if (task->progress != NULL)
    copil_progress_report (task->progress, label, -1);
}

static gboolean
read_file (CopilTerritoryImport *self,
           const Task           *task,
           GError              **error)
{
  g_autoptr (CopilWorkbook) workbook = NULL;
  g_autoptr (CopilCommuneTable) communes = NULL;

  report (task, _("Reading the file"));
  workbook = copil_workbook_open (task->path, error);
  communes = workbook != NULL ? copil_commune_table_get_shipped (error) : NULL;
  if (communes == NULL)
    return FALSE;
  self->composition = copil_composition_read (workbook, communes, task->options.column, error);
  return self->composition != NULL && name_set (self, &task->options, error);
}

static void
import_in_thread (GTask        *gtask,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  const Task *task = data;
  g_autoptr (CopilTerritoryImport) self = g_new0 (CopilTerritoryImport, 1);
  g_autoptr (CopilDepartments) departments = NULL;
  g_autoptr (GPtrArray) outlines = NULL;
  GError *error = NULL;
  self->command = g_uuid_string_random ();

  self->shapeless = g_ptr_array_new_with_free_func (g_free);
  if (read_file (self, task, &error))
    departments = copil_departments_new (&error);
  if (departments != NULL)
    outlines = copil_departments_draw (departments, self->composition, task->progress,
                                       cancellable, &error);
  if (outlines == NULL)
    {
      g_task_return_error (gtask, error);
      return;
    }
  write_document (self, task, outlines, departments);
  g_task_return_pointer (gtask, g_steal_pointer (&self),
                         (GDestroyNotify) copil_territory_import_free);
}

/**
 * copil_territory_import_async:
 * @path: a CSV, XLSX or ODS file that gives communes a perimeter
 * @options: (nullable)
 * @progress: (nullable)
 *
 * Reads the composition, maps former communes to those of today, draws the outlines. Nothing is
 * sent: pass the document to copil.territory_load().
 */
void
copil_territory_import_async (const char                  *path,
                              const CopilTerritoryOptions *options,
                              CopilProgress               *progress,
                              GCancellable                *cancellable,
                              GAsyncReadyCallback          callback,
                              gpointer                     user_data)
{
  g_autoptr (GTask) gtask = g_task_new (NULL, cancellable, callback, user_data);
  Task *task = g_new0 (Task, 1);

  g_task_set_source_tag (gtask, copil_territory_import_async);
  task->path = g_strdup (path);
  task->progress = progress != NULL ? copil_progress_ref (progress) : NULL;
  if (options != NULL)
    task->options = (CopilTerritoryOptions) {
      g_strdup (options->set), g_strdup (options->name), g_strdup (options->column),
      g_strdup (options->source), g_strdup (options->licence),
    };
  g_task_set_task_data (gtask, task, (GDestroyNotify) free_task);
  g_task_run_in_thread (gtask, import_in_thread);
}

CopilTerritoryImport *
copil_territory_import_finish (GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- Report ---------------------------------------------------------------------------------- */

/* "Sans contour : A, B et 3 autres." */
static void
append_items (GString    *report,
              const char *label,
              GPtrArray  *items,
              guint       max_items)
{
  guint n = MIN (items->len, max_items);

  if (items->len == 0)
    return;
  g_string_append_printf (report, "%s (%u)" COPIL_NBSP ": ", label, items->len);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (report, "%s%s", i > 0 ? ", " : "", (const char *) items->pdata[i]);
  if (n < items->len)
    g_string_append (report, n > 0 ? "…" : "voir le fichier");
  g_string_append (report, "\n");
}

static void
append_absent (GString                *report,
               const CopilComposition *composition,
               guint                   max_items)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < composition->absent->len; i++)
    {
      const CopilCommune *commune = composition->absent->pdata[i];

      g_ptr_array_add (names, g_strdup_printf ("%s (%s)", commune->name, commune->code));
    }
  append_items (report, "Communes d’aujourd’hui que le fichier ne nomme pas", names, max_items);
}

char *
copil_territory_import_report (const CopilTerritoryImport *self,
                               guint                       max_items)
{
  const CopilComposition *composition = self->composition;
  GString *report = g_string_new (NULL);
  g_autofree char *rows = copil_format_count (composition->n_rows, "ligne", "lignes");
  g_autofree char *zones = copil_format_count (composition->zones->len, "périmètre",
                                               "périmètres");
  g_autofree char *placed = copil_format_count (composition->n_placed, "commune placée",
                                                "communes placées");
  g_autofree char *outlines = copil_format_count (self->n_outlines, "contour approché",
                                                  "contours approchés");
  g_autofree char *former = copil_format_count (composition->n_former,
                                                "ancien code ramené à la commune d’aujourd’hui",
                                                "anciens codes ramenés aux communes "
                                                "d’aujourd’hui");

  g_string_append_printf (report, "%s (%s)" COPIL_NBSP ": %s, %s, %s, %s.\n", self->name,
                          self->set, rows, zones, placed, outlines);
  if (composition->n_former > 0)
    g_string_append_printf (report, "%s.\n", former);
  append_items (report, "Communes inconnues", composition->unknown, max_items);
  append_items (report, "Communes réunies depuis, dont une part était ailleurs",
                composition->divided, max_items);
  append_absent (report, composition, max_items);
  append_items (report, "Sans contour", self->shapeless, max_items);
  return g_string_free (report, FALSE);
}
