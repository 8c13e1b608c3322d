/* text.c: measuring and drawing text, the same on every medium
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* One family: fontconfig itself knows what comes after it. */
#define FAMILY "Inter"
/* Layouts kept a thread; a dashboard shows some hundred strings. */
#define MAX_KEPT 2048

typedef struct
{
  PangoContext *context;
  GHashTable   *layouts; /* of CopilFont and text */
} TextState;

/* Glyphs of one font, from the start of the base line. */
typedef struct
{
  cairo_scaled_font_t *font;
  cairo_glyph_t       *glyphs;
  int                  n;
} GlyphRun;

/* @runs: (nullable): what images are drawn from; NULL as long as it is not needed */
typedef struct
{
  PangoLayout  *layout;
  CopilTextSize size;
  GArray       *runs;
} KeptLayout;

static void
glyph_run_clear (gpointer data)
{
  GlyphRun *run = data;

  cairo_scaled_font_destroy (run->font);
  g_free (run->glyphs);
}

static void
kept_layout_free (gpointer data)
{
  KeptLayout *kept = data;

  g_clear_pointer (&kept->runs, g_array_unref);
  g_object_unref (kept->layout);
  g_free (kept);
}

static void
text_state_free (gpointer data)
{
  TextState *state = data;

  g_hash_table_unref (state->layouts);
  g_object_unref (state->context);
  g_free (state);
}

static GPrivate text_state = G_PRIVATE_INIT (text_state_free);

/* Hinting and rounding depend on the medium: with all of it off, an image, a PDF page and a
 * recording agree to a hundredth of a point. Sizes are absolute: pango looks each font up a second
 * time for its metrics, and finds it where family and resolution are what it takes by itself. */
static PangoContext *
make_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_context_set_language (context, pango_language_from_string ("fr"));
  cairo_font_options_destroy (options);
  return context;
}

static TextState *
get_state (void)
{
  TextState *state = g_private_get (&text_state);

  if (state == NULL)
    {
      state = g_new0 (TextState, 1);
      state->context = make_context ();
      state->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_layout_free);
      g_private_set (&text_state, state);
    }
  return state;
}

/**
 * copil_text_get_context:
 *
 * Returns: (transfer none): the context of this thread
 */
PangoContext *
copil_text_get_context (void)
{
  return get_state ()->context;
}

/**
 * copil_font_describe:
 *
 * Returns: (transfer full): the description of @font, in the family of the house
 */
