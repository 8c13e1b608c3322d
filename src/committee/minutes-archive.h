/* minutes-archive.h: what stays of final minutes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * proces-verbal.pdf is what both chairs approved, as it was printed when they had: it keeps these
 * bytes. proces-verbal.json is the same as data: {"format": "copil-proces-verbal/1", "state":
 * "final", "content_hash": SHA-256 of the canonical text of "content" in hexadecimal, "content":
 * {committee, local_authority, number, title, place, remote, starts_at, opened_at, closed_at, second_of,
 * regime, regime_version, rules, batch, presents, absents, mandates, items, decisions, actions,
 * paragraphs}}, instants in UTC, seconds for lengths; see the comments of copil.minutes_content() and
 * of the functions it is made of. votes.csv, presences.csv and decisions.csv are tables of it.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define COPIL_MINUTES_FORMAT "copil-proces-verbal/1"

typedef struct
{
  char   *name;
  GBytes *bytes;
} CopilArchiveFile;

void       copil_archive_file_free   (CopilArchiveFile *self);
/* (transfer full) (element-type CopilArchiveFile): none yet. */
GPtrArray *copil_archive_new         (void);
/* @bytes: (transfer none) */
void       copil_archive_add         (GPtrArray   *archive,
                                      const char  *name,
                                      GBytes      *bytes);
/* votes.csv, presences.csv, decisions.csv. @content: of the minutes. */
void       copil_archive_add_tables  (GPtrArray   *archive,
                                      JsonObject  *content);
/* SHA256SUMS, as sha256sum -c reads it. */
void       copil_archive_add_sums    (GPtrArray   *archive);
/* (transfer full): the same files give the same bytes. */
GBytes    *copil_archive_to_zip      (GPtrArray   *archive,
                                      GError     **error);

/* (transfer full) (nullable): @text: what copil.minutes_document() answers, of final minutes; others:
 * G_IO_ERROR_INVALID_DATA. The JSON holds its content as the base wrote it. */
GBytes    *copil_minutes_archive_json (const char  *text,
                                       GError     **error);
GBytes    *copil_minutes_archive_pdf  (const char  *text,
                                       gboolean     fictitious,
                                       GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilArchiveFile, copil_archive_file_free)

G_END_DECLS
