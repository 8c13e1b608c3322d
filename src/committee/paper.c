/* paper.c: the documents of a committee and of its sittings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/paper-private.h"

#include <string.h>

#include "core/format.h"
#include "core/instant.h"

typedef struct
{
  CopilPaperFacts facts;
  void          (*build)  (CopilPaper *self);
  /* Instead of @build, of those that are not written of the dossier. */
  CopilDocument *(*create) (CopilDossier           *dossier,
                            const CopilPaperInputs *inputs,
                            GError                **error);
  /* Whether there is something to write: NULL, or a sentence. */
  const char   *(*miss)   (CopilDossier *dossier);
} Paper;

static const Paper papers[] = {
  [COPIL_PAPER_CONVOCATION] = { { "convocation", "Convocation", TRUE, FALSE, 0 },
                                _copil_paper_convocation },
  [COPIL_PAPER_AGENDA] = { { "agenda", "Ordre du jour", TRUE, FALSE, 0 }, _copil_paper_agenda },
  [COPIL_PAPER_CHANGES] = { { "changes", "Feuille de modifications", TRUE, FALSE, 0 },
                            _copil_paper_changes, NULL, _copil_paper_miss_changes },
  [COPIL_PAPER_PACK] = { { "pack", "Dossier de séance", TRUE, FALSE, COPIL_PAPER_NEEDS_SOURCES },
                         _copil_paper_pack },
  [COPIL_PAPER_RUNNING_ORDER] = { { "running-order", "Conducteur", TRUE, TRUE,
                                    COPIL_PAPER_NEEDS_SOURCES }, _copil_paper_running_order },
  [COPIL_PAPER_SIGN_IN] = { { "sign-in", "Feuille d’émargement", TRUE, FALSE, 0 },
                            _copil_paper_sign_in },
  [COPIL_PAPER_MANDATE] = { { "mandate", "Pouvoir", TRUE, FALSE, 0 }, _copil_paper_mandate },
  [COPIL_PAPER_MINUTES] = { { "minutes", "Procès-verbal", TRUE, FALSE, COPIL_PAPER_NEEDS_MINUTES },
                            NULL, _copil_paper_create_minutes },
  [COPIL_PAPER_DECISIONS] = { { "decisions", "Relevé de décisions", TRUE, FALSE, 0 },
                              _copil_paper_decisions },
  [COPIL_PAPER_EXTRACT] = { { "extract", "Extrait du procès-verbal", TRUE, FALSE,
                              COPIL_PAPER_NEEDS_MINUTES | COPIL_PAPER_NEEDS_DECISION },
                            NULL, _copil_paper_create_extract },
  [COPIL_PAPER_FOLLOW_UP] = { { "follow-up", "Suivi des actions", FALSE, FALSE, 0 },
                              _copil_paper_follow_up },
  [COPIL_PAPER_CONVERGENCE] = { { "convergence", "Registre de convergence", FALSE, FALSE,
                                  COPIL_PAPER_NEEDS_MAP }, _copil_paper_convergence },
  [COPIL_PAPER_STATISTICS] = { { "statistics", "Bilan d’activité", FALSE, FALSE,
                                 COPIL_PAPER_NEEDS_STATISTICS }, _copil_paper_statistics },
};

G_STATIC_ASSERT (G_N_ELEMENTS (papers) == COPIL_N_PAPERS);

const CopilPaperFacts *
copil_paper_get_facts (CopilPaperKind kind)
{
  g_return_val_if_fail (kind < COPIL_N_PAPERS, NULL);

  return &papers[kind].facts;
}

gboolean
copil_paper_find (const char     *name,
                  CopilPaperKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (strcmp (papers[i].facts.name, name) == 0)
      {
        *kind = (CopilPaperKind) i;
        return TRUE;
      }
  return FALSE;
}

/* Words ------------------------------------------------------------------------------------- */

char *
_copil_paper_escape (const char *text)
{
  return g_markup_escape_text (text != NULL ? text : "", -1);
}

void
_copil_paper_add (CopilDocument *document,
                  const char    *role,
                  const char    *format,
                  ...)
{
  g_autofree char *markup = NULL;
  va_list arguments;

  va_start (arguments, format);
  markup = g_markup_vprintf_escaped (format, arguments);
  va_end (arguments);
  copil_document_add_paragraph (document, role, markup);
}

