/* catalogue-private.h: the catalogue while it is being read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/indicator.h"

G_BEGIN_DECLS

struct _CopilCatalogue
{
  gatomicrefcount refs;
  int             version;
  GPtrArray      *measures;   /* CopilMeasure, owned */
  GPtrArray      *indicators; /* CopilIndicator, owned */
  GHashTable     *measure_by_code;
  GHashTable     *indicator_by_code;
};

CopilCatalogue *_copil_catalogue_new  (int             version);
CopilMeasure   *_copil_measure_new    (void);
void            _copil_measure_free   (CopilMeasure   *self);
CopilIndicator *_copil_indicator_new  (void);
void            _copil_indicator_free (CopilIndicator *self);
/* Take their argument; FALSE when its code is already there (and frees it). */
gboolean        _copil_catalogue_take_measure   (CopilCatalogue *self,
                                                 CopilMeasure   *measure);
gboolean        _copil_catalogue_take_indicator (CopilCatalogue *self,
                                                 CopilIndicator *indicator);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilMeasure, _copil_measure_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilIndicator, _copil_indicator_free)

G_END_DECLS
