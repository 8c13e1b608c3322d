/* test-invitation.c: sittings as calendars read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee/invitation.h"

#include <string.h>

#include "core/instant.h"

static CopilInvitation
create (void)
{
  return (CopilInvitation) {
    .id = "0b7e2f1c-0000-4000-8000-000000000001",
    .sequence = 1,
    .sent = copil_instant_of_paris (2026, 11, 16, 10, 0),
    .starts = copil_instant_of_paris (2026, 12, 3, 9, 30),
    .ends = copil_instant_of_paris (2026, 12, 3, 11, 20),
    .title = "Comité départemental du Nord",
    .place = "Préfecture, salle Vauban ; à distance",
  };
}

static void
has_line (const CopilInvitation *invitation,
          const char            *line)
{
  g_autofree char *ics = copil_invitation_to_ics (invitation);
  g_autofree char *whole = g_strdup_printf ("\r\n%s\r\n", line);

  if (strstr (ics, whole) == NULL)
    g_error ("no line “%s” in:\n%s", line, ics);
}

static void
test_lines (void)
{
  CopilInvitation invitation = create ();
  g_autofree char *ics = copil_invitation_to_ics (&invitation);
  g_autofree char *again = copil_invitation_to_ics (&invitation);

  g_assert_true (g_str_has_prefix (ics, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  g_assert_true (g_str_has_suffix (ics, "END:VEVENT\r\nEND:VCALENDAR\r\n"));
  g_assert_cmpstr (ics, ==, again);
  has_line (&invitation, "UID:0b7e2f1c-0000-4000-8000-000000000001@copil");
  has_line (&invitation, "SEQUENCE:1");
  has_line (&invitation, "DTSTAMP:20261116T090000Z");
  has_line (&invitation, "DTSTART:20261203T083000Z");
  has_line (&invitation, "DTEND:20261203T102000Z");
  has_line (&invitation, "SUMMARY:Comité départemental du Nord");
  has_line (&invitation, "LOCATION:Préfecture\\, salle Vauban \\; à distance");
  has_line (&invitation, "METHOD:PUBLISH");
  has_line (&invitation, "STATUS:CONFIRMED");
}

/* In summer Paris is two hours ahead. */
static void
test_summer (void)
{
  CopilInvitation invitation = create ();

  invitation.starts = copil_instant_of_paris (2026, 6, 18, 14, 0);
  has_line (&invitation, "DTSTART:20260618T120000Z");
}

static void
test_cancelled (void)
{
  CopilInvitation invitation = create ();

  invitation.cancelled = TRUE;
  invitation.sequence = 3;
  has_line (&invitation, "METHOD:CANCEL");
  has_line (&invitation, "STATUS:CANCELLED");
  has_line (&invitation, "SEQUENCE:3");
}

/* Lines of at most 75 bytes, none of which ends within a sign. */
static void
test_folding (void)
{
  CopilInvitation invitation = create ();
  GString *words = g_string_new (NULL);
  g_autofree char *ics = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 1; i <= 500; i++)
    g_string_append_printf (words, "%u. État des écarts à l’été, première étape\n", i);
  invitation.words = words->str;
  ics = copil_invitation_to_ics (&invitation);
  lines = g_strsplit (ics, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
  g_string_free (words, TRUE);
}

/* Of the rows of a sitting: the last convocation, and the agenda with its length. */
static void
test_dossier (void)
{
  static const char rows[] =
    "{\"committee\": [{\"id\": \"c\", \"name\": \"Comité départemental du Nord\"}],"
    " \"sitting\": [{\"id\": \"s\", \"stage\": \"convoked\", \"place\": \"Préfecture\","
    " \"starts_at\": \"2026-12-03T09:30:00+01:00\"}],"
    " \"agenda_item\": [{\"id\": \"i\", \"rank\": 0, \"title\": \"Suites\", \"seconds\": 3000,"
    " \"parent_id\": null}]%s}";
  static const char sent[] =
    ", \"convocation\": [{\"id\": \"v\", \"version\": 2, \"sent_at\": \"2026-11-16T10:00:00+01:00\"}]";
  g_autofree char *draft = g_strdup_printf (rows, "");
  g_autofree char *convoked = g_strdup_printf (rows, sent);
  g_autoptr (CopilDossier) before = copil_dossier_parse (draft, -1, NULL);
  g_autoptr (CopilDossier) after = copil_dossier_parse (convoked, -1, NULL);
  g_autofree char *ics = copil_invitation_of_dossier (after);

  g_assert_null (copil_invitation_of_dossier (before));
  g_assert_nonnull (strstr (ics, "UID:s@copil\r\n"));
  g_assert_nonnull (strstr (ics, "SEQUENCE:2\r\n"));
  g_assert_nonnull (strstr (ics, "DTSTART:20261203T083000Z\r\n"));
  g_assert_nonnull (strstr (ics, "DTEND:20261203T092000Z\r\n"));
  g_assert_nonnull (strstr (ics, "1. Suites"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/invitation/lines", test_lines);
  g_test_add_func ("/invitation/summer", test_summer);
  g_test_add_func ("/invitation/cancelled", test_cancelled);
  g_test_add_func ("/invitation/folding", test_folding);
  g_test_add_func ("/invitation/dossier", test_dossier);
  return g_test_run ();
}