void
_copil_paper_add_heading (CopilDocument *document,
                          const char    *text,
                          const char    *anchor)
{
  copil_document_add_space (document, 10);
  copil_document_add_heading (document, 2, text, anchor);
}

char *
_copil_paper_format_decision (CopilRecord *decision)
{
  g_autofree char *number = NULL;

  if (!copil_record_has (decision, "number"))
    return g_strdup ("à numéroter");
  number = copil_format_decision (copil_record_get_int (decision, "year"),
                                  copil_record_get_int (decision, "number"));
  return g_strdup_printf ("n°\u00a0%s", number);
}

/* Who is who -------------------------------------------------------------------------------- */

const char *
_copil_paper_member (CopilPaper *self,
                     const char *member_id)
{
  CopilRecord *member = copil_dossier_find (self->dossier, "member", member_id);

  return member != NULL ? copil_record_get_word (member, "name") : "";
}

const char *
_copil_paper_position (CopilPaper *self,
                       const char *member_id)
{
  CopilRecord *member = copil_dossier_find (self->dossier, "member", member_id);

  return member != NULL ? copil_record_get_word (member, "position") : "";
}

gboolean
_copil_paper_is_current (CopilPaper  *self,
                         CopilRecord *dated)
{
  gint64 at = self->sitting != NULL ? copil_record_get_time (self->sitting, "starts_at")
                                    : self->inputs->today;
  g_autofree char *day = copil_instant_to_day (at);

  return copil_record_is_in_force (dated, day);
}

CopilRecord *
_copil_paper_find_term (CopilPaper *self,
                        const char *seat_id,
                        gboolean    deputy)
{
  guint n = copil_dossier_count (self->dossier, "term");

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *term = copil_dossier_get (self->dossier, "term", i);

      if (strcmp (copil_record_get_word (term, "seat_id"), seat_id) == 0
          && copil_record_get_bool (term, "deputy") == deputy
          && _copil_paper_is_current (self, term))
        return term;
    }
  return NULL;
}

static CopilRecord *
find_chair (CopilPaper *self,
            const char *chair)
{
  guint n = copil_dossier_count (self->dossier, "seat");

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *seat = copil_dossier_get (self->dossier, "seat", i);

      if (strcmp (copil_record_get_word (seat, "chair"), chair) == 0
          && _copil_paper_is_current (self, seat))
        return _copil_paper_find_term (self, copil_record_get_id (seat), FALSE);
    }
  return NULL;
}

void
_copil_paper_add_signature (CopilDocument *document,
                            const char    *authority,
                            const char    *name,
                            const char    *position)
{
  g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b>", authority);

  copil_document_add_paragraph (document, "body", markup);
  if (position != NULL && *position != '\0')
    _copil_paper_add (document, "body", "%s", position);
  copil_document_add_space (document, 44);
  _copil_paper_add (document, "body", "%s",
                    name != NULL && *name != '\0' ? name : "Nom, qualité et signature");
}

static void
add_chair (CopilPaper *self,
           const char *chair,
           const char *authority)
{
  CopilRecord *term = find_chair (self, chair);
  const char *member = term != NULL ? copil_record_get_string (term, "member_id") : NULL;

  _copil_paper_add_signature (self->document, authority, _copil_paper_member (self, member),
                              _copil_paper_position (self, member));
}

void
_copil_paper_add_signatures (CopilPaper *self)
{
  static const double halves[] = { 1, 1 };
  const char *local = self->committee != NULL
                        ? copil_record_get_word (self->committee, "local_authority") : "";

  copil_document_add_space (self->document, 14);
  copil_document_begin_columns (self->document, 2, halves);
  add_chair (self, "state", "État");
  copil_document_next_column (self->document);
  add_chair (self, "local", *local != '\0' ? local : "Collectivité");
  copil_document_end_columns (self->document);
}

/* The agenda -------------------------------------------------------------------------------- */

static const char *
get_nature (CopilRecord *item)
{
  const char *nature = copil_record_get_word (item, "nature");

  if (strcmp (nature, "decision") == 0)
    return "Décision";
  return strcmp (nature, "advice") == 0 ? "Avis" : "Information";
}

