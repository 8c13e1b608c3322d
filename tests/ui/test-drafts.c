/* test-drafts.c: what waits to be written on the curves, beside what is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "view/annotation-drafts.h"

#include "db/outbox-private.h"

#include <string.h>

static const CopilAnnotationAuthor author = { "s", "Samira Benali", NULL };

static const char recorded_json[] =
  "[{\"id\":\"1\",\"indicator\":\"i\",\"territory\":5,\"period\":\"2026-03-01\",\"label\":\"Renfort\","
  "\"login\":\"s\",\"version\":2,\"recorded\":1772319600},"
  "{\"id\":\"2\",\"indicator\":\"i\",\"territory\":5,\"period\":\"2026-06-01\",\"label\":\"Été\","
  "\"login\":\"x\",\"version\":1,\"recorded\":1772319600}]";

static CopilCommand *
command_of (const char *function,
            const char *json)
{
  g_autoptr(JsonNode) node = json_from_string (json, NULL);

  return _copil_command_new (function, json_node_get_object (node), "x", NULL);
}

/* "2026-03 Renfort (en attente) | ...", signs of who asks left out. */
static char *
tell (GPtrArray *annotations)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < annotations->len; i++)
    {
      const CopilAnnotation *each = g_ptr_array_index (annotations, i);
      const char *wait = copil_annotation_get_wait (each);
      g_autofree char *month = copil_period_to_id (each->month);

      g_string_append_printf (text, "%s%s %s", i > 0 ? " | " : "", month, each->label);
      if (wait != NULL)
        g_string_append_printf (text, " (%s)", wait);
    }
  return g_string_free (text, FALSE);
}

#define ADD(month, label)                                                                          \
  "{\"indicator_code\":\"i\",\"territory_id\":5,\"period\":\"" month "-01\",\"label\":\"" label    \
  "\"}"
#define EDIT(id, version, month, label)                                                            \
  "{\"annotation\":\"" id "\",\"version\":" version ",\"period\":\"" month "-01\",\"label\":\""    \
  label "\"}"
#define AS_RECORDED "2026-03 Renfort | 2026-06 Été"

static void
test_effects (void)
{
  static const struct
  {
    const char *function, *json, *shown;
  } cases[] = {
    { "annotation_add", ADD ("2026-05", "Grève"),
      "2026-03 Renfort | 2026-05 Grève (en attente) | 2026-06 Été" },
    /* Its effect is read, and the command not yet forgotten. */
    { "annotation_add", ADD ("2026-03", "Renfort"), AS_RECORDED },
    /* Somebody else's words. */
    { "annotation_add", ADD ("2026-06", "Été"), AS_RECORDED " | 2026-06 Été (en attente)" },
    { "annotation_edit", EDIT ("1", "2", "2026-07", "Renforts"),
      "2026-06 Été | 2026-07 Renforts (correction en attente)" },
    /* Corrected since, by this command or by another. */
    { "annotation_edit", EDIT ("1", "1", "2026-07", "Renforts"), AS_RECORDED },
    { "annotation_edit", EDIT ("9", "1", "2026-07", "Renforts"), AS_RECORDED },
    { "annotation_remove", "{\"annotation\":\"2\"}",
      "2026-03 Renfort | 2026-06 Été (retrait en attente)" },
    { "annotation_remove", "{\"annotation\":\"9\"}", AS_RECORDED },
    { "assignment_end", "{\"annotation\":\"2\"}", AS_RECORDED },
  };
  g_autoptr(GPtrArray) recorded = copil_annotations_parse (recorded_json, -1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr(GPtrArray) all = NULL;
      g_autofree char *shown = NULL, *kept = NULL;

      g_ptr_array_add (commands, command_of (cases[i].function, cases[i].json));
      all = copil_annotations_with_drafts (recorded, commands, &author);
      shown = tell (all);
      kept = tell (recorded);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpstr (kept, ==, AS_RECORDED);
    }
}

/* Several on the same curve, in the order they were asked; signed by who asks. */
static void
test_several (void)
{
  g_autoptr(GPtrArray) recorded = copil_annotations_parse (recorded_json, -1, NULL);
  g_autoptr(GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) all = NULL;
  g_autofree char *shown = NULL, *sign = NULL;

  g_ptr_array_add (commands, command_of ("annotation_add", ADD ("2026-03", "Un")));
  g_ptr_array_add (commands, command_of ("annotation_edit", EDIT ("1", "2", "2026-03", "Deux")));
  g_ptr_array_add (commands, command_of ("annotation_remove", "{\"annotation\":\"2\"}"));
  all = copil_annotations_with_drafts (recorded, commands, &author);
  shown = tell (all);
  g_assert_cmpstr (shown, ==, "2026-03 Deux (correction en attente) | 2026-03 Un (en attente) | "
                              "2026-06 Été (retrait en attente)");
  sign = copil_annotation_sign (g_ptr_array_index (all, 1));
  g_assert_true (g_str_has_prefix (sign, "Samira Benali, "));
}

/* Who asks the base is a draft; who was answered or refused is none. */
static void
test_is_draft (void)
{
  static const struct
  {
    const char       *function;
    CopilCommandState state;
    gboolean          answered, draft;
  } cases[] = {
    { "annotation_add", COPIL_COMMAND_WAITING, FALSE, TRUE },
    { "annotation_add", COPIL_COMMAND_SENT, FALSE, TRUE },
    { "annotation_add", COPIL_COMMAND_CHECKING, FALSE, TRUE },
    { "annotation_add", COPIL_COMMAND_CHECKING, TRUE, FALSE },
    { "annotation_add", COPIL_COMMAND_RECORDED, TRUE, FALSE },
    { "annotation_add", COPIL_COMMAND_REFUSED, FALSE, FALSE },
    { "assignment_end", COPIL_COMMAND_WAITING, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CopilCommand) command = command_of (cases[i].function, ADD ("2026-03", "Un"));

      _copil_command_set_state (command, cases[i].state, NULL);
      if (cases[i].answered)
        _copil_command_set_answer (command, "{}");
      g_assert_cmpint (copil_annotation_is_draft (command), ==, cases[i].draft);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drafts/effects", test_effects);
  g_test_add_func ("/drafts/several", test_several);
  g_test_add_func ("/drafts/is-draft", test_is_draft);
  return g_test_run ();
}
