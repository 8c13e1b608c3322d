/* annotation-drafts.c: what was asked to be written on the curves, before the base has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/annotation-drafts.h"

gboolean
copil_annotation_is_draft (CopilCommand *command)
{
  CopilCommandState state = copil_command_get_state (command);

  if (!g_str_has_prefix (copil_command_get_function (command), "annotation_"))
    return FALSE;
  /* Of an earlier run, which had its answer: the base is only asked whether it still knows. */
  if (state == COPIL_COMMAND_CHECKING)
    return copil_command_get_answer (command) == NULL;
  return state == COPIL_COMMAND_WAITING || state == COPIL_COMMAND_SENT;
}

/* -- What a command asks for ------------------------------------------------------------------ */

static const char *
get_text (CopilCommand *command,
          const char   *name)
{
  return json_object_get_string_member_with_default (copil_command_get_parameters (command), name,
                                                     "");
}

static int
get_number (CopilCommand *command,
            const char   *name)
{
  return (int) json_object_get_int_member_with_default (copil_command_get_parameters (command),
                                                        name, 0);
}

static CopilPeriod
get_month (CopilCommand *command)
{
  CopilPeriod month;

  if (!copil_period_parse_sql (get_text (command, "period"), COPIL_RHYTHM_MONTH, &month))
    month = (CopilPeriod) { COPIL_RHYTHM_MONTH, 0 };
  return month;
}

static CopilAnnotation *
find (GPtrArray  *annotations,
      const char *id)
{
  for (guint i = 0; i < annotations->len; i++)
    {
      CopilAnnotation *each = g_ptr_array_index (annotations, i);

      if (g_str_equal (each->id, id))
        return each;
    }
  return NULL;
}

/* -- Its effect ------------------------------------------------------------------------------- */

static gboolean
is_same_remark (const CopilAnnotation *one,
                const CopilAnnotation *other)
{
  return g_str_equal (one->indicator, other->indicator) && one->territory == other->territory
         && copil_period_equal (one->month, other->month) && g_str_equal (one->label, other->label)
         && g_str_equal (one->login, other->login);
}

static void
add (GPtrArray                   *annotations,
     CopilCommand                *command,
     const CopilAnnotationAuthor *author)
{
  g_autoptr(CopilAnnotation) draft = g_new0 (CopilAnnotation, 1);

  draft->id = g_strdup (copil_command_get_id (command));
  draft->indicator = g_strdup (get_text (command, "indicator_code"));
  draft->territory = get_number (command, "territory_id");
  draft->month = get_month (command);
  draft->label = g_strdup (get_text (command, "label"));
  draft->login = g_strdup (author->login);
  draft->name = g_strdup (author->name);
  draft->position = g_strdup (author->position);
  draft->recorded = copil_command_get_created (command) / G_USEC_PER_SEC;
  draft->state = COPIL_ANNOTATION_ADDING;
  for (guint i = 0; i < annotations->len; i++)
    if (is_same_remark (g_ptr_array_index (annotations, i), draft))
      return;
  g_ptr_array_add (annotations, g_steal_pointer (&draft));
}

static void
change (GPtrArray    *annotations,
        CopilCommand *command)
{
  CopilAnnotation *annotation = find (annotations, get_text (command, "annotation"));

  if (annotation == NULL || annotation->version != get_number (command, "version"))
    return;
  g_free (annotation->label);
  annotation->label = g_strdup (get_text (command, "label"));
  annotation->month = get_month (command);
  annotation->state = COPIL_ANNOTATION_CHANGING;
}

static void
mark_removed (GPtrArray    *annotations,
              CopilCommand *command)
{
  CopilAnnotation *annotation = find (annotations, get_text (command, "annotation"));

  if (annotation != NULL)
    annotation->state = COPIL_ANNOTATION_REMOVING;
}

static void
apply (GPtrArray                   *annotations,
       CopilCommand                *command,
       const CopilAnnotationAuthor *author)
{
  const char *function = copil_command_get_function (command);

  if (g_str_equal (function, "annotation_add"))
    add (annotations, command, author);
  else if (g_str_equal (function, "annotation_edit"))
    change (annotations, command);
  else if (g_str_equal (function, "annotation_remove"))
    mark_removed (annotations, command);
}

/* -- All of them ------------------------------------------------------------------------------ */

static int
compare_months (gconstpointer one,
                gconstpointer other)
{
  const CopilAnnotation *left = *(CopilAnnotation *const *) one;
  const CopilAnnotation *right = *(CopilAnnotation *const *) other;

  return left->month.index - right->month.index;
}

GPtrArray *
copil_annotations_with_drafts (GPtrArray                   *recorded,
                               GPtrArray                   *commands,
                               const CopilAnnotationAuthor *author)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_annotation_free);

  for (guint i = 0; i < recorded->len; i++)
    g_ptr_array_add (all, copil_annotation_copy (g_ptr_array_index (recorded, i)));
  for (guint i = 0; i < commands->len; i++)
    apply (all, g_ptr_array_index (commands, i), author);
  /* Keeps those of a month in their order. */
  g_ptr_array_sort (all, compare_months);
  return all;
}
