/* dossier.h: a committee and one of its sittings, as documents are made of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "committee/record.h"

G_BEGIN_DECLS

/**
 * CopilDossier:
 *
 * Lists of records by kind, wherever they come from: the stores of the window, or the archive of a
 * sitting, which is the same as JSON. Documents read nothing else, so that a sitting of ten years
 * ago prints like one of today.
 */
typedef struct _CopilDossier CopilDossier;

CopilDossier *copil_dossier_new       (void);
void          copil_dossier_free      (CopilDossier  *self);
/* @records: of CopilRecord, kept. A kind that was there is replaced. */
void          copil_dossier_take_list (CopilDossier  *self,
                                       const char    *kind,
                                       GListModel    *records);
/* {"KIND": [{"id": ..., FIELD: ...}, ...], ...}: what copil_dossier_to_json() wrote. NULL with
 * G_IO_ERROR_INVALID_DATA when it is something else. */
CopilDossier *copil_dossier_parse     (const char    *json,
                                       gssize         length,
                                       GError       **error);
/* (transfer full): kinds by name, records in their order, fields by name: the same records give
 * the same bytes. */
char         *copil_dossier_to_json   (CopilDossier  *self);

/* (transfer none): empty for a kind that is not there. */
GListModel   *copil_dossier_get_list  (CopilDossier  *self,
                                       const char    *kind);
guint         copil_dossier_count     (CopilDossier  *self,
                                       const char    *kind);
/* (transfer none): the dossier keeps it. NULL beyond the end. */
CopilRecord  *copil_dossier_get       (CopilDossier  *self,
                                       const char    *kind,
                                       guint          position);
/* (transfer none) (nullable): @id may be NULL. */
CopilRecord  *copil_dossier_find      (CopilDossier  *self,
                                       const char    *kind,
                                       const char    *id);
/* (transfer none) (nullable): the one that the dossier is about. */
CopilRecord  *copil_dossier_get_sitting   (CopilDossier *self);
CopilRecord  *copil_dossier_get_committee (CopilDossier *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilDossier, copil_dossier_free)

G_END_DECLS
