/* paragraph.c: the glyphs of a text, line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pango breaks and shapes; what it found is copied and shown from here, for two reasons. cairo
 * writes an ActualText span for the space that ends a wrapped line, at which some readers of
 * tagged PDF lose the rest of the paragraph: here that space is left out. And glyphs of an
 * unhinted font are shaped once for all the sizes of a document.
 */
#include "config.h"

#include "report/paragraph.h"

#include <string.h>

/* Glyphs of one font and one colour, from the start of the base line; with the letters they
 * stand for, so that the text of a PDF can be searched and copied. */
typedef struct
{
  cairo_scaled_font_t *font;
  GArray              *glyphs;   /* cairo_glyph_t */
  GArray              *clusters; /* cairo_text_cluster_t */
  GString             *text;
  gboolean             backward;
  double               color[3];
} Run;

typedef struct
{
  guint  first, n; /* of the runs */
  double width;
} Line;

struct _CopilParagraph
{
  gatomicrefcount     ref_count;
  CopilParagraphStyle style;
  GArray             *runs;  /* of Run */
  GArray             *lines; /* of Line */
  double              width;
};

static void
clear_run (gpointer data)
{
  Run *run = data;

  cairo_scaled_font_destroy (run->font);
  g_array_unref (run->glyphs);
  g_array_unref (run->clusters);
  g_string_free (run->text, TRUE);
}

/* -- Copying ------------------------------------------------------------------------------- */

static cairo_scaled_font_t *
scale_font (cairo_scaled_font_t *shaped,
            double               scale)
{
  cairo_scaled_font_t *drawn;
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_matrix_t matrix, identity;

  cairo_scaled_font_get_font_matrix (shaped, &matrix);
  cairo_scaled_font_get_font_options (shaped, options);
  cairo_matrix_init_identity (&identity);
  cairo_matrix_scale (&matrix, scale, scale);
  drawn = cairo_scaled_font_create (cairo_scaled_font_get_font_face (shaped), &matrix, &identity,
                                    options);
  cairo_font_options_destroy (options);
  return drawn;
}

static void
find_color (const PangoItem *item,
            double          *color)
{
  for (GSList *link = item->analysis.extra_attrs; link != NULL; link = link->next)
    {
      const PangoAttribute *attribute = link->data;
      const PangoColor *found = &((const PangoAttrColor *) (gconstpointer) attribute)->color;

      if (attribute->klass->type != PANGO_ATTR_FOREGROUND)
        continue;
      color[0] = found->red / 65535.0;
      color[1] = found->green / 65535.0;
      color[2] = found->blue / 65535.0;
    }
}

/* Returns where the next glyph begins. */
static double
copy_glyph (Run                  *run,
            const PangoGlyphInfo *info,
            double                x,
            double                y,
            double                scale)
{
  cairo_glyph_t glyph = { info->glyph, x + scale * info->geometry.x_offset / PANGO_SCALE,
                          y + scale * info->geometry.y_offset / PANGO_SCALE };

  /* What no font has is seen as the sign for it, not as nothing. */
  if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
    glyph.index = 0;
  if (info->glyph != PANGO_GLYPH_EMPTY)
    g_array_append_val (run->glyphs, glyph);
  return x + scale * info->geometry.width / PANGO_SCALE;
}

static double
copy_glyphs (Run                  *run,
             const PangoGlyphItem *item,
             double                x,
             double                scale)
{
  const PangoGlyphString *string = item->glyphs;
  double y = -scale * item->y_offset / PANGO_SCALE;

  x += scale * item->start_x_offset / PANGO_SCALE;
  for (int i = 0; i < string->num_glyphs; i++)
    x = copy_glyph (run, &string->glyphs[i], x, y, scale);
  return x + scale * item->end_x_offset / PANGO_SCALE;
}

static int
count_glyphs (const PangoGlyphItemIter *iter)
{
  int from = MIN (iter->start_glyph, iter->end_glyph + 1), n = 0;

  for (int i = from; i < from + ABS (iter->end_glyph - iter->start_glyph); i++)
    n += iter->glyph_item->glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY;
  return n;
}

static void
copy_clusters (Run            *run,
               PangoGlyphItem *item,
               const char     *text)
{
  PangoGlyphItemIter iter;

  for (gboolean more = pango_glyph_item_iter_init_start (&iter, item, text); more;
       more = pango_glyph_item_iter_next_cluster (&iter))
    {
      cairo_text_cluster_t cluster = { iter.end_index - iter.start_index, count_glyphs (&iter) };

      g_array_append_val (run->clusters, cluster);
    }
  run->text = g_string_new_len (text + item->item->offset, item->item->length);
}

