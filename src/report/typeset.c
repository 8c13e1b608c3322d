/* typeset.c: the types of the report, and texts set in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "report/typeset.h"

#include <string.h>

/* Fonts are not hinted, so a text is as wide as its size is large: all is shaped at this one, and
 * the fonts of a weight are looked up and opened once, whatever the number of sizes. */
#define SHAPED_SIZE 32.0
/* Texts kept a thread: two reports of a dashboard differ in a few hundred. */
#define MAX_KEPT 4096

static const CopilTypeRoleSpec roles[] = {
  { "title", 26, 31, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK, 4 },
  { "eyebrow", 10.5, 14, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_ACCENT, 2 },
  { "subtitle", 13, 18, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2, 4 },
  { "heading-1", 19, 24, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK, 6 },
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

typedef struct
{
  PangoFontDescription *description;
  double                ascent, descent; /* at the shaped size */
} Font;

typedef struct
{
  GHashTable *fonts; /* of CopilWeight */
  GHashTable *set;   /* Setting -> CopilParagraph */
  GHashTable *words; /* "weight word" -> CopilParagraph of one line */
} Typesetter;

/* What makes two texts the same on paper. */
typedef struct
{
  const CopilTypeRoleSpec *role;
  int                      width; /* in 64ths of a point */
  char                    *markup;
} Setting;

const CopilTypeRoleSpec *
copil_type_role_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (strcmp (roles[i].name, name) == 0)
      return &roles[i];
  g_return_val_if_reached (&roles[0]);
}

static void
font_free (gpointer data)
{
  Font *font = data;

  pango_font_description_free (font->description);
  g_free (font);
}

static guint
setting_hash (gconstpointer data)
{
  const Setting *self = data;

  return g_str_hash (self->markup) ^ (guint) self->width * 31 ^ (guint) (self->role - roles) * 961;
}

static gboolean
setting_equal (gconstpointer a,
               gconstpointer b)
{
  const Setting *first = a, *second = b;

  return first->role == second->role && first->width == second->width
         && strcmp (first->markup, second->markup) == 0;
}

static void
setting_free (gpointer data)
{
  g_free (((Setting *) data)->markup);
  g_free (data);
}

static void
paragraph_unref (gpointer paragraph)
{
  copil_paragraph_unref (paragraph);
}

static void
typesetter_free (gpointer data)
{
  Typesetter *self = data;

  g_hash_table_unref (self->fonts);
  g_hash_table_unref (self->set);
  g_hash_table_unref (self->words);
  g_free (self);
}

/* Of this thread, as the context of Pango is. */
static Typesetter *
get_typesetter (void)
{
  static GPrivate typesetter = G_PRIVATE_INIT (typesetter_free);
  Typesetter *self = g_private_get (&typesetter);

  if (self != NULL)
    return self;
  self = g_new0 (Typesetter, 1);
  self->fonts = g_hash_table_new_full (NULL, NULL, NULL, font_free);
  self->set = g_hash_table_new_full (setting_hash, setting_equal, setting_free, paragraph_unref);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, paragraph_unref);
  g_private_set (&typesetter, self);
  return self;
}

static Font *
create_font (CopilWeight weight)
{
  Font *font = g_new0 (Font, 1);
  PangoFontMetrics *metrics;

  font->description = copil_font_describe ((CopilFont) { SHAPED_SIZE, weight, FALSE });
  metrics = pango_context_get_metrics (copil_text_get_context (), font->description, NULL);
  font->ascent = pango_font_metrics_get_ascent (metrics) / (double) PANGO_SCALE;
  font->descent = pango_font_metrics_get_descent (metrics) / (double) PANGO_SCALE;
  pango_font_metrics_unref (metrics);
  return font;
}

static const Font *
get_font (Typesetter *self,
          CopilWeight weight)
{
  Font *font = g_hash_table_lookup (self->fonts, GINT_TO_POINTER (weight));

  if (font == NULL)
    {
      font = create_font (weight);
      g_hash_table_insert (self->fonts, GINT_TO_POINTER (weight), font);
    }
  return font;
}

