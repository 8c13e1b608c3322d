/* server-probe.h: does this server serve, before it is chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CopilServerFacts:
 * @person: the name of who connects, as the base knows it
 * @schema: number of the last step of its schema
 */
typedef struct
{
  char *person;
  int   schema;
} CopilServerFacts;

void              copil_server_facts_free    (CopilServerFacts     *self);

/* Connects with @parameters, libpq's keywords and values with the password among them, asks the
 * base what it is and who we are to it, and leaves. Fails when it cannot serve this program or
 * this person. */
void              copil_server_probe_async   (GHashTable           *parameters,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
CopilServerFacts *copil_server_probe_finish  (GAsyncResult         *result,
                                              GError              **error);
/* (transfer full): of such a failure, what is wrong and what to do: a sentence for the screen. */
char             *copil_server_probe_explain (const GError         *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilServerFacts, copil_server_facts_free)

G_END_DECLS
