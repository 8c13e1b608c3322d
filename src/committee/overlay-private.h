/* overlay-private.h: what the files of the overlay share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   overlay.c        fields over rows, the parameters of a command as fields
 *   overlay-table.c  which command touches which row
 *   overlay-agenda.c  what takes more than a table: places, answers, rules
 *   overlay-live.c    and the course of a sitting
 */
#pragma once

#include "committee/overlay.h"

G_BEGIN_DECLS

struct _CopilOverlay
{
  CopilRecordSet *rows;
  const char     *kind;
  const char     *id;
  GPtrArray      *laid;  /* of CopilLaid */
  GHashTable     *index; /* "kind id" -> CopilLaid */
};

/* More than its own row: the siblings of a point that moves. */
typedef void (*CopilOverlayFunc) (CopilOverlay *self,
                                  CopilCommand *command,
                                  const char   *row);

/**
 * CopilOverlayRule:
 * @function: of the base
 * @kind: of the row that it makes or changes
 * @key: the parameter that names the row; "id" of one that is made, NULL: of one that is only
 *   noted, under the id of the command
 * @fields: JSON: what becomes of it whatever the parameters
 * @more: (nullable)
 */
typedef struct
{
  const char       *function;
  const char       *kind;
  const char       *key;
  const char       *fields;
  CopilOverlayFunc  more;
} CopilOverlayRule;

const CopilOverlayRule *_copil_overlay_find_rule (const char *function);
/* (nullable): the field that says when @function was done. */
const char *_copil_overlay_find_stamp (const char *function);

/* (transfer none) (nullable): a field as the commands before left it; NULL also for null. */
JsonNode   *_copil_overlay_get        (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id,
                                       const char   *field);
const char *_copil_overlay_get_text   (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id,
                                       const char   *field);
gint64      _copil_overlay_get_int    (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id,
                                       const char   *field);
gint64      _copil_overlay_get_time   (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id,
                                       const char   *field);
/* Of the base; G_MAXINT64 of a row that is only laid: it is later than all of them. */
gint64      _copil_overlay_get_revision (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id);
/* Whether there is such a row, of the base or laid. */
gboolean    _copil_overlay_has        (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id);
/* (transfer full) (element-type utf8): the ids of all rows of a kind. */
GPtrArray  *_copil_overlay_list       (CopilOverlay *self,
                                       const char   *kind);
/* @node: (transfer full) */
void        _copil_overlay_set        (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id,
                                       const char   *field,
                                       JsonNode     *node);
void        _copil_overlay_set_text   (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id,
                                       const char   *field,
                                       const char   *text);
void        _copil_overlay_set_int    (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id,
                                       const char   *field,
                                       gint64        number);
void        _copil_overlay_set_time   (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id,
                                       const char   *field,
                                       gint64        time);
/* A row that only this command notes is on its way as well. */
void        _copil_overlay_set_pending (CopilOverlay *self,
                                       const char   *kind,
                                       const char   *id);
/* (nullable): a text among the parameters. */
const char *_copil_overlay_parameter  (CopilCommand *command,
                                       const char   *name);

/* What takes more than a table. */
void        _copil_overlay_place_item   (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_restore_item (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_add_subject  (CopilOverlay *self, CopilCommand *command, const char *row);
/* Marked "pending"; what the regime says is known when it is recorded. */
void        _copil_overlay_set_rule     (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_ask_advice   (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_answer_proposal (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_note_receipt (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_note_answer  (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_open         (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_suspend      (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_reopen       (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_close        (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_start_item   (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_end_item     (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_pause        (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_resume       (CopilOverlay *self, CopilCommand *command, const char *row);
void        _copil_overlay_extend       (CopilOverlay *self, CopilCommand *command, const char *row);
/* When it was done, in the field that the kind has for it. */
void        _copil_overlay_stamp        (CopilOverlay *self, CopilCommand *command, const char *row);

/* When the person did it: what the command says, or when it was entered. */
gint64      _copil_overlay_moment       (CopilCommand *command);

G_END_DECLS