/* Tabular figures line up in columns; without ligatures every letter stays selectable. Composition
 * has nothing to do in French, whose accents are in the letters, and Inter takes half of the time of
 * shaping to find that out. */
static void
set_markup (PangoLayout *layout,
            const char  *markup)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autoptr (GString) own = g_string_new (markup);
  g_autofree char *text = NULL;

  /* Bold would be a third weight: a file more to read, and to put into the PDF. */
  g_string_replace (own, "<b>", "<span weight=\"semibold\">", 0);
  g_string_replace (own, "</b>", "</span>", 0);
  if (!pango_parse_markup (own->str, -1, 0, &attributes, &text, NULL, NULL))
    {
      text = g_utf8_make_valid (markup, -1);
      attributes = pango_attr_list_new ();
    }
  pango_attr_list_insert_before (attributes,
                                 pango_attr_font_features_new ("tnum=1, liga=0, clig=0, ccmp=0"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
}

static CopilParagraph *
shape (const Font                *font,
       const char                *markup,
       double                     width,
       const CopilParagraphStyle *style)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (copil_text_get_context ());

  pango_layout_set_font_description (layout, font->description);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width >= 0)
    pango_layout_set_width (layout, (int) (width / style->scale * PANGO_SCALE));
  set_markup (layout, markup);
  return copil_paragraph_new (layout, style);
}

/* -- Words --------------------------------------------------------------------------------- */

/* Whether the text is words and nothing else: without markup, and in letters that run from left to
 * right and that no line may be broken at in a way only Pango knows. */
static gboolean
is_plain (const char *markup)
{
  for (const guchar *at = (const guchar *) markup; *at != '\0'; at++)
    if (*at < ' ' || *at == '<' || *at == '&' || (*at >= 0xD6 && *at <= 0xE0) || *at >= 0xE3
        || (at[0] == 0xC2 && at[1] == 0xAD))
      return FALSE;
  return TRUE;
}

/* A line may be broken after a space, and after a hyphen between two letters. */
static const char *
find_word_end (const char *start)
{
  for (const char *at = start; *at != '\0'; at++)
    if (*at == ' ')
      return at + 1;
    else if (*at == '-' && at > start && !g_ascii_isdigit (at[1]) && at[1] != ' ' && at[1] != '\0')
      return at + 1;
  return start + strlen (start);
}

static CopilParagraph *
set_word (Typesetter *self,
          CopilWeight weight,
          const char *text,
          gsize       length)
{
  const CopilParagraphStyle style = { .scale = 1, .is_word = TRUE };
  g_autofree char *key = g_strdup_printf ("%d %.*s", weight, (int) length, text);
  CopilParagraph *word = g_hash_table_lookup (self->words, key);

  if (word == NULL)
    {
      if (g_hash_table_size (self->words) >= MAX_KEPT)
        g_hash_table_remove_all (self->words);
      word = shape (get_font (self, weight), strchr (key, ' ') + 1, -1, &style);
      g_hash_table_insert (self->words, g_steal_pointer (&key), word);
    }
  return copil_paragraph_ref (word);
}

static void
clear_word (gpointer data)
{
  copil_paragraph_unref (((CopilWord *) data)->shaped);
}

/* A part of a text in one weight and one colour. */
typedef struct
{
  CopilWeight weight;
  double      color[3];
} Voice;

/* What stands against the word before, without a space, holds to it. */
static void
set_words (Typesetter  *self,
           const Voice *voice,
           const char  *text,
           gboolean     glued,
           GArray      *words)
{
  const char *end;

  for (const char *at = text; *at != '\0'; at = end, glued = FALSE)
    {
      CopilWord word = { .glued = glued };

      end = find_word_end (at);
      word.shaped = set_word (self, voice->weight, at, (gsize) (end - at));
      memcpy (word.color, voice->color, sizeof word.color);
      g_array_append_val (words, word);
    }
}

/* The markup that reports are full of: <b>, and <span> with a foreground and perhaps semibold.
 * Returns what follows the tag, or NULL for any other. */
