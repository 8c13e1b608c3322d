/* annotation-drafts.h: what was asked to be written on the curves, before the base has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/annotation.h"
#include "db/outbox-command.h"

G_BEGIN_DECLS

/* Who asks: what a remark that waits is signed with. */
typedef struct
{
  const char *login;
  const char *name;     /* (nullable) */
  const char *position; /* (nullable) */
} CopilAnnotationAuthor;

/* Whether @command is about an annotation, and nobody knows yet that it was recorded or refused. */
gboolean   copil_annotation_is_draft    (CopilCommand                *command);

/* (transfer full) (element-type CopilAnnotation): copies of @recorded, by month, with what
 * @commands (element-type CopilCommand, oldest first) ask for and @recorded does not show: new
 * ones, others in new words, others marked as to be removed. What @recorded shows already is left
 * as it is, so that a command may stay in the list until its effect is read. */
GPtrArray *copil_annotations_with_drafts (GPtrArray                   *recorded,
                                          GPtrArray                   *commands,
                                          const CopilAnnotationAuthor *author);

G_END_DECLS
