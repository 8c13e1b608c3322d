/* fixture.h: the shipped territories and catalogue, for tests without a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/indicator.h"
#include "core/territory.h"

CopilTerritoryList *fixture_territories (void);
CopilCatalogue     *fixture_catalogue   (void);
/* (transfer full) (nullable): a file of the shared folder; skips the test when it is not there. */
char               *fixture_shared      (const char *name);
