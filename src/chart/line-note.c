/* line-note.c: the annotations of a line chart: where they stand, and as words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/line-private.h"
#include "core/format.h"

#include <math.h>

/* Annotations told in the sentence; the others are counted. */
#define MAX_TOLD 6
/* Rows that a label may stand in, from the top of the plot down. */
#define N_ROWS 8
/* What a line has at least, in heights of a letter. */
#define FOOT_HEIGHT 2

/* "mars 2026, France", "en attente, mars 2026, France": what may be cut is the rest. */
static char *
note_detail (const CopilLineNote *note)
{
  g_autofree char *period = copil_format_period (note->period);
  const char *when = note->detail != NULL ? note->detail : period;

  return g_strconcat (note->wait != NULL ? note->wait : "", note->wait != NULL ? ", " : "", when,
                      note->place != NULL ? ", " : "", note->place, NULL);
}

/* -- Placing -------------------------------------------------------------------------------- */

/* Where the dotted line of a note without a label starts: under all that it would cross. */
static double
bare_top (const CopilLineLayout *layout,
          const CopilLabels     *labels,
          double                 x)
{
  double step = copil_theme_size (&layout->base.theme, COPIL_TYPE_TICK);
  double lowest = layout->plot.y + layout->plot.height - FOOT_HEIGHT * step;
  double top = MIN (layout->plot.y, lowest);

  while (top < lowest && copil_labels_cost_below (labels, x, top) > 0)
    top = MIN (top + step, lowest);
  return top;
}

static gboolean
is_over_break (const CopilLineChart    *self,
               const CopilLineLayout   *layout,
               const cairo_rectangle_t *rect)
{
  for (guint i = 0; i < self->data.n_breaks; i++)
    {
      double x = copil_line_step_x (layout, self->data.breaks[i].period);

      if (x > rect->x && x < rect->x + rect->width)
        return TRUE;
    }
  return FALSE;
}

/* How a label is tried. */
typedef struct
{
  double   room;       /* where it is cut */
  gboolean over_break; /* on both sides of one, when nothing else is left */
} Attempt;

/* Rows from the top down, before the line or after it; the dotted line starts at its label and
 * runs through no label under it. -1: none where the label can be read and hides little. */
static int
choose_place (const CopilLineChart    *self,
              const CopilLineLayout   *layout,
              const CopilLabels       *labels,
              const cairo_rectangle_t *places,
              guint                    n,
              guint                    note,
              gboolean                 over_break)
{
  double x = layout->notes[note].foot.x;
  double best = places[0].width * places[0].height / 2;
  int chosen = -1;

  for (guint i = 0; i < n; i++)
    {
      double cost = copil_labels_cost (labels, &places[i])
                    + copil_labels_cost_below (labels, x, places[i].y);

      if (cost >= best || !copil_labels_is_free (labels, &places[i])
          || copil_labels_is_struck (labels, x, places[i].y)
          || (!over_break && is_over_break (self, layout, &places[i])))
        continue;
      best = cost;
      chosen = (int) i;
    }
  return chosen;
}

/* Says whether it found a place. */
static gboolean
place_label (CopilLineChart  *self,
             CopilLineLayout *layout,
             CopilLabels     *labels,
             guint            index,
             const Attempt   *attempt)
{
  const CopilLineNote *note = &self->data.notes[index];
  double x = layout->notes[index].foot.x, room = attempt->room;
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  g_autofree char *full = note_detail (note);
  g_autofree char *label = copil_text_fit (note->label, font, room);
  g_autofree char *detail = copil_text_fit (full, font, room);
  double height = font.size * 2.6, gap = copil_theme_length (&layout->base.theme, 5);
  double width = MAX (copil_text_width (label, font), copil_text_width (detail, font));
  cairo_rectangle_t places[2 * N_ROWS];
  CopilAlign align;
  int chosen;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    places[i] = (cairo_rectangle_t) { i % 2 ? x + gap : x - gap - width,
                                      layout->plot.y + (i / 2) * font.size * 1.5, width, height };
  chosen = choose_place (self, layout, labels, places, G_N_ELEMENTS (places), index,
                         attempt->over_break);
  if (chosen < 0)
    return FALSE;
  align = chosen % 2 ? COPIL_ALIGN_LEFT : COPIL_ALIGN_RIGHT;
  copil_line_place_block (layout, labels, label, detail, font, COPIL_COLOR_INK2, &places[chosen],
                          &align, 1, INFINITY);
  layout->notes[index].label = places[chosen];
  return TRUE;
}

