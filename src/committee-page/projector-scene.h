/* projector-scene.h: what the room sees, as plain values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

/* How a seat is filled: a form each, not only a colour. */
typedef enum
{
  COPIL_MARK_ROOM,
  COPIL_MARK_REMOTE,
  COPIL_MARK_MANDATE,
  COPIL_MARK_ABSENT, /* or withdrawn from the item */
  COPIL_MARK_VACANT,
  COPIL_N_MARKS,
} CopilSeatMark;

typedef enum
{
  COPIL_NATURE_INFORMATION,
  COPIL_NATURE_ADVICE,
  COPIL_NATURE_DECISION,
  COPIL_N_NATURES,
} CopilNature;

/* "information", "advice", "decision", as the base has them. */
CopilNature  copil_nature_parse    (const char  *text);
/* "Décision" */
const char  *copil_nature_get_name (CopilNature  self);

typedef enum
{
  COPIL_DRIFT_NONE, /* nothing to say */
  COPIL_DRIFT_ON_TIME,
  COPIL_DRIFT_EARLY,
  COPIL_DRIFT_LATE,
} CopilDrift;

/**
 * CopilSceneItem:
 * @number: "4.1"; NULL: there is no item
 * @presenter: (nullable)
 */
typedef struct
{
  const char  *number;
  const char  *title;
  const char  *presenter;
  CopilNature  nature;
  const char  *length; /* "10 min" */
} CopilSceneItem;

/**
 * CopilSceneTime:
 * @caption: "Reste pour ce point", "Temps dépassé", "En pause"
 * @figure: "12:48", "+ 2:10"; NULL: no timer
 * @spent: share of the time that is gone, 0 to 1
 */
typedef struct
{
  const char *caption;
  const char *figure;
  double      spent;
  gboolean    over;
  gboolean    paused;
  const char *spoken;  /* (nullable): "Reste pour ce point : 13 min": to be told, by the minute */
  const char *planned; /* "prévu 25 min" */
  CopilDrift  drift;
  const char *drift_words;
  const char *forecast; /* "fin de séance vers 11 h 24" */
} CopilSceneTime;

/**
 * CopilSceneQuorum:
 * @words: "Quorum atteint", "Quorum perdu : 11 pour 12"
 * @base: of which the threshold is a part; 0: not known yet
 * @seats: (array length=n_seats): CopilSeatMark in the order of the seats, guests apart
 */
typedef struct
{
  const char          *words;
  gboolean             required;
  gboolean             reached;
  guint                base;
  guint                threshold;
  guint                counted;
  const CopilSeatMark *seats;
  guint                n_seats;
} CopilSceneQuorum;

/**
 * CopilSceneVote:
 * @caption: "Vote à main levée", "Vote par appel nominal", "Résultat du vote"
 * @progress: "9 voix exprimées sur 19"; the result in words once it is closed
 * @verdict: (nullable): "Adoptée"
 * @rule: (nullable): by what rule, one sentence
 */
typedef struct
{
  const char *caption;
  const char *question;
  const char *progress;
  const char *verdict;
  gboolean    favourable;
  const char *rule;
} CopilSceneVote;

/**
 * CopilScene:
 * @state: "En direct", "Hors ligne depuis 10 h 31"
 * @notice: (nullable): takes the place of the item: "Séance suspendue"
 * @finding: (nullable): the figure in one sentence
 * @chart: (nullable)
 * @figures: (nullable): of which state they are
 * @speaker: (nullable): who has the floor
 *
 * There is no place in it for a note, a message or a name of an account: what is not here cannot
 * be projected. Strings belong to the scene, see copil_scene_take().
 */
typedef struct
{
  gatomicrefcount   ref_count;
  GPtrArray        *pool;
  const char       *committee;
  const char       *date;
  const char       *hour;
  const char       *state;
  gboolean          live;
  gboolean          fictitious;
  const char       *notice;
  const char       *notice_detail;
  CopilSceneItem    item;
  CopilSceneItem    next;
  const char       *finding;
  CopilChart       *chart;
  const char       *figures;
  CopilSceneTime    time;
  CopilSceneQuorum  quorum;
  CopilSceneVote    vote;
  const char       *speaker;
  guint             n_requests;
} CopilScene;

CopilScene *copil_scene_new       (void);
CopilScene *copil_scene_ref       (CopilScene *self);
void        copil_scene_unref     (CopilScene *self);
/* Takes @text (nullable), which lives as long as the scene. */
const char *copil_scene_take      (CopilScene *self,
                                   char       *text);
const char *copil_scene_keep      (CopilScene *self,
                                   const char *text);
void        copil_scene_set_seats (CopilScene          *self,
                                   const CopilSeatMark *seats,
                                   guint                n_seats);
void        copil_scene_set_chart (CopilScene *self,
                                   CopilChart *chart);
guint       copil_scene_count     (const CopilScene *self,
                                   CopilSeatMark     mark);
/* (transfer full): "14 en salle · 3 à distance", and "2 mandats · 4 absents". */
char       *copil_scene_describe_there (const CopilScene *self);
char       *copil_scene_describe_away  (const CopilScene *self);
/* (transfer full) (nullable): "Parole : Mme Durand". */
char       *copil_scene_describe_speaker (const CopilScene *self);
/* (transfer full) (nullable): "2 demandes de parole". */
char       *copil_scene_describe_requests (const CopilScene *self);
/* (transfer full): all of it read aloud, but what changes each second. */
char       *copil_scene_describe  (const CopilScene *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilScene, copil_scene_unref)

G_END_DECLS