/* The space at which a line was broken shows nothing. */
static void
drop_last_space (Run *run)
{
  const cairo_text_cluster_t *last;

  if (run->text->len == 0 || run->backward || run->text->str[run->text->len - 1] != ' ')
    return;
  last = &g_array_index (run->clusters, cairo_text_cluster_t, run->clusters->len - 1);
  if (last->num_bytes != 1 || last->num_glyphs > 1)
    return;
  g_string_truncate (run->text, run->text->len - 1);
  g_array_set_size (run->glyphs, run->glyphs->len - (guint) last->num_glyphs);
  g_array_set_size (run->clusters, run->clusters->len - 1);
}

static double
copy_run (CopilParagraph *self,
          PangoGlyphItem *item,
          const char     *text,
          double          x,
          gboolean        last)
{
  PangoCairoFont *font = PANGO_CAIRO_FONT (item->item->analysis.font);
  Run run = {
    .font = scale_font (pango_cairo_font_get_scaled_font (font), self->style.scale),
    .glyphs = g_array_new (FALSE, FALSE, sizeof (cairo_glyph_t)),
    .clusters = g_array_new (FALSE, FALSE, sizeof (cairo_text_cluster_t)),
    .backward = item->item->analysis.level % 2,
  };

  memcpy (run.color, self->style.color, sizeof run.color);
  find_color (item->item, run.color);
  x = copy_glyphs (&run, item, x, self->style.scale);
  copy_clusters (&run, item, text);
  if (last)
    drop_last_space (&run);
  g_array_append_val (self->runs, run);
  return x;
}

static void
copy_line (CopilParagraph  *self,
           PangoLayoutLine *line,
           const char      *text)
{
  Line copy = { self->runs->len, 0, 0 };

  for (GSList *run = line->runs; run != NULL; run = run->next)
    copy.width = copy_run (self, run->data, text, copy.width,
                           run->next == NULL && !self->style.is_word);
  copy.n = self->runs->len - copy.first;
  self->width = MAX (self->width, copy.width);
  g_array_append_val (self->lines, copy);
}

static CopilParagraph *
create_paragraph (const CopilParagraphStyle *style)
{
  CopilParagraph *self = g_new0 (CopilParagraph, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->style = *style;
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->runs, clear_run);
  return self;
}

CopilParagraph *
copil_paragraph_new (PangoLayout               *layout,
                     const CopilParagraphStyle *style)
{
  CopilParagraph *self = create_paragraph (style);
  int n = pango_layout_get_line_count (layout);

  for (int i = 0; i < n; i++)
    copy_line (self, pango_layout_get_line_readonly (layout, i), pango_layout_get_text (layout));
  return self;
}

/* -- Composing ----------------------------------------------------------------------------- */

/* Where the word ends that a space may follow. */
static double
measure_letters (const CopilParagraph *word)
{
  const Run *last;

  if (word->runs->len == 0)
    return 0;
  last = &g_array_index (word->runs, Run, word->runs->len - 1);
  if (last->glyphs->len == 0 || last->text->str[last->text->len - 1] != ' ')
    return word->width;
  return g_array_index (last->glyphs, cairo_glyph_t, last->glyphs->len - 1).x;
}

/* The words that stand on one line whatever happens, from the one at @first on: where their letters
 * end. */
static double
measure_glued (GArray *words,
               guint   first)
{
  const CopilWord *at = &g_array_index (words, CopilWord, first);
  const CopilWord *end = &g_array_index (words, CopilWord, words->len);
  double x = 0;

  for (; at + 1 < end && at[1].glued; at++)
    x += at->shaped->width;
  return x + measure_letters (at->shaped);
}

typedef struct
{
  CopilParagraph      *paragraph;
  Line                 line;   /* its width is where the letters end */
  double               x;      /* where the next word begins */
  cairo_scaled_font_t *shaped; /* the font of the last word, and the one it is drawn with */
  cairo_scaled_font_t *drawn;
} Composer;

static Run *
last_run (CopilParagraph *self)
{
  return &g_array_index (self->runs, Run, self->runs->len - 1);
}

static Run *
begin_run (Composer     *self,
           const Run    *part,
           const double *color)
{
  Run run = {
    .glyphs = g_array_new (FALSE, FALSE, sizeof (cairo_glyph_t)),
    .clusters = g_array_new (FALSE, FALSE, sizeof (cairo_text_cluster_t)),
    .text = g_string_new (NULL),
    .backward = part->backward,
  };

  if (part->font != self->shaped)
    {
      g_clear_pointer (&self->drawn, cairo_scaled_font_destroy);
      self->shaped = part->font;
      self->drawn = scale_font (part->font, self->paragraph->style.scale);
    }
  run.font = cairo_scaled_font_reference (self->drawn);
  memcpy (run.color, color, sizeof run.color);
  g_array_append_val (self->paragraph->runs, run);
  self->line.n++;
  return last_run (self->paragraph);
}

