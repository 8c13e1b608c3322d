/* word-diff.h: two versions of a text, compared word by word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  COPIL_WORDS_SAME,
  COPIL_WORDS_REMOVED,
  COPIL_WORDS_ADDED,
} CopilWordsKind;

/* A run of the text: @text is (owned), never "". */
typedef struct
{
  CopilWordsKind kind;
  char          *text;
} CopilWordsPiece;

/**
 * copil_word_diff:
 * @old: UTF-8
 * @now: UTF-8
 *
 * The shortest way from one to the other by taking words out and putting words in (E. Myers, An
 * O(ND) difference algorithm and its variations, 1986). Words, spaces and each other sign count as
 * one. What is same and removed makes @old, what is same and added @now. Texts that differ by more
 * than 1000 of these are told as one replaced by the other between what they begin and end with: that
 * is how they are read, and it bounds what a comparison costs.
 *
 * Returns: (transfer full) (element-type CopilWordsPiece): in the order of reading; where both were,
 *   what was removed comes first
 */
GPtrArray *copil_word_diff         (const char      *old,
                                    const char      *now);
/* (transfer full): Pango markup: removed struck through, added in bold: not by colour alone. */
char      *copil_word_diff_markup  (const char      *old,
                                    const char      *now);
void       copil_words_piece_free  (CopilWordsPiece *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilWordsPiece, copil_words_piece_free)

G_END_DECLS
