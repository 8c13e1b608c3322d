/* cube-fixture.h: a small catalogue, a small France and cells written in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "cube/cube.h"
#include "cube/file.h"

/* Measures: a flow, part of b; b flow; c, d stocks; y yearly stock; p published each quarter;
 * h1 to h4 buckets 0-7-15-30-open. Indicators: see fixture_catalogue_json. */
char               *fixture_catalogue_json (int version);
CopilCatalogue     *fixture_catalogue      (void);
/* France 1, regions 2 and 3, departments 4 to 6 (two in region 2), basins 7 to 12. */
char               *fixture_territory_text (void);
CopilTerritoryList *fixture_territories    (void);
CopilCube          *fixture_cube           (void);

const CopilIndicator *fixture_indicator    (CopilCube  *cube,
                                            const char *code);
guint                 fixture_measure      (CopilCube  *cube,
                                            const char *code);
const CopilTerritory *fixture_territory    (CopilCube  *cube,
                                            const char *code);
CopilPeriod           fixture_period       (const char *id);

/* Cells of one territory: "a 2024-01 5; a 2024-02 s; b 2024-01 7p@0.5": a number, then p or e;
 * or n (not available), x (not applicable), s (secret); coverage after @. */
void                  fixture_put          (CopilCube  *cube,
                                            const char *territory,
                                            const char *cells);
CopilCubeOrigin      *fixture_origin       (void);
/* Planes of random series, every kind of word among them. */
void                  fixture_randomise    (CopilCube  *cube,
                                            GRand      *rand,
                                            guint       n_months);
