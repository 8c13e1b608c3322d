/* section.h: a heading, what can be done under it, and what it is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CopilSection:
 *
 * A title with a count or a state beside it and at most one button, above its contents. A card has
 * its ground; others lie on the page.
 */
#define COPIL_TYPE_SECTION (copil_section_get_type ())
G_DECLARE_FINAL_TYPE (CopilSection, copil_section, COPIL, SECTION, GtkWidget)

GtkWidget *copil_section_new         (const char   *title,
                                      gboolean      card);
void       copil_section_set_title   (CopilSection *self,
                                      const char   *title);
/* After the title: "version 4 · 110 minutes". NULL or "": nothing. */
void       copil_section_set_note    (CopilSection *self,
                                      const char   *note);
/* At the end of the line: how it stands. @word NULL or "": nothing. */
void       copil_section_set_state   (CopilSection *self,
                                      const char   *icon,
                                      const char   *word,
                                      const char   *tone);
/* At the end of the line. @label NULL: none, as for who may not. */
void       copil_section_set_action  (CopilSection *self,
                                      const char   *label,
                                      const char   *action,
                                      const char   *target);
void       copil_section_append      (CopilSection *self,
                                      GtkWidget    *child);
/* The sentence under it, in a smaller hand: who may, what rule. (transfer none): a label that wraps. */
GtkWidget *copil_section_add_sentence (CopilSection *self,
                                      const char   *style);
/* Takes away what was appended. */
void       copil_section_clear       (CopilSection *self);

/* A label that wraps, of @style (nullable); "" is hidden. */
GtkWidget *copil_sentence_new        (const char   *text,
                                      const char   *style);
void       copil_sentence_set        (GtkWidget    *sentence,
                                      const char   *text);

G_END_DECLS
