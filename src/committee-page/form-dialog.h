/* form-dialog.h: a few fields to fill in, then one command
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  COPIL_FIELD_WORDS,    /* one line */
  COPIL_FIELD_TEXT,     /* several */
  COPIL_FIELD_CHOICE,   /* one of "choices" */
  COPIL_FIELD_NUMBER,   /* between "least" and "most" */
  COPIL_FIELD_DATE,     /* a day: "2026-12-03", typed as "3/12/2026" */
  COPIL_FIELD_HOUR,     /* of a day: minutes since midnight, typed as "9 h 30" */
  COPIL_FIELD_SWITCH,
} CopilFieldKind;

/* One of several: what is sent, what is read. */
typedef struct
{
  char *value;
  char *label;
} CopilChoiceOption;

/**
 * CopilField:
 * @name: of the parameter that it becomes
 * @title: msgid's translation
 * @hint: (nullable): a sentence under it
 * @required: it may not be left empty
 */
typedef struct
{
  CopilFieldKind  kind;
  const char     *name;
  const char     *title;
  const char     *hint;
  gboolean        required;
  int             least;
  int             most;
} CopilField;

/**
 * CopilFormDialog:
 *
 * Signal "accepted" (JsonObject): a member a field, null for what was left empty; the dialog closes.
 * Escape leaves it. It cannot be accepted while a required field is empty or a date is none: the
 * line at the foot says which.
 */
#define COPIL_TYPE_FORM_DIALOG (copil_form_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CopilFormDialog, copil_form_dialog, COPIL, FORM_DIALOG, AdwWindow)

/* @explanation: (nullable): what it does, who reads it. @apply: a verb. */
CopilFormDialog *copil_form_dialog_new         (GtkWindow          *parent,
                                                const char         *title,
                                                const char         *explanation,
                                                const char         *apply);
void             copil_form_dialog_add         (CopilFormDialog    *self,
                                                const CopilField   *field);
/* Of a field of choices. */
void             copil_form_dialog_add_option  (CopilFormDialog    *self,
                                                const char         *name,
                                                const char         *value,
                                                const char         *label);
/* What the fields begin with; members that are no field are passed over. */
void             copil_form_dialog_fill        (CopilFormDialog    *self,
                                                JsonObject         *values);
/* (transfer full): as "accepted" gives it; NULL while it cannot be. */
JsonObject      *copil_form_dialog_read        (CopilFormDialog    *self);

/* "3/12/2026", "03-12-2026", "2026-12-03": FALSE for no day. */
gboolean         copil_form_parse_day          (const char         *text,
                                                GDate              *day);
/* "9 h 30", "9:30", "14h": minutes since midnight, -1 for no hour. */
int              copil_form_parse_hour         (const char         *text);

G_END_DECLS
