/* dossier-stores.c: the dossier of a sitting that is open in a window, or of a committee
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/dossier-stores.h"

static const char *const of_committee[] = {
  "committee", "college", "seat", "term", "member", "delegation", "former_body",
  "former_subject", "recurring_item", "proposal", "sitting",
};

/* Also what the committee has of it, where the sitting knows more. */
static const char *const of_sitting[] = {
  "sitting", "sitting_log", "agenda_item", "advice", "item_document", "item_view", "approval",
  "convocation", "recipient", "attendance", "guest", "mandate", "withdrawal", "clock_event", "speaker",
  "vote", "ballot", "dissent", "decision", "action", "operator_note", "minutes", "paragraph",
  "paragraph_past", "remark", "issued",
};

void
copil_dossier_take_sitting (CopilDossier      *self,
                            CopilSittingStore *sitting)
{
  for (guint i = 0; i < G_N_ELEMENTS (of_sitting); i++)
    copil_dossier_take_list (self, of_sitting[i],
                             copil_sitting_store_get_list (sitting, of_sitting[i]));
}

CopilDossier *
copil_dossier_of_stores (CopilCommitteeStore *committee,
                         CopilSittingStore   *sitting)
{
  CopilDossier *dossier = copil_dossier_new ();

  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (committee), dossier);
  for (guint i = 0; i < G_N_ELEMENTS (of_committee); i++)
    copil_dossier_take_list (dossier, of_committee[i],
                             copil_committee_store_get_list (committee, of_committee[i]));
  if (sitting != NULL)
    {
      copil_dossier_take_sitting (dossier, sitting);
      return dossier;
    }
  copil_dossier_take_list (dossier, "decision",
                           copil_committee_store_get_list (committee, "decision"));
  copil_dossier_take_list (dossier, "action", copil_committee_store_get_list (committee, "action"));
  return dossier;
}

CopilDossier *
copil_dossier_of_paper (CopilPaperKind       kind,
                        CopilCommitteeStore *committee,
                        CopilSittingStore   *sitting)
{
  CopilDossier *dossier = copil_dossier_of_stores (committee, sitting);

  /* What the sitting decided is its own; what is still to be done, the committee's. */
  if (kind != COPIL_PAPER_DECISIONS)
    copil_dossier_take_list (dossier, "action",
                             copil_committee_store_get_list (committee, "action"));
  return dossier;
}