PangoFontDescription *
copil_font_describe (CopilFont font)
{
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family_static (description, FAMILY);
  pango_font_description_set_weight (description, (PangoWeight) font.weight);
  pango_font_description_set_style (description,
                                    font.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size (description, font.size * PANGO_SCALE);
  return description;
}

static PangoLayout *
make_layout (PangoContext *context,
             const char   *text,
             CopilFont     font)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *description = copil_font_describe (font);
  PangoAttrList *attributes = pango_attr_list_new ();

  /* Figures of one width, so that columns and changing values stand still; no composition, which
   * has nothing to do in French and costs half of the shaping. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1, ccmp=0"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  pango_attr_list_unref (attributes);
  pango_font_description_free (description);
  return layout;
}

static CopilTextSize
measure_layout (PangoLayout *layout)
{
  PangoRectangle logical;
  double baseline = pango_layout_get_baseline (layout);

  pango_layout_get_extents (layout, NULL, &logical);
  return (CopilTextSize) {
    .width = (double) logical.width / PANGO_SCALE,
    .ascent = baseline / PANGO_SCALE,
    .descent = (logical.height - baseline) / PANGO_SCALE,
  };
}

static KeptLayout *
get_layout (const char *text,
            CopilFont   font)
{
  TextState *state = get_state ();
  g_autofree char *key
      = g_strdup_printf ("%d %d %d %s", (int) (font.size * 64), font.weight, font.italic, text);
  KeptLayout *kept = g_hash_table_lookup (state->layouts, key);

  if (kept != NULL)
    return kept;
  if (g_hash_table_size (state->layouts) >= MAX_KEPT)
    g_hash_table_remove_all (state->layouts);
  kept = g_new0 (KeptLayout, 1);
  kept->layout = make_layout (state->context, text, font);
  kept->size = measure_layout (kept->layout);
  g_hash_table_insert (state->layouts, g_steal_pointer (&key), kept);
  return kept;
}

/**
 * copil_text_measure:
 *
 * Returns: what @text takes on one line, in the unit of the drawing
 */
CopilTextSize
copil_text_measure (const char *text,
                    CopilFont   font)
{
  return get_layout (text, font)->size;
}

double
copil_text_width (const char *text,
                  CopilFont   font)
{
  return get_layout (text, font)->size.width;
}

static double
left_edge (const KeptLayout *kept,
           CopilAlign        align,
           double            x)
{
  switch (align)
    {
    case COPIL_ALIGN_CENTRE:
      return x - kept->size.width / 2;
    case COPIL_ALIGN_RIGHT:
      return x - kept->size.width;
    case COPIL_ALIGN_LEFT:
    default:
      return x;
    }
}

/* -- Pixels --------------------------------------------------------------------------------- */

/* Vector surfaces keep the text as text, so that it can be searched and copied: pango says which
 * letters the glyphs are. Pixels need no letters, and glyphs alone are drawn many times faster. */
static gboolean
is_pixels (cairo_t *cr)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cr));

  return type == CAIRO_SURFACE_TYPE_IMAGE || type == CAIRO_SURFACE_TYPE_RECORDING;
}

static double
add_run (GArray         *runs,
         PangoLayoutRun *run,
         double          x)
{
  PangoGlyphString *string = run->glyphs;
  GlyphRun added = { 0 };

  added.font = cairo_scaled_font_reference (
      pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (run->item->analysis.font)));
  added.glyphs = g_new0 (cairo_glyph_t, MAX (string->num_glyphs, 1));
  for (int i = 0; i < string->num_glyphs; i++)
    {
      const PangoGlyphInfo *info = &string->glyphs[i];

      if (info->glyph != PANGO_GLYPH_EMPTY && !(info->glyph & PANGO_GLYPH_UNKNOWN_FLAG))
        added.glyphs[added.n++] = (cairo_glyph_t) {
          info->glyph, x + (double) info->geometry.x_offset / PANGO_SCALE,
          (double) info->geometry.y_offset / PANGO_SCALE
        };
      x += (double) info->geometry.width / PANGO_SCALE;
    }
  g_array_append_val (runs, added);
  return x;
}

static GArray *
get_runs (KeptLayout *kept)
{
  PangoLayoutLine *line;
  double x = 0;

  if (kept->runs)
    return kept->runs;
  kept->runs = g_array_new (FALSE, TRUE, sizeof (GlyphRun));
  g_array_set_clear_func (kept->runs, glyph_run_clear);
  line = pango_layout_get_line_readonly (kept->layout, 0);
  for (GSList *run = line->runs; run; run = run->next)
    x = add_run (kept->runs, run->data, x);
  return kept->runs;
}

static void
show_glyphs (cairo_t    *cr,
             KeptLayout *kept,
             double      x,
             double      y)
{
  GArray *runs = get_runs (kept);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  for (guint i = 0; i < runs->len; i++)
    {
      const GlyphRun *run = &g_array_index (runs, GlyphRun, i);

      cairo_set_scaled_font (cr, run->font);
      cairo_show_glyphs (cr, run->glyphs, run->n);
    }
  cairo_restore (cr);
}

/* The halo of pixels: the letters themselves, moved all round. cairo has their pixels already,
 * while to stroke their outlines it would start from nothing each time. */
