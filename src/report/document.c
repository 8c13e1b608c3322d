/* document.c: a report as a list of blocks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "report/block.h"

G_DEFINE_FINAL_TYPE (CopilDocument, copil_document, G_TYPE_OBJECT)

void
copil_block_free (Block *block)
{
  g_free (block->anchor);
  g_free (block->role);
  g_free (block->text);
  g_free (block->body);
  g_clear_object (&block->chart);
  g_clear_pointer (&block->table, copil_table_builder_free);
  g_clear_pointer (&block->columns, g_ptr_array_unref);
  g_clear_pointer (&block->weights, g_array_unref);
  g_free (block);
}

static GPtrArray *
create_block_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) copil_block_free);
}

/* Blocks go to the column that is open, or to the document. */
/* Where what is added goes: the column that is filled, or the document. */
static GPtrArray *
get_blocks (CopilDocument *self)
{
  if (self->open != NULL)
    return g_ptr_array_index (self->open, self->open->len - 1);
  return self->blocks;
}

static Block *
add_block (CopilDocument *self,
           BlockKind      kind)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  g_ptr_array_add (get_blocks (self), block);
  return block;
}

static void
clear_heading (gpointer data)
{
  Heading *heading = data;

  g_free (heading->title);
  g_free (heading->anchor);
}

static void
attachment_free (gpointer data)
{
  Attachment *attachment = data;

  g_free (attachment->name);
  g_free (attachment->type);
  g_free (attachment->description);
  g_bytes_unref (attachment->bytes);
  g_free (attachment);
}

static void
copil_document_finalize (GObject *object)
{
  CopilDocument *self = COPIL_DOCUMENT (object);

  g_free (self->title);
  g_free (self->subject);
  g_free (self->running_left);
  g_free (self->running_right);
  g_free (self->footer_left);
  g_free (self->footer_center);
  g_free (self->created);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->open_weights, g_array_unref);
  g_clear_pointer (&self->headings, g_array_unref);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  G_OBJECT_CLASS (copil_document_parent_class)->finalize (object);
}

static void
copil_document_class_init (CopilDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_document_finalize;
}

static void
copil_document_init (CopilDocument *self)
{
  self->blocks = create_block_list ();
  self->headings = g_array_new (FALSE, TRUE, sizeof (Heading));
  g_array_set_clear_func (self->headings, clear_heading);
  self->attachments = g_ptr_array_new_with_free_func (attachment_free);
}

