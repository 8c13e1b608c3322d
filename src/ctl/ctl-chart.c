/* ctl-chart.c: copilctl chart: a chart from a file, without a base and without a display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl.h"

#include "chart/dense-chart.h"
#include "chart/export.h"
#include "chart/spec.h"
#include "core/format.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* A gigabyte of doubles. */
#define MAX_POINTS (1 << 27)

typedef struct
{
  CopilExport export;
  char       *type;
  char       *input;
  char       *output;
  char       *theme;
  char       *title;
  char       *source;
  gint64      points;
} Options;

static int run_chart (CopilCtl *ctl, int argc, char **argv);

const CopilCtlVerb copil_ctl_chart = {
  "chart", N_("chart TYPE [FILE] -o FILE.png|.svg|.pdf|.csv"),
  N_("Draw a chart from a JSON description or a CSV table"), run_chart
};

static const char *const themes[COPIL_N_THEMES]
    = { "light", "dark", "contrast", "contrast-dark", "print" };

static void
options_clear (Options *self)
{
  g_free (self->type);
  g_free (self->input);
  g_free (self->output);
  g_free (self->theme);
  g_free (self->title);
  g_free (self->source);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* -- A series to try the drawing with ------------------------------------------------------- */

/* A walk that pulls back to its middle, the same on every machine: Marsaglia's xorshift. */
static GBytes *
make_walk (gint64 n)
{
  double *values = g_new (double, n), value = 50;
  guint64 state = 88172645463325252u;

  for (gint64 i = 0; i < n; i++)
    {
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      value += (double) (state >> 40) / (1 << 24) - 0.5 - (value - 50) * 0.0005;
      values[i] = value;
    }
  return g_bytes_new_take (values, (gsize) n * sizeof *values);
}

static CopilChart *
make_dense (const Options *options)
{
  g_autoptr (GBytes) values = make_walk (options->points);
  g_autofree char *count = copil_format_number ((double) options->points, 0);
  g_autofree char *title = g_strdup_printf ("Série d’essai, %s points", count);
  const CopilDenseData data
      = { .head = { .title = options->title ? options->title : title, .decimals = 1 },
          .y = values,
          .x_label = "rang du point" };

  return copil_dense_chart_new (&data);
}

/* -- Files ---------------------------------------------------------------------------------- */

static CopilChart *
read_chart (const Options *options,
            GError       **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (options->input, &text, &length, error))
    return NULL;
  if (g_str_has_suffix (options->input, ".csv"))
    return copil_chart_from_csv (options->type, options->title, text, (gssize) length, error);
  return copil_chart_from_json (options->type, text, (gssize) length, error);
}

static gboolean
read_theme (Options *options,
            GError **error)
{
  for (guint i = 0; options->theme && i < G_N_ELEMENTS (themes); i++)
    if (g_str_equal (themes[i], options->theme))
      {
        options->export.theme = (CopilThemeKind) i;
        return TRUE;
      }
  if (options->theme == NULL)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is not a theme: light, dark, contrast, contrast-dark or print."),
               options->theme);
  return FALSE;
}

static gboolean
write_chart (Options *options,
             GError **error)
{
  g_autoptr (CopilChart) chart = NULL;
  g_autoptr (GBytes) bytes = NULL;
  CopilExportFormat format;

  if (!copil_export_format_from_name (options->output, &format))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” does not end with .png, .svg, .pdf or .csv."), options->output);
      return FALSE;
    }
  if (!read_theme (options, error))
    return FALSE;
  chart = options->points > 0 ? make_dense (options) : read_chart (options, error);
  if (chart == NULL)
    return FALSE;
  bytes = copil_chart_export (chart, format, &options->export, error);
  return bytes != NULL && copil_ctl_write_file (options->output, bytes, error);
}

static gboolean
is_complete (const Options *options,
             int            argc)
{
  if (options->output == NULL || argc > 3)
    return FALSE;
  if (options->points != 0)
    return options->points >= 2 && options->points <= MAX_POINTS && options->type != NULL
           && g_str_equal (options->type, "line") && options->input == NULL;
  return options->input != NULL;
}

/* "chart line serie.json", or "chart serie.json" when the file says its type. */
static void
take_words (Options *options,
            int      argc,
            char   **argv)
{
  gboolean is_file = argc == 2 && options->points == 0 && strchr (argv[1], '.') != NULL;

  if (argc > 1 && !is_file)
    options->type = g_strdup (argv[1]);
  if (argc > 1)
    options->input = g_strdup (is_file ? argv[1] : argc > 2 ? argv[2] : NULL);
}

static int
run_chart (CopilCtl *ctl,
           int       argc,
           char    **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_("Where to write; the ending says what: .png, .svg, .pdf, .csv"), N_("FILE") },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &options.theme,
      N_("light, dark, contrast, contrast-dark or print"), N_("THEME") },
    { "width", 0, 0, G_OPTION_ARG_DOUBLE, &options.export.width, N_("Width in points"), "N" },
    { "height", 0, 0, G_OPTION_ARG_DOUBLE, &options.export.height,
      N_("Height in points; what the chart wants by default"), "N" },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &options.export.resolution,
      N_("Pixels a point of a PNG"), "N" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, N_("Title of a table"), N_("TEXT") },
    { "source", 0, 0, G_OPTION_ARG_STRING, &options.source, N_("Source, under the chart"),
      N_("TEXT") },
    { "fictitious", 0, 0, G_OPTION_ARG_NONE, &options.export.fictitious,
      N_("Mark it as made of fictitious data"), NULL },
    { "bare", 0, 0, G_OPTION_ARG_NONE, &options.export.bare,
      N_("The drawing alone, without title and source"), NULL },
    { "points", 0, 0, G_OPTION_ARG_INT64, &options.points,
      N_("Draw a trial series of this many points"), "N" },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  int status;

  if (!copil_ctl_parse (ctl, &copil_ctl_chart, entries, &argc, &argv, &status))
    return status;
  take_words (&options, argc, argv);
  if (!is_complete (&options, argc))
    return copil_ctl_usage (ctl, &copil_ctl_chart,
                            _("a chart needs a file to read and -o with a file to write."));
  options.export.source = options.source;
  if (!write_chart (&options, &error))
    return copil_ctl_fail (ctl, error);
  return COPIL_CTL_DONE;
}
