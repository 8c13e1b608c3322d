/* words.h: what the pages of a committee say of a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/record.h"

G_BEGIN_DECLS

/* How something is shown: an icon and a word, the colour third. */
typedef struct
{
  const char *icon;
  const char *word; /* translated */
  const char *tone; /* a style class: "tone-watch" */
} CopilMarkWord;

/* "information", "advice", "decision". */
CopilMarkWord  copil_words_nature        (const char  *nature);
/* Of a sitting, with its minutes where they are told. */
CopilMarkWord  copil_words_stage         (CopilRecord *sitting);
CopilMarkWord  copil_words_minutes       (const char  *state);
/* "present", "remote", "absent", "mandate", "deputy"; NULL: no answer. */
CopilMarkWord  copil_words_answer        (const char  *answer);
/* open and late, open, done, dropped. */
CopilMarkWord  copil_words_action        (CopilRecord *action);
/* Of a request of advice, as it stands now: awaited, late, what was answered. */
CopilMarkWord  copil_words_advice        (CopilRecord *advice);
/* "favourable", "reserves", "unfavourable", "none". */
CopilMarkWord  copil_words_meaning       (const char  *meaning);
CopilMarkWord  copil_words_former_body   (CopilRecord *body);
CopilMarkWord  copil_words_subject       (const char  *state);
CopilMarkWord  copil_words_proposal      (const char  *state);
const char    *copil_words_seat_kind     (const char  *kind);

/* "Décision 2026-04", or that it has no number yet. */
char          *copil_words_decision      (CopilRecord *decision);
/* "Séance du jeudi 3 décembre 2026" */
char          *copil_words_sitting       (CopilRecord *sitting);
/* Whether an open action is past its day. */
gboolean       copil_words_is_late       (CopilRecord *action);

G_END_DECLS
