/* catalogue-merge.c: the chapters of data/indicator made one document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/catalogue-reader.h"

typedef struct
{
  JsonParser *parser;
  JsonObject *object;
  char       *name;
  int         order;
} Chapter;

static void
chapter_free (gpointer data)
{
  Chapter *self = data;

  g_clear_object (&self->parser);
  g_free (self->name);
  g_free (self);
}

static int
compare_chapters (gconstpointer a,
                  gconstpointer b)
{
  return (*(Chapter * const *) a)->order - (*(Chapter * const *) b)->order;
}

static Chapter *
read_chapter (const char *json,
              guint       rank,
              GError    **error)
{
  static const char * const fields[] = {
    "chapter", "order", "note", "measures", "indicators", NULL
  };
  Chapter *self = g_new0 (Chapter, 1);
  CopilReader reader;

  self->parser = copil_reader_load (json, -1, error);
  if (!self->parser)
    {
      chapter_free (self);
      return NULL;
    }
  copil_reader_init (&reader, json_parser_get_root (self->parser), "chapters", rank, error);
  copil_reader_only (&reader, fields);
  self->object = reader.object;
  self->name = copil_reader_text (&reader, "chapter", NULL);
  self->order = copil_reader_int (&reader, "order", 0, 0, 1000);
  if (reader.failed)
    g_clear_pointer ((gpointer *) &self, chapter_free);
  copil_reader_clear (&reader);
  return self;
}

static void
append_entries (JsonArray  *target,
                Chapter    *chapter,
                const char *field,
                gboolean    with_chapter)
{
  JsonNode *list = json_object_get_member (chapter->object, field);
  JsonArray *array = list && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *entry = json_array_get_element (array, i);

      if (with_chapter && JSON_NODE_HOLDS_OBJECT (entry))
        {
          g_autofree char *text = json_to_string (entry, FALSE);
          g_autoptr (JsonNode) copy = json_from_string (text, NULL);

          json_object_set_string_member (json_node_get_object (copy), "chapter", chapter->name);
          json_array_add_element (target, g_steal_pointer (&copy));
        }
      else
        json_array_add_element (target, json_node_copy (entry));
    }
}

static char *
write_document (GPtrArray *chapters,
                int        version)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *document = json_object_new ();
  JsonArray *measures = json_array_new (), *indicators = json_array_new ();

  for (guint i = 0; i < chapters->len; i++)
    {
      append_entries (measures, g_ptr_array_index (chapters, i), "measures", FALSE);
      append_entries (indicators, g_ptr_array_index (chapters, i), "indicators", TRUE);
    }
  json_object_set_int_member (document, "version", version);
  json_object_set_array_member (document, "measures", measures);
  json_object_set_array_member (document, "indicators", indicators);
  json_node_take_object (root, document);
  return json_to_string (root, FALSE);
}

char *
copil_catalogue_merge (const char * const *texts,
                       int                 version,
                       GError            **error)
{
  g_autoptr (GPtrArray) chapters = g_ptr_array_new_with_free_func (chapter_free);
  g_autoptr (CopilCatalogue) check = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; texts[i]; i++)
    {
      Chapter *chapter = read_chapter (texts[i], i, error);

      if (!chapter)
        return NULL;
      g_ptr_array_add (chapters, chapter);
    }
  g_ptr_array_sort (chapters, compare_chapters);
  json = write_document (chapters, version);
  check = copil_catalogue_parse (json, -1, error);
  return check ? g_steal_pointer (&json) : NULL;
}