static void
add_row (CopilTableBuilder      *table,
         const CopilAgendaEntry *entry,
         gboolean                hours)
{
  g_autofree char *title = _copil_paper_escape (copil_record_get_string (entry->item, "title"));
  const char *late = copil_record_get_bool (entry->item, "late") ? " <i>(ajouté ou modifié)</i>" : "";
  g_autofree char *strong = g_strdup_printf (entry->n_children > 0 ? "<b>%s</b>%s" : "%s%s", title,
                                             late);
  g_autofree char *presenter =
    _copil_paper_escape (copil_record_get_string (entry->item, "presenter"));
  g_autofree char *hour = copil_instant_describe_hour (entry->starts_at);
  g_autofree char *duration = copil_format_duration (entry->seconds);

  copil_table_builder_add_row (table);
  if (hours)
    copil_table_builder_add_text (table, hour);
  copil_table_builder_add_text (table, entry->number);
  copil_table_builder_add_text (table, strong);
  copil_table_builder_add_text (table, entry->n_children > 0 ? "" : get_nature (entry->item));
  copil_table_builder_add_text (table, presenter);
  copil_table_builder_add_text (table, entry->seconds > 0 ? duration : "");
}

void
_copil_paper_add_agenda (CopilPaper *self,
                         gboolean    hours)
{
  CopilTableBuilder *table;

  if (self->agenda->len == 0)
    {
      _copil_paper_add (self->document, "body", "L’ordre du jour ne compte encore aucun point.");
      return;
    }
  table = copil_table_builder_new (NULL, NULL);
  if (hours)
    copil_table_builder_add_column (table, "Heure", 0.6, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "N°", 0.4, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Point", 3.2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Nature", 0.9, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Présenté par", 1.4, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Durée", 0.6, COPIL_ALIGN_RIGHT);
  for (guint i = 0; i < self->agenda->len; i++)
    add_row (table, self->agenda->pdata[i], hours);
  copil_document_add_table (self->document, table);
}

/* A document -------------------------------------------------------------------------------- */

static CopilDocument *
create_document (CopilPaper     *self,
                 CopilPaperKind  kind)
{
  const char *committee = self->committee != NULL
                            ? copil_record_get_word (self->committee, "name") : "";
  gint64 at = self->sitting != NULL ? copil_record_get_time (self->sitting, "starts_at")
                                    : self->inputs->today;
  g_autofree char *day = copil_instant_describe_day (at);
  g_autofree char *title = g_strdup_printf ("%s, %s", papers[kind].facts.title, day);
  g_autofree char *right = g_strdup_printf (self->sitting != NULL ? "Séance du %s" : "État au %s",
                                            day);
  g_autofree char *created = copil_instant_to_sql (at);
  CopilDocumentInfo info = {
    .title = title,
    .subject = committee,
    .running_left = committee,
    .running_right = right,
    .footer_left = papers[kind].facts.title,
    .footer_center = self->inputs->fictitious ? "données fictives" : NULL,
    .created = created,
  };

  return copil_document_new (&info);
}

static void
add_title (CopilPaper     *self,
           CopilPaperKind  kind)
{
  gint64 at = self->sitting != NULL ? copil_record_get_time (self->sitting, "starts_at")
                                    : self->inputs->today;
  g_autofree char *day = copil_instant_describe_day (at);
  g_autofree char *hour = copil_instant_describe_hour (at);

  if (self->committee != NULL)
    _copil_paper_add (self->document, "eyebrow", "%s", copil_record_get_word (self->committee, "name"));
  _copil_paper_add (self->document, "title", "%s", papers[kind].facts.title);
  if (self->sitting != NULL)
    _copil_paper_add (self->document, "subtitle", "Séance n°\u00a0%d du %s à %s, %s",
                      (int) copil_record_get_int (self->sitting, "number"), day, hour,
                      copil_record_get_word (self->sitting, "place"));
  else
    _copil_paper_add (self->document, "subtitle", "État au %s", day);
}

/* Whether it can be printed ------------------------------------------------------------------ */

/* The base lets nobody else read the notes; what this login may do, it says of the committee. */
static gboolean
prepares (CopilDossier *dossier)
{
  CopilRecord *committee = copil_dossier_get_committee (dossier);
  JsonObject *rights = committee != NULL ? copil_record_get_object (committee, "rights") : NULL;

  return rights != NULL && json_object_get_boolean_member_with_default (rights, "prepares", FALSE);
}