static const char *
read_voice (const char  *tag,
            Voice       *voice,
            const char **closing)
{
  static const char span[] = "<span foreground=\"", semibold[] = " weight=\"semibold\"";
  PangoColor color;
  char name[sizeof "#000000"];

  *closing = "</b>";
  if (g_str_has_prefix (tag, "<b>"))
    {
      voice->weight = COPIL_WEIGHT_SEMIBOLD;
      return tag + strlen ("<b>");
    }
  *closing = "</span>";
  if (!g_str_has_prefix (tag, span))
    return NULL;
  tag += strlen (span);
  g_strlcpy (name, tag, sizeof name);
  if (strlen (name) + 1 < sizeof name || tag[strlen (name)] != '"'
      || !pango_color_parse (&color, name))
    return NULL;
  voice->color[0] = color.red / 65535.0;
  voice->color[1] = color.green / 65535.0;
  voice->color[2] = color.blue / 65535.0;
  tag += strlen (name) + 1;
  if (g_str_has_prefix (tag, semibold))
    {
      voice->weight = COPIL_WEIGHT_SEMIBOLD;
      tag += strlen (semibold);
    }
  return *tag == '>' ? tag + 1 : NULL;
}

/* Words of @markup, or NULL where only Pango knows how to set it. */
static GArray *
set_voices (Typesetter  *self,
            const Voice *plain,
            const char  *markup)
{
  g_autoptr (GArray) words = g_array_new (FALSE, TRUE, sizeof (CopilWord));
  gboolean glued = FALSE;

  g_array_set_clear_func (words, clear_word);
  while (*markup != '\0')
    {
      g_autofree char *text = NULL;
      Voice voice = *plain;
      const char *closing = "<", *end;

      if (*markup == '<')
        markup = read_voice (markup, &voice, &closing);
      if (markup == NULL)
        return NULL;
      end = strstr (markup, closing);
      text = end != NULL ? g_strndup (markup, (gsize) (end - markup)) : g_strdup (markup);
      if (!is_plain (text) || (end == NULL && *closing == '<' && closing[1] != '\0'))
        return NULL;
      set_words (self, &voice, text, glued, words);
      glued = *text != '\0' ? !g_str_has_suffix (text, " ") : glued;
      markup += strlen (text) + (end != NULL && closing[1] != '\0' ? strlen (closing) : 0);
    }
  return g_steal_pointer (&words);
}

/* -- Texts --------------------------------------------------------------------------------- */

static CopilParagraph *
create_paragraph (Typesetter              *self,
                  const CopilTypeRoleSpec *role,
                  const char              *markup,
                  double                   width)
{
  const CopilColor *color = &copil_theme_get (COPIL_THEME_PRINT)->colors[role->color];
  const Font *font = get_font (self, role->weight);
  double scale = role->size / SHAPED_SIZE;
  const CopilParagraphStyle style
      = { .scale = scale,
          .leading = role->leading,
          .ascent = scale * font->ascent,
          .descent = scale * font->descent,
          .color = { color->red, color->green, color->blue } };
  const Voice plain = { role->weight, { color->red, color->green, color->blue } };
  /* Prose repeats its words: most are shaped already. */
  g_autoptr (GArray) words = set_voices (self, &plain, markup);

  if (words == NULL || (width >= 0 && scale * copil_paragraph_get_longest (words) > width))
    return shape (font, markup, width, &style);
  return copil_paragraph_new_from_words (words, width, &style);
}

CopilParagraph *
copil_typeset (const CopilTypeRoleSpec *role,
               const char              *markup,
               double                   width)
{
  Typesetter *self = get_typesetter ();
  Setting setting = { role, (int) (width * 64), (char *) markup };
  CopilParagraph *paragraph = g_hash_table_lookup (self->set, &setting);

  if (paragraph != NULL)
    return copil_paragraph_ref (paragraph);
  if (g_hash_table_size (self->set) >= MAX_KEPT)
    g_hash_table_remove_all (self->set);
  paragraph = create_paragraph (self, role, markup, width);
  setting.markup = g_strdup (markup);
  g_hash_table_insert (self->set, g_memdup2 (&setting, sizeof setting), paragraph);
  return copil_paragraph_ref (paragraph);
}
