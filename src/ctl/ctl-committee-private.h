/* ctl-committee-private.h: what the files of the verb "committee" share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/committee-store.h"
#include "committee/sitting-store.h"
#include "ctl/ctl-annotation-private.h"
#include "ctl/ctl.h"

G_BEGIN_DECLS

extern const CopilCtlVerb copil_ctl_committee_archive;
extern const CopilCtlVerb copil_ctl_committee_log;
extern const CopilCtlVerb copil_ctl_committee_print;
extern const CopilCtlVerb copil_ctl_committee_purge;
extern const CopilCtlVerb copil_ctl_committee_signed;

/* (transfer full): read as far as this login may. @name: an identifier or its beginning, a
 * territory ("59", "valenciennes"); NULL: the list of all. */
CopilCommitteeStore *copil_ctl_read_committee (CopilCtl             *ctl,
                                               const char           *name,
                                               GError              **error);
/* (transfer full): @number of the sittings of that committee. @committee: (out) (optional)
 * (transfer full) */
CopilSittingStore   *copil_ctl_read_sitting   (CopilCtl             *ctl,
                                               const char           *name,
                                               const char           *number,
                                               CopilCommitteeStore **committee,
                                               GError              **error);

/* ctl-committee-signed.c: puts the PDF and the data of final minutes into the base, and prints the sum
 * of the data. */
gboolean             copil_ctl_keep_minutes   (CopilCtl             *ctl,
                                               CopilSittingStore    *store,
                                               GError              **error);
/* (transfer full) (element-type CopilArchiveFile): what is archived of them. */
GPtrArray           *copil_ctl_read_kept      (CopilCtl             *ctl,
                                               CopilSittingStore    *store,
                                               GError              **error);

G_END_DECLS