static void
smear_glyphs (cairo_t    *cr,
              KeptLayout *kept,
              double      x,
              double      y,
              double      width)
{
  static const double steps[] = { 1, 0.5 };

  for (guint ring = 0; ring < G_N_ELEMENTS (steps); ring++)
    for (int i = 0; i < 8; i++)
      show_glyphs (cr, kept, x + width * steps[ring] * cos (i * G_PI_4),
                   y + width * steps[ring] * sin (i * G_PI_4));
}

/* -- Drawing -------------------------------------------------------------------------------- */

static void
show_layout (cairo_t    *cr,
             KeptLayout *kept,
             double      x,
             double      y)
{
  if (is_pixels (cr))
    {
      show_glyphs (cr, kept, x, y);
      return;
    }
  cairo_move_to (cr, x, y - kept->size.ascent);
  pango_cairo_show_layout (cr, kept->layout);
}

/**
 * copil_text_draw:
 * @y: where the base line is
 */
void
copil_text_draw (cairo_t          *cr,
                 const char       *text,
                 CopilFont         font,
                 const CopilColor *color,
                 CopilAlign        align,
                 double            x,
                 double            y)
{
  KeptLayout *kept = get_layout (text, font);

  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
  show_layout (cr, kept, left_edge (kept, align, x), y);
}

static void
stroke_letters (cairo_t    *cr,
                KeptLayout *kept,
                double      x,
                double      y,
                double      width)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_move_to (cr, x, y - kept->size.ascent);
  pango_cairo_layout_path (cr, kept->layout);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 2 * width);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * copil_text_draw_halo:
 * @ground: colour of what lies under the label
 * @width: how far the ground reaches round the letters
 */
void
copil_text_draw_halo (cairo_t          *cr,
                      const char       *text,
                      CopilFont         font,
                      const CopilColor *color,
                      const CopilColor *ground,
                      double            width,
                      CopilAlign        align,
                      double            x,
                      double            y)
{
  KeptLayout *kept = get_layout (text, font);
  double left = left_edge (kept, align, x);

  cairo_set_source_rgb (cr, ground->red, ground->green, ground->blue);
  if (is_pixels (cr))
    smear_glyphs (cr, kept, left, y, width);
  else
    stroke_letters (cr, kept, left, y, width);
  copil_text_draw (cr, text, font, color, align, x, y);
}

/**
 * copil_text_fit:
 *
 * Returns: (transfer full): @text, cut with "…" when it is wider than @width
 */
char *
copil_text_fit (const char *text,
                CopilFont   font,
                double      width)
{
  glong low = 0, high = g_utf8_strlen (text, -1);

  if (copil_text_width (text, font) <= width)
    return g_strdup (text);
  while (low < high)
    {
      glong middle = (low + high + 1) / 2;
      g_autofree char *head = g_utf8_substring (text, 0, middle);
      g_autofree char *cut = g_strconcat (g_strchomp (head), "…", NULL);

      if (copil_text_width (cut, font) <= width)
        low = middle;
      else
        high = middle - 1;
    }
  if (low == 0)
    return g_strdup ("");
  g_autofree char *head = g_utf8_substring (text, 0, low);
  return g_strconcat (g_strchomp (head), "…", NULL);
}

/**
 * copil_text_wrap:
 *
 * Returns: (transfer full): the lines, broken between words
 */
GStrv
copil_text_wrap (const char *text,
                 CopilFont   font,
                 double      width,
                 guint       max_lines)
{
  g_autoptr (PangoLayout) layout = make_layout (get_state ()->context, text, font);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  int n;

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  n = pango_layout_get_line_count (layout);
  for (int i = 0; i < MIN (n, (int) max_lines); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      gboolean last = i + 1 == (int) max_lines && n > i + 1;
      gsize length = last ? strlen (text + line->start_index) : (gsize) line->length;
      g_autofree char *whole = g_strchomp (g_strndup (text + line->start_index, length));
      g_autofree char *fitted = copil_text_fit (whole, font, width);

      g_strv_builder_add (lines, fitted);
    }
  return g_strv_builder_end (lines);
}
