/* test-minutes-diff.c: what changed between two contents of the minutes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee/minutes-diff.h"

#define BEFORE                                                                                     \
  "\"place\": \"Préfecture\", \"presents\": [{\"name\": \"Mme Un\", \"seat\": \"Préfète\","         \
  " \"stays\": [1]}], \"items\": [{\"id\": \"i\", \"number\": \"2.1\", \"title\": \"Budget\"}]"

static const struct
{
  const char *old, *now, *changes;
} cases[] = {
  { BEFORE, BEFORE, "" },
  { BEFORE ", \"paragraphs\": []",
    BEFORE ", \"paragraphs\": [{\"id\": \"a\", \"section\": \"closing\", \"words\": \"Fin.\"}]",
    "closing||(none)|Fin." },
  { BEFORE ", \"paragraphs\": [{\"id\": \"a\", \"section\": \"item\", \"item\": \"i\","
           " \"words\": \"Oui.\"}]",
    BEFORE ", \"paragraphs\": [{\"id\": \"a\", \"section\": \"item\", \"item\": \"i\","
           " \"words\": \"Non.\"}]",
    "item|2.1  Budget|Oui.|Non." },
  { BEFORE ", \"paragraphs\": [{\"id\": \"a\", \"section\": \"item\", \"item\": \"i\","
           " \"words\": \"Oui.\"}]",
    BEFORE ", \"paragraphs\": []", "item|2.1  Budget|Oui.|(none)" },
  /* Another rank: the same words elsewhere. */
  { BEFORE ", \"paragraphs\": [{\"id\": \"a\", \"section\": \"closing\", \"rank\": 1}]",
    BEFORE ", \"paragraphs\": [{\"id\": \"a\", \"section\": \"closing\", \"rank\": 2}]",
    "closing||(none)|(none)" },
  { BEFORE,
    "\"place\": \"Préfecture\", \"presents\": [{\"name\": \"Mme Un\", \"seat\": \"Préfète\","
    " \"stays\": [1]}, {\"name\": \"M. Deux\"}], \"items\": [{\"id\": \"i\", \"number\": \"2.1\","
    " \"title\": \"Budget\"}]",
    "presents||Mme Un, Préfète|Mme Un, Préfète\nM. Deux" },
  /* Somebody left earlier: no word tells it. */
  { BEFORE,
    "\"place\": \"Préfecture\", \"presents\": [{\"name\": \"Mme Un\", \"seat\": \"Préfète\","
    " \"stays\": [2]}], \"items\": [{\"id\": \"i\", \"number\": \"2.1\", \"title\": \"Budget\"}]",
    "presents||(none)|(none)" },
  { BEFORE ", \"decisions\": [{\"words\": \"A\"}]", BEFORE ", \"decisions\": [{\"words\": \"B\"}]",
    "decisions||A|B" },
  { "\"place\": \"Préfecture\"", "\"place\": \"Mairie\"", "place||Préfecture|Mairie" },
};

static JsonObject *
parse (const char *members)
{
  g_autofree char *text = g_strdup_printf ("{%s}", members);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

static const char *
or_none (const char *text)
{
  return text != NULL ? text : "(none)";
}

static char *
spell (GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const CopilMinutesChange *change = g_ptr_array_index (changes, i);

      g_string_append_printf (text, "%s%s|%s|%s|%s", i > 0 ? "\n" : "", change->section,
                              change->title, or_none (change->old), or_none (change->now));
    }
  return g_string_free (text, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) old = parse (cases[i].old);
      g_autoptr (JsonObject) now = parse (cases[i].now);
      g_autoptr (GPtrArray) changes = copil_minutes_diff (old, now);
      g_autofree char *spelled = spell (changes);

      g_assert_cmpstr (spelled, ==, cases[i].changes);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/minutes-diff/cases", test_cases);
  return g_test_run ();
}