/* As cairo reads it, and XMP: without parts of a second. */
static char *
copy_date (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  g_autoptr (GDateTime) utc = date != NULL ? g_date_time_to_utc (date) : NULL;

  return utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/**
 * copil_document_new:
 * @info: what every page says; strings are copied
 *
 * Returns: (transfer full): an empty document
 */
CopilDocument *
copil_document_new (const CopilDocumentInfo *info)
{
  CopilDocument *self = g_object_new (COPIL_TYPE_DOCUMENT, NULL);

  self->title = g_strdup (info->title);
  self->subject = info->subject != NULL && *info->subject != '\0' ? g_strdup (info->subject) : NULL;
  self->running_left = g_strdup (info->running_left);
  self->running_right = g_strdup (info->running_right);
  self->footer_left = g_strdup (info->footer_left);
  self->footer_center = g_strdup (info->footer_center);
  self->created = copy_date (info->created);
  return self;
}

void
copil_document_add_heading (CopilDocument *self,
                            int            level,
                            const char    *text,
                            const char    *anchor)
{
  Heading heading = { g_strdup (text), g_strdup (anchor), level, -1 };
  Block *block;

  g_return_if_fail (COPIL_IS_DOCUMENT (self));
  g_return_if_fail (level >= 1 && level <= 3);

  block = add_block (self, BLOCK_HEADING);
  block->level = level;
  block->text = g_markup_escape_text (text, -1);
  block->heading = self->headings->len;
  g_array_append_val (self->headings, heading);
}

void
copil_document_add_paragraph (CopilDocument *self,
                              const char    *role,
                              const char    *markup)
{
  Block *block;

  g_return_if_fail (COPIL_IS_DOCUMENT (self));

  block = add_block (self, BLOCK_PARAGRAPH);
  block->role = g_strdup (role);
  block->text = g_strdup (markup);
}

void
copil_document_keep_next (CopilDocument *self)
{
  GPtrArray *blocks;

  g_return_if_fail (COPIL_IS_DOCUMENT (self));

  blocks = get_blocks (self);
  g_return_if_fail (blocks->len > 0);
  ((Block *) g_ptr_array_index (blocks, blocks->len - 1))->keep_next = TRUE;
}

void
copil_document_add_panel (CopilDocument *self,
                          const char    *title,
                          const char    *markup)
{
  Block *block;

  g_return_if_fail (COPIL_IS_DOCUMENT (self));

  block = add_block (self, BLOCK_PANEL);
  block->text = g_markup_escape_text (title, -1);
  block->body = g_strdup (markup);
}

void
copil_document_add_chart (CopilDocument *self,
                          CopilChart    *chart,
                          double         height)
{
  Block *block;

  g_return_if_fail (COPIL_IS_DOCUMENT (self));
  g_return_if_fail (COPIL_IS_CHART (chart));

  block = add_block (self, BLOCK_CHART);
  block->chart = g_object_ref (chart);
  block->height = height;
}

/**
 * copil_document_begin_columns:
 * @n: number of columns, 2 or 3
 * @weights: (array length=n): their widths in proportion
 *
 * What is added until copil_document_next_column() stands in the first one. Columns do not
 * nest and are never broken over two pages.
 */
void
copil_document_begin_columns (CopilDocument *self,
                              guint          n,
                              const double  *weights)
{
  g_return_if_fail (COPIL_IS_DOCUMENT (self));
  g_return_if_fail (self->open == NULL);

  self->open_weights = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_vals (self->open_weights, weights, n);
  self->open = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (self->open, create_block_list ());
}

void
copil_document_next_column (CopilDocument *self)
{
  g_return_if_fail (COPIL_IS_DOCUMENT (self));
  g_return_if_fail (self->open != NULL && self->open->len < self->open_weights->len);

  g_ptr_array_add (self->open, create_block_list ());
}

void
copil_document_end_columns (CopilDocument *self)
{
  g_autoptr (GPtrArray) columns = g_steal_pointer (&self->open);
  Block *block;

  g_return_if_fail (COPIL_IS_DOCUMENT (self));
  g_return_if_fail (columns != NULL);

  block = add_block (self, BLOCK_COLUMNS);
  block->columns = g_steal_pointer (&columns);
  block->weights = g_steal_pointer (&self->open_weights);
}

void
copil_document_add_table (CopilDocument     *self,
                          CopilTableBuilder *table)
{
  g_return_if_fail (COPIL_IS_DOCUMENT (self));

  add_block (self, BLOCK_TABLE)->table = table;
}

void
copil_document_add_contents (CopilDocument *self)
{
  g_return_if_fail (COPIL_IS_DOCUMENT (self));

  add_block (self, BLOCK_CONTENTS);
}

void
copil_document_add_space (CopilDocument *self,
                          double         points)
{
  g_return_if_fail (COPIL_IS_DOCUMENT (self));

  add_block (self, BLOCK_SPACE)->height = points;
}

/**
 * copil_document_add_attachment:
 * @name: file name as a reader shows it
 * @type: "text/csv"
 * @description: one line, in French
 */
void
copil_document_add_attachment (CopilDocument *self,
                               const char    *name,
                               const char    *type,
                               const char    *description,
                               GBytes        *bytes)
{
  Attachment *attachment = g_new0 (Attachment, 1);

  g_return_if_fail (COPIL_IS_DOCUMENT (self));

  attachment->name = g_strdup (name);
  attachment->type = g_strdup (type);
  attachment->description = g_strdup (description);
  attachment->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (self->attachments, attachment);
}

void
copil_document_set_joined (CopilDocument *self)
{
  g_return_if_fail (COPIL_IS_DOCUMENT (self));

  self->joined = TRUE;
}
