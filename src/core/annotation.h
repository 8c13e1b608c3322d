/* annotation.h: a remark on an indicator of a territory at a month
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/period.h"
#include "core/territory.h"

G_BEGIN_DECLS

/* Signs, as the base counts them: domain copil.label. */
#define COPIL_ANNOTATION_MAX_LENGTH 400

/* Whether the base has it as it is shown, or what it is still to be asked. */
typedef enum
{
  COPIL_ANNOTATION_RECORDED,
  COPIL_ANNOTATION_ADDING,
  COPIL_ANNOTATION_CHANGING,
  COPIL_ANNOTATION_REMOVING,
} CopilAnnotationState;

/**
 * CopilAnnotation:
 * @id: UUID, as the base has it
 * @indicator: code; the indicator may have left the catalogue since
 * @territory: id of the base
 * @month: when it happened
 * @label: what happened: one line, in the words of its author
 * @login: whose words they are
 * @name: (nullable): of the person
 * @position: (nullable): of the person
 * @version: raised with each correction
 * @recorded: unix seconds
 * @edited: unix seconds of the last correction, 0: none
 * @state: of what the base answers, always the first
 */
typedef struct
{
  char        *id;
  char        *indicator;
  int          territory;
  CopilPeriod  month;
  char        *label;
  char        *login;
  char        *name;
  char        *position;
  int          version;
  gint64       recorded;
  gint64       edited;
  CopilAnnotationState state;
} CopilAnnotation;

void       copil_annotation_free     (CopilAnnotation        *self);
/* (transfer full) */
CopilAnnotation *
           copil_annotation_copy     (const CopilAnnotation  *self);
/* (transfer full) (element-type CopilAnnotation): what copil.annotation_document() answers, by
 * month; or NULL and an error of domain G_IO_ERROR. */
GPtrArray *copil_annotations_parse   (const char             *json,
                                      gssize                  length,
                                      GError                **error);
/* Whether it is to be read on the curve of @territory: one made there, in a territory that it is
 * part of, or for the whole country. */
gboolean   copil_annotation_concerns (const CopilAnnotation  *self,
                                      const CopilTerritory   *territory,
                                      CopilTerritoryList     *territories);
/* (nullable): "en attente", "correction en attente", "retrait en attente", in French; NULL when
 * the base has it so. */
const char *
           copil_annotation_get_wait (const CopilAnnotation  *self);
/* (transfer full): "Samira Benali, coordinatrice des pilotes, 12 novembre 2026", in French. */
char      *copil_annotation_sign     (const CopilAnnotation  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilAnnotation, copil_annotation_free)

G_END_DECLS
