/* map-states.c: a map whose classes are states with a name, not figures between bounds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/map-private.h"
#include "chart/sentence.h"
#include "core/format.h"

#include <math.h>

#define SWATCH_WIDTH 22
#define SWATCH_HEIGHT 11

static CopilFont
legend_font (const CopilTheme *theme)
{
  return (CopilFont) { copil_theme_size (theme, COPIL_TYPE_TICK), COPIL_WEIGHT_REGULAR, FALSE };
}

static guint
count_words (const CopilMapChart *self)
{
  return self->data.n_bounds + 1 + (self->missing != 0);
}

/* The last one: nothing is known. */
static const char *
get_word (const CopilMapChart *self,
          guint                i)
{
  return i <= self->data.n_bounds ? self->data.words[i] : self->data.nothing;
}

const char *
copil_map_state_word (const CopilMapChart *self,
                      guint                item)
{
  int class = copil_map_class_of (self, item);

  return class < 0 ? self->data.nothing : self->data.words[class];
}

/* "2 sur 4"; NULL: nothing to count. */
char *
copil_map_state_count (const CopilMapChart *self,
                       guint                item)
{
  const CopilFigure *figure = &self->data.items[item].figure;

  if (!copil_figure_is_drawn (figure) || !isfinite (figure->numerator)
      || !isfinite (figure->denominator))
    return NULL;
  return g_strdup_printf ("%.0f sur %.0f", figure->numerator, figure->denominator);
}

/* "fusion en cours (2 sur 4)". */
char *
copil_map_state_label (const CopilMapChart *self,
                       guint                item)
{
  const char *word = copil_map_state_word (self, item);
  g_autofree char *count = copil_map_state_count (self, item);

  return count != NULL ? g_strdup_printf ("%s (%s)", word, count) : g_strdup (word);
}

/* Every second state is hatched, whatever the theme: colours alone say nothing in grey. */
CopilPattern
copil_map_state_pattern (int class)
{
  return class % 2 != 0 ? COPIL_PATTERN_FALLING : COPIL_PATTERN_NONE;
}

/* -- The legend ------------------------------------------------------------------------------- */

static double
word_width (const CopilMapChart *self,
            const CopilTheme    *theme,
            guint                i)
{
  return copil_theme_length (theme, SWATCH_WIDTH + 6 + 14)
         + copil_text_width (get_word (self, i), legend_font (theme));
}

static double
line_height (const CopilTheme *theme)
{
  return MAX (copil_theme_length (theme, SWATCH_HEIGHT), legend_font (theme).size) * 1.6;
}

double
copil_map_states_height (const CopilMapChart *self,
                         const CopilTheme    *theme,
                         double               width)
{
  double x = 0;
  guint lines = 1;

  for (guint i = 0; i < count_words (self); i++)
    {
      double wide = word_width (self, theme, i);

      if (x > 0 && x + wide > width)
        {
          x = 0;
          lines++;
        }
      x += wide;
    }
  return lines * line_height (theme);
}

static void
place_word (CopilMapChart  *self,
            CopilMapLayout *layout,
            guint           i,
            double          x,
            double          y)
{
  CopilLayout *base = &layout->base;
  CopilFont font = legend_font (&base->theme);
  gboolean known = i <= self->data.n_bounds;
  double width = copil_theme_length (&base->theme, SWATCH_WIDTH);
  double height = copil_theme_length (&base->theme, SWATCH_HEIGHT);
  CopilMapSwatch swatch = { { x, y, width, height }, known ? (int) i : -1,
                            known ? COPIL_CELL_OBSERVED : COPIL_CELL_NOT_APPLICABLE };

  g_array_append_val (layout->swatches, swatch);
  copil_layout_add_text (base, get_word (self, i), font, COPIL_COLOR_INK2, COPIL_ALIGN_LEFT,
                         x + width + copil_theme_length (&base->theme, 6),
                         y + height / 2 + font.size * 0.36);
}

/* Each state beside its swatch, on as many lines as they need. */
void
copil_map_place_states (CopilMapChart  *self,
                        CopilMapLayout *layout,
                        double          y)
{
  const CopilTheme *theme = &layout->base.theme;
  double x = 0;

  for (guint i = 0; i < count_words (self); i++)
    {
      double wide = word_width (self, theme, i);

      if (x > 0 && x + wide > layout->base.width)
        {
          x = 0;
          y += line_height (theme);
        }
      place_word (self, layout, i, x, y);
      x += wide;
    }
}

/* -- In words --------------------------------------------------------------------------------- */

/* "Fusion en cours : Lille et Valenciennes." */
static void
append_state (GString             *text,
              const CopilMapChart *self,
              guint                state)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *word = get_word (self, state);
  g_autofree char *start = copil_sentence_capitalise (word);
  g_autofree char *list = NULL;

  for (guint i = 0; i < self->data.n_items; i++)
    if (copil_map_state_word (self, i) == word)
      g_ptr_array_add (names, (gpointer) self->data.items[i].name);
  if (names->len == 0)
    return;
  g_ptr_array_add (names, NULL);
  list = copil_format_list ((const char *const *) names->pdata);
  g_string_append_printf (text, " %s" COPIL_NBSP ": %s.", start, list);
}

void
copil_map_append_states (GString             *text,
                         const CopilMapChart *self)
{
  for (guint i = 0; i < count_words (self); i++)
    append_state (text, self, i);
}
