/* published-base.h: a base of the schema with a small France, and deliveries in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cube-fixture.h"
#include "test-base.h"

/* The territories and the catalogue of cube-fixture.h; logins "reader", "other" (readers),
 * "feed" (may deliver everything), "coordination" (a pilot coordinator) and "administrator". */
TestBase        *published_base_new     (void);
/* Cells of bassins and departments, landed as one batch: "a bassin:596 2024-01 5; ..." with the
 * words of fixture_put() but s. */
void             published_base_land    (TestBase   *base,
                                         const char *cells);
/* As the administrator; what the statement returns. */
char            *published_base_administer (TestBase   *base,
                                            const char *sql);
CopilConnection *published_base_connect (TestBase   *base,
                                         const char *login);
