/* regime-private.h: a rule while it is read, kept and said
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/regime.h"

G_BEGIN_DECLS

/* @denominator: of a fraction. */
typedef struct
{
  gboolean has;
  int      number;
  int      denominator;
} CopilRuleValue;

/* FALSE, @value untouched, when the rule cannot have that. */
gboolean     _copil_rule_read     (CopilRule             rule,
                                   JsonNode             *node,
                                   CopilRuleValue       *value);
/* (nullable): what is said of a rule that a regime need not have; its first word holds then. */
const char  *_copil_rule_get_unsaid (CopilRule           rule);
void         _copil_rule_write    (CopilRule             rule,
                                   const CopilRuleValue *value,
                                   JsonBuilder          *builder);
char        *_copil_rule_describe (CopilRule             rule,
                                   const CopilRuleValue *value);

/* @own: set by the committee, @source says where. */
typedef struct
{
  CopilRuleValue value;
  gboolean       verified;
  gboolean       own;
  char          *article;
  char          *note;
  char          *source;
} CopilRuleEntry;

struct _CopilRegime
{
  gatomicrefcount refs;
  CopilRuleEntry  entries[COPIL_N_RULES];
};

/* To be filled before anybody else sees it. */
CopilRegime *_copil_regime_new    (void);
/* The root, an object; NULL with a G_IO_ERROR_INVALID_DATA. */
JsonParser  *_copil_regime_load   (const char           *json,
                                   gssize                length,
                                   GError              **error);

G_END_DECLS
