/* typeset.c: paragraphs of the report, measured and drawn line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cairo writes an ActualText span for every space that ends a wrapped line, at
 * which some readers of tagged PDF lose the rest of the paragraph: so a wrapped
 * text is set a second time with its line ends made explicit, which leaves no
 * space to write.
 */
#include "config.h"

#include "report/typeset.h"

#include <string.h>

#include "chart/text.h"

static const CopilTypeRoleSpec roles[] = {
  { "title", 26, 31, COPIL_WEIGHT_BOLD, COPIL_COLOR_INK, 4 },
  { "eyebrow", 10.5, 14, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_ACCENT, 2 },
  { "subtitle", 13, 18, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2, 4 },
  { "heading-1", 19, 24, COPIL_WEIGHT_BOLD, COPIL_COLOR_INK, 6 },
  { "heading-2", 15, 20, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK, 6 },
  { "heading-3", 9.5, 14, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK, 1 },
  { "lead", 11.5, 16.5, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK, 10 },
  { "body", 9.5, 14, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK, 7 },
  { "note", 7.5, 10.5, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2, 4 },
  { "table", 8.5, 11, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK, 0 },
  { "table-head", 7.5, 10.5, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK2, 0 },
  { "furniture", 7.5, 10.5, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2, 0 },
  { "furniture-strong", 8, 10.5, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK, 0 },
};

struct _CopilParagraph
{
  gatomicrefcount          ref_count;
  const CopilTypeRoleSpec *role;
  PangoLayout             *layout;
  double                   ascent;
  double                   descent;
};

struct _CopilTypesetter
{
  GHashTable *fonts; /* role -> PangoFontDescription */
  GHashTable *set;   /* "role width markup" -> CopilParagraph */
};

const CopilTypeRoleSpec *
copil_type_role_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (strcmp (roles[i].name, name) == 0)
      return &roles[i];
  g_return_val_if_reached (&roles[0]);
}

static void
font_free (gpointer font)
{
  pango_font_description_free (font);
}

static void
paragraph_unref (gpointer paragraph)
{
  copil_paragraph_unref (paragraph);
}

CopilTypesetter *
copil_typesetter_new (void)
{
  CopilTypesetter *self = g_new0 (CopilTypesetter, 1);

  self->fonts = g_hash_table_new_full (NULL, NULL, NULL, font_free);
  self->set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, paragraph_unref);
  return self;
}

void
copil_typesetter_free (CopilTypesetter *self)
{
  g_clear_pointer (&self->fonts, g_hash_table_unref);
  g_clear_pointer (&self->set, g_hash_table_unref);
  g_free (self);
}

static const PangoFontDescription *
get_font (CopilTypesetter         *self,
          const CopilTypeRoleSpec *role)
{
  PangoFontDescription *font = g_hash_table_lookup (self->fonts, role);

  if (font == NULL)
    {
      font = copil_font_describe ((CopilFont) { role->size, role->weight, FALSE });
      g_hash_table_insert (self->fonts, (gpointer) role, font);
    }
  return font;
}

/* Tabular figures line up in columns; without ligatures every letter stays selectable. */
static void
set_markup (PangoLayout *layout,
            const char  *markup)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *text = NULL;

  if (!pango_parse_markup (markup, -1, 0, &attributes, &text, NULL, NULL))
    {
      text = g_utf8_make_valid (markup, -1);
      attributes = pango_attr_list_new ();
    }
  pango_attr_list_insert_before (attributes,
                                 pango_attr_font_features_new ("tnum=1, liga=0, clig=0"));
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_attributes (layout, attributes);
}

static void
make_line_ends_explicit (PangoLayout *layout)
{
  g_autofree char *text = g_strdup (pango_layout_get_text (layout));
  int n_lines = pango_layout_get_line_count (layout);

  for (int i = 1; i < n_lines; i++)
    {
      int start = pango_layout_line_get_start_index (pango_layout_get_line_readonly (layout, i));

      if (start > 0 && text[start - 1] == ' ')
        text[start - 1] = '\n';
    }
  pango_layout_set_text (layout, text, -1);
}

static void
measure_font (CopilParagraph *self)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (
    copil_text_get_context (), pango_layout_get_font_description (self->layout), NULL);

  self->ascent = pango_font_metrics_get_ascent (metrics) / (double) PANGO_SCALE;
  self->descent = pango_font_metrics_get_descent (metrics) / (double) PANGO_SCALE;
  pango_font_metrics_unref (metrics);
}

static CopilParagraph *
create_paragraph (CopilTypesetter         *self,
                  const CopilTypeRoleSpec *role,
                  const char              *markup,
                  double                   width)
{
  CopilParagraph *paragraph = g_new0 (CopilParagraph, 1);
  PangoLayout *layout = pango_layout_new (copil_text_get_context ());

  g_atomic_ref_count_init (&paragraph->ref_count);
  paragraph->role = role;
  paragraph->layout = layout;
  pango_layout_set_font_description (layout, get_font (self, role));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  set_markup (layout, markup);
  if (width >= 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      if (pango_layout_is_wrapped (layout))
        make_line_ends_explicit (layout);
    }
  measure_font (paragraph);
  return paragraph;
}

CopilParagraph *
copil_typesetter_set (CopilTypesetter         *self,
                      const CopilTypeRoleSpec *role,
                      const char              *markup,
                      double                   width)
{
  g_autofree char *key = g_strdup_printf ("%s %d %s", role->name, (int) (width * 64), markup);
  CopilParagraph *paragraph = g_hash_table_lookup (self->set, key);

  if (paragraph == NULL)
    {
      paragraph = create_paragraph (self, role, markup, width);
      g_hash_table_insert (self->set, g_steal_pointer (&key), paragraph);
    }
  return copil_paragraph_ref (paragraph);
}

CopilParagraph *
copil_paragraph_ref (CopilParagraph *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
copil_paragraph_unref (CopilParagraph *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_object_unref (self->layout);
  g_free (self);
}

guint
copil_paragraph_get_lines (CopilParagraph *self)
{
  return (guint) pango_layout_get_line_count (self->layout);
}

double
copil_paragraph_get_leading (CopilParagraph *self)
{
  return self->role->leading;
}

double
copil_paragraph_get_height (CopilParagraph *self)
{
  return copil_paragraph_get_lines (self) * self->role->leading;
}

double
copil_paragraph_get_width (CopilParagraph *self)
{
  PangoRectangle logical;

  pango_layout_get_extents (self->layout, NULL, &logical);
  return logical.width / (double) PANGO_SCALE;
}

static double
get_line_width (PangoLayoutLine *line)
{
  PangoRectangle logical;

  pango_layout_line_get_extents (line, NULL, &logical);
  return logical.width / (double) PANGO_SCALE;
}

void
copil_paragraph_draw (CopilParagraph *self,
                      cairo_t        *cr,
                      double          x,
                      double          y,
                      guint           first,
                      guint           n,
                      gboolean        align_right)
{
  const CopilColor *color = &copil_theme_get (COPIL_THEME_PRINT)->colors[self->role->color];
  double baseline = y + (self->role->leading + self->ascent - self->descent) / 2;

  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
  for (guint i = first; i < first + n; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (self->layout, (int) i);

      cairo_move_to (cr, align_right ? x - get_line_width (line) : x, baseline);
      pango_cairo_show_layout_line (cr, line);
      baseline += self->role->leading;
    }
}