static const char *
find_reason (const Paper  *paper,
             CopilDossier *dossier,
             int          *code)
{
  *code = G_IO_ERROR_NOT_FOUND;
  if (paper->facts.of_sitting && copil_dossier_get_sitting (dossier) == NULL)
    return "Cette séance n’est pas lisible\u00a0: il n’y a rien à imprimer.";
  if (!paper->facts.of_sitting && copil_dossier_get_committee (dossier) == NULL)
    return "Ce comité n’est pas lisible\u00a0: il n’y a rien à imprimer.";
  if (paper->facts.for_preparers && !prepares (dossier))
    {
      *code = G_IO_ERROR_PERMISSION_DENIED;
      return "Ce document est réservé à ceux qui préparent et animent la séance.";
    }
  return paper->miss != NULL ? paper->miss (dossier) : NULL;
}

gboolean
copil_paper_is_ready (CopilPaperKind  kind,
                      CopilDossier   *dossier,
                      const char    **reason)
{
  const char *found;
  int code;

  g_return_val_if_fail (kind < COPIL_N_PAPERS, FALSE);

  found = find_reason (&papers[kind], dossier, &code);
  if (reason != NULL)
    *reason = found;
  return found == NULL;
}

/* Numbers are given when the sitting is closed. */
static gboolean
has_numbered_decision (CopilDossier *dossier)
{
  guint n = copil_dossier_count (dossier, "decision");

  for (guint i = 0; i < n; i++)
    if (copil_record_has (copil_dossier_get (dossier, "decision", i), "number"))
      return TRUE;
  return FALSE;
}

gboolean
copil_paper_is_timely (CopilPaperKind  kind,
                       CopilDossier   *dossier)
{
  guint needs;

  g_return_val_if_fail (kind < COPIL_N_PAPERS, FALSE);

  needs = papers[kind].facts.needs;
  if ((needs & COPIL_PAPER_NEEDS_MINUTES) != 0 && copil_dossier_count (dossier, "minutes") == 0)
    return FALSE;
  if ((needs & COPIL_PAPER_NEEDS_DECISION) != 0)
    return has_numbered_decision (dossier);
  return kind != COPIL_PAPER_DECISIONS || copil_dossier_count (dossier, "decision") > 0;
}

char *
copil_paper_format_file_name (CopilPaperKind          kind,
                              CopilDossier           *dossier,
                              const CopilPaperInputs *inputs)
{
  CopilRecord *sitting = papers[kind].facts.of_sitting ? copil_dossier_get_sitting (dossier) : NULL;
  g_autofree char *day = copil_instant_to_day (
    sitting != NULL ? copil_record_get_time (sitting, "starts_at") : inputs->today);

  return g_strdup_printf ("%s %s.pdf", day, papers[kind].facts.title);
}

/* The whole ---------------------------------------------------------------------------------- */

CopilDocument *
_copil_paper_compose (CopilPaperKind          kind,
                      CopilDossier           *dossier,
                      const CopilPaperInputs *inputs,
                      GPtrArray              *parts)
{
  CopilPaper self = { .dossier = dossier, .inputs = inputs, .parts = parts };

  self.committee = copil_dossier_get_committee (dossier);
  self.sitting = papers[kind].facts.of_sitting ? copil_dossier_get_sitting (dossier) : NULL;
  self.agenda = copil_agenda_build (copil_dossier_get_list (dossier, "agenda_item"),
                                    self.sitting != NULL
                                      ? copil_record_get_time (self.sitting, "starts_at") : 0);
  self.regime = copil_regime_read (copil_record_get_object (
    self.sitting != NULL ? self.sitting : self.committee, "rules"), NULL);
  self.document = create_document (&self, kind);
  add_title (&self, kind);
  copil_document_add_space (self.document, 8);
  papers[kind].build (&self);
  g_clear_pointer (&self.agenda, g_ptr_array_unref);
  g_clear_pointer (&self.regime, copil_regime_unref);
  return self.document;
}

GBytes *
copil_paper_to_pdf (CopilPaperKind          kind,
                    CopilDossier           *dossier,
                    const CopilPaperInputs *inputs,
                    GError                **error)
{
  g_autoptr (CopilDocument) document = NULL;
  const char *reason;
  int code;

  g_return_val_if_fail (kind < COPIL_N_PAPERS, NULL);

  reason = find_reason (&papers[kind], dossier, &code);
  if (reason != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, code, reason);
      return NULL;
    }
  if (kind == COPIL_PAPER_PACK)
    return _copil_pack_to_pdf (dossier, inputs, error);
  document = papers[kind].create != NULL ? papers[kind].create (dossier, inputs, error)
                                         : _copil_paper_compose (kind, dossier, inputs, NULL);
  return document != NULL ? copil_document_to_pdf (document, error) : NULL;
}