static void
append_run (Composer     *self,
            const Run    *part,
            const double *color)
{
  double scale = self->paragraph->style.scale;
  Run *run = self->line.n > 0 ? last_run (self->paragraph) : NULL;

  if (run == NULL || part->font != self->shaped || run->backward || part->backward
      || memcmp (run->color, color, sizeof run->color) != 0)
    run = begin_run (self, part, color);
  for (guint i = 0; i < part->glyphs->len; i++)
    {
      cairo_glyph_t glyph = g_array_index (part->glyphs, cairo_glyph_t, i);

      glyph.x = self->x + scale * glyph.x;
      glyph.y *= scale;
      g_array_append_val (run->glyphs, glyph);
    }
  g_array_append_vals (run->clusters, part->clusters->data, part->clusters->len);
  g_string_append_len (run->text, part->text->str, (gssize) part->text->len);
}

static void
end_line (Composer *self)
{
  if (self->line.n > 0)
    drop_last_space (last_run (self->paragraph));
  self->paragraph->width = MAX (self->paragraph->width, self->line.width);
  g_array_append_val (self->paragraph->lines, self->line);
  self->line = (Line) { self->paragraph->runs->len, 0, 0 };
  self->x = 0;
}

CopilParagraph *
copil_paragraph_new_from_words (GArray                    *words,
                                double                     width,
                                const CopilParagraphStyle *style)
{
  Composer self = { .paragraph = create_paragraph (style) };

  for (guint i = 0; i < words->len; i++)
    {
      const CopilWord *word = &g_array_index (words, CopilWord, i);
      const CopilParagraph *shaped = word->shaped;

      if (width >= 0 && self.line.n > 0 && !word->glued
          && self.x + style->scale * measure_glued (words, i) > width)
        end_line (&self);
      for (guint j = 0; j < shaped->runs->len; j++)
        append_run (&self, &g_array_index (shaped->runs, Run, j), word->color);
      self.line.width = self.x + style->scale * measure_letters (shaped);
      self.x += style->scale * shaped->width;
    }
  end_line (&self);
  g_clear_pointer (&self.drawn, cairo_scaled_font_destroy);
  return self.paragraph;
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
  g_array_unref (self->runs);
  g_array_unref (self->lines);
  g_free (self);
}

/* -- Measures ------------------------------------------------------------------------------ */

guint
copil_paragraph_get_lines (CopilParagraph *self)
{
  return self->lines->len;
}

double
copil_paragraph_get_leading (CopilParagraph *self)
{
  return self->style.leading;
}

double
copil_paragraph_get_height (CopilParagraph *self)
{
  return self->lines->len * self->style.leading;
}

double
copil_paragraph_get_width (CopilParagraph *self)
{
  return self->width;
}

double
copil_paragraph_get_longest (GArray *words)
{
  double longest = 0;

  for (guint i = 0; i < words->len; i++)
    if (i == 0 || !g_array_index (words, CopilWord, i).glued)
      longest = MAX (longest, measure_glued (words, i));
  return longest;
}

/* -- Drawing ------------------------------------------------------------------------------- */

static void
draw_run (const Run *run,
          cairo_t   *cr)
{
  if (run->text->len == 0)
    return;
  cairo_set_source_rgb (cr, run->color[0], run->color[1], run->color[2]);
  cairo_set_scaled_font (cr, run->font);
  cairo_show_text_glyphs (cr, run->text->str, (int) run->text->len,
                          (const cairo_glyph_t *) (gpointer) run->glyphs->data,
                          (int) run->glyphs->len,
                          (const cairo_text_cluster_t *) (gpointer) run->clusters->data,
                          (int) run->clusters->len,
                          run->backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
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
  double baseline = y + (self->style.leading + self->style.ascent - self->style.descent) / 2;

  g_return_if_fail (first + n <= self->lines->len);

  for (guint i = first; i < first + n; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      cairo_save (cr);
      cairo_translate (cr, align_right ? x - line->width : x, baseline);
      for (guint j = 0; j < line->n; j++)
        draw_run (&g_array_index (self->runs, Run, line->first + j), cr);
      cairo_restore (cr);
      baseline += self->style.leading;
    }
}