static void
place_note (CopilLineChart  *self,
            CopilLineLayout *layout,
            CopilLabels     *labels,
            guint            index)
{
  CopilLineMark *mark = &layout->notes[index];
  double em = copil_theme_size (&layout->base.theme, COPIL_TYPE_TICK);
  double room = CLAMP (layout->plot.width * 0.55, em * 9, em * 17);
  const Attempt attempts[] = { { room, FALSE }, { em * 9, FALSE }, { room, TRUE }, { em * 9, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    if (place_label (self, layout, labels, index, &attempts[i]))
      {
        mark->top = mark->label.y;
        return;
      }
  mark->label = (cairo_rectangle_t) { 0, 0, 0, 0 };
  mark->top = bare_top (layout, labels, mark->foot.x);
}

static void
find_foot (CopilLineLayout     *layout,
           const CopilLineNote *note,
           CopilLineMark       *mark)
{
  const cairo_rectangle_t *plot = &layout->plot;
  double middle = copil_scale_map (&layout->x, copil_time_position (note->period));
  double start = copil_line_step_x (layout, note->period);

  /* The first period begins before the plot. */
  mark->foot = (CopilPoint) { MAX (start, plot->x), plot->y + plot->height };
  mark->shown = middle >= plot->x - 1 && start <= plot->x + plot->width + 1;
}

/* However low a line starts, it ends at the axis. */
void
copil_line_find_feet (CopilLineChart  *self,
                      CopilLineLayout *layout,
                      CopilLabels     *labels)
{
  double height = FOOT_HEIGHT * copil_theme_size (&layout->base.theme, COPIL_TYPE_TICK);

  layout->notes
      = copil_layout_alloc (&layout->base, self->data.n_notes, sizeof (CopilLineMark));
  for (guint i = 0; i < self->data.n_notes; i++)
    {
      CopilLineMark *mark = &layout->notes[i];

      find_foot (layout, &self->data.notes[i], mark);
      mark->top = mark->foot.y - height;
      if (mark->shown)
        copil_labels_avoid_leader (labels, (CopilSegment) { mark->foot.x, mark->top,
                                                            mark->foot.x, mark->foot.y });
    }
}

/* From the last to the first: the lines of the earlier ones start under the later labels. Where
 * there is no room for words the mark stands alone: it is told in the sentence and the table. */
void
copil_line_place_notes (CopilLineChart  *self,
                        CopilLineLayout *layout,
                        CopilLabels     *labels)
{
  for (guint i = self->data.n_notes; i-- > 0;)
    {
      CopilLineMark *mark = &layout->notes[i];

      if (!mark->shown)
        continue;
      place_note (self, layout, labels, i);
      copil_labels_avoid_leader (labels, (CopilSegment) { mark->foot.x, mark->top,
                                                          mark->foot.x, mark->foot.y });
    }
}

/* What is recorded is dotted, what waits is dashed. */
static void
set_dashes (cairo_t             *cr,
            const CopilTheme    *theme,
            const CopilLineNote *note)
{
  if (note->wait == NULL)
    copil_paint_dashes (cr, copil_theme_length (theme, 1.5), copil_theme_length (theme, 2.5));
  else
    copil_paint_dashes (cr, copil_theme_length (theme, 6), copil_theme_length (theme, 4));
}

void
copil_line_draw_notes (cairo_t               *cr,
                       const CopilLineChart  *self,
                       const CopilLineLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;

  copil_paint_color (cr, theme, COPIL_COLOR_INK2);
  for (guint i = 0; i < self->data.n_notes; i++)
    {
      const CopilLineMark *mark = &layout->notes[i];

      if (!mark->shown)
        continue;
      set_dashes (cr, theme, &self->data.notes[i]);
      copil_paint_vline (cr, theme, mark->foot.x, mark->top, mark->foot.y,
                         copil_theme_stroke (theme, COPIL_STROKE_AXIS));
    }
  copil_paint_solid (cr);
}

/* At the foot of each line, over the axis: what one points at. */
void
copil_line_draw_feet (cairo_t               *cr,
                      const CopilLineChart  *self,
                      const CopilLineLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;

  for (guint i = 0; i < self->data.n_notes; i++)
    if (layout->notes[i].shown)
      copil_paint_hollow (cr, theme, layout->notes[i].foot.x, layout->notes[i].foot.y,
                          copil_theme_length (theme, 3.5), copil_theme_length (theme, 1.5),
                          &theme->colors[COPIL_COLOR_INK2]);
}

gboolean
copil_line_chart_get_note_foot (CopilLineChart   *self,
                                const CopilTheme *theme,
                                double            width,
                                double            height,
                                guint             note,
                                double           *x,
                                double           *y)
{
  CopilLineLayout *layout;

  g_return_val_if_fail (COPIL_IS_LINE_CHART (self), FALSE);

  if (note >= self->data.n_notes)
    return FALSE;
  layout = (CopilLineLayout *) copil_chart_get_layout (COPIL_CHART (self), theme, width, height);
  if (layout->notes == NULL || !layout->notes[note].shown)
    return FALSE;
  *x = layout->notes[note].foot.x;
  *y = layout->notes[note].foot.y;
  return TRUE;
}

/* -- Words ---------------------------------------------------------------------------------- */

void
copil_line_tell_notes (GString              *text,
                       const CopilLineChart *self)
{
  guint n = self->data.n_notes;

  if (n == 0)
    return;
  g_string_append_printf (text, " %s" COPIL_NBSP ": ", n == 1 ? "Annotation" : "Annotations");
  for (guint i = 0; i < MIN (n, MAX_TOLD); i++)
    {
      g_autofree char *detail = note_detail (&self->data.notes[i]);

      g_string_append_printf (text, "%s%s (%s)", i > 0 ? COPIL_NNBSP "; " : "",
                              self->data.notes[i].label, detail);
    }
  if (n > MAX_TOLD)
    {
      g_autofree char *others
          = copil_format_count (n - MAX_TOLD, "autre annotation", "autres annotations");

      g_string_append_printf (text, COPIL_NNBSP "; %s", others);
    }
  g_string_append_c (text, '.');
}

/* "Loi plein emploi (France, en attente)". */
static void
append_note (GString             *text,
             const CopilLineNote *note)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? COPIL_NNBSP "; " : "", note->label);
  if (note->place != NULL || note->wait != NULL)
    g_string_append_printf (text, " (%s%s%s)", note->place != NULL ? note->place : "",
                            note->place != NULL && note->wait != NULL ? ", " : "",
                            note->wait != NULL ? note->wait : "");
}

/* What was said of a period of the subject, or "". */
char *
copil_line_note_cell (const CopilLineData *data,
                      CopilPeriod          period)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < data->n_notes; i++)
    {
      const CopilLineNote *note = &data->notes[i];
      CopilPeriod when
          = copil_period_to_rhythm (copil_period_first_month (note->period), period.rhythm);

      if (when.index == period.index)
        append_note (text, note);
    }
  return g_string_free (text, FALSE);
}
