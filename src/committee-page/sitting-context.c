/* sitting-context.c: the sitting that is prepared, and what may be done in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-context.h"

#include "committee-page/key-rows.h"

CopilRecord *
copil_sitting_context_get (CopilSittingContext *self)
{
  return self->store != NULL ? copil_sitting_store_get_sitting (self->store) : NULL;
}

const char *
copil_sitting_context_get_stage (CopilSittingContext *self)
{
  CopilRecord *sitting = copil_sitting_context_get (self);

  return sitting != NULL ? copil_record_get_word (sitting, "stage") : "";
}

/* As copil.require_agenda (): until it opens, but not that of a second convocation. */
static gboolean
may_change (CopilRecord *sitting)
{
  static const char * const stages[] = { "draft", "submitted", "approved", "convoked", NULL };

  return g_strv_contains (stages, copil_record_get_word (sitting, "stage")) &&
         !copil_record_has (sitting, "second_of");
}

void
copil_sitting_context_look (CopilSittingContext *self)
{
  CopilRecord *sitting = copil_sitting_context_get (self);

  g_clear_pointer (&self->agenda, g_ptr_array_unref);
  self->editable = FALSE;
  if (sitting == NULL)
    return;
  self->agenda = copil_agenda_build (copil_sitting_store_get_list (self->store, "agenda_item"),
                                     copil_record_get_time (sitting, "starts_at"));
  self->editable = self->committee->rights.prepares && may_change (sitting);
}

CopilRecord *
copil_sitting_context_find_approval (CopilSittingContext *self,
                                     const char          *key,
                                     const char          *object)
{
  return copil_key_find_approval (copil_sitting_store_get_list (self->store, "approval"), key,
                                  object);
}

JsonObject *
copil_sitting_context_new_parameters (CopilSittingContext *self)
{
  JsonObject *parameters = json_object_new ();

  json_object_set_string_member (parameters, "sitting", copil_sitting_store_get_id (self->store));
  return parameters;
}

void
copil_sitting_context_submit (CopilSittingContext *self,
                              const char          *function,
                              JsonObject          *parameters,
                              const char          *label)
{
  copil_committee_context_submit_to (self->committee, COPIL_STORE (self->store), function, parameters,
                                     label);
}

CopilRegime *
copil_sitting_context_read_regime (CopilSittingContext *self)
{
  CopilRecord *sitting = copil_sitting_context_get (self);

  return copil_regime_read (copil_record_get_object (sitting, "rules"), NULL);
}

static void
clear_content (CopilSittingContent *content)
{
  g_clear_pointer (&content->content, json_object_unref);
  g_clear_pointer (&content->hash, g_free);
}

void
copil_sitting_context_clear (CopilSittingContext *self)
{
  clear_content (&self->laid);
  clear_content (&self->convocation);
  g_clear_pointer (&self->agenda, g_ptr_array_unref);
  g_clear_object (&self->store);
}
