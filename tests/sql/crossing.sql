-- SPDX-License-Identifier: GPL-3.0-or-later
-- Beside the country of fixture.sql: four more basins, and zones that cut all of them otherwise
-- than departments do.
SELECT copil.territory_load (gen_random_uuid (), $${"set": {"code": "bassin", "name": "Bassins", "level": "bassin", "approximate": true},
  "communes": [{"code": "01009", "name": "I", "population": 100}, {"code": "01010", "name": "J", "population": 100},
    {"code": "01011", "name": "K", "population": 100}, {"code": "01012", "name": "L", "population": 100}],
  "territories": [
    {"code": "101", "name": "B101", "parent": "departement:10", "population": 200, "communes": ["01001"]},
    {"code": "102", "name": "B102", "parent": "departement:10", "population": 100, "communes": ["01002"]},
    {"code": "103", "name": "B103", "parent": "departement:10", "population": 100, "communes": ["01003"]},
    {"code": "201", "name": "B201", "parent": "departement:20", "population": 150, "communes": ["01004"]},
    {"code": "202", "name": "B202", "parent": "departement:20", "population": 150, "communes": ["01005"]},
    {"code": "203", "name": "B203", "parent": "departement:20", "population": 150, "communes": ["01009"]},
    {"code": "301", "name": "B301", "parent": "departement:30", "population": 200, "communes": ["01006", "01007"]},
    {"code": "302", "name": "B302", "parent": "departement:30", "population": 100, "communes": ["01008"]},
    {"code": "303", "name": "B303", "parent": "departement:30", "population": 100, "communes": ["01010"]},
    {"code": "304", "name": "B304", "parent": "departement:30", "population": 100, "communes": ["01011"]},
    {"code": "204", "name": "B204", "parent": "departement:20", "population": 100, "communes": ["01012"]}]}$$);
SELECT copil.territory_load (gen_random_uuid (), $${"set": {"code": "zone", "name": "Zones", "level": "other"},
  "territories": [
    {"code": "z1", "name": "Z1", "population": 100, "communes": ["01003", "01004", "01006", "01007"]},
    {"code": "z2", "name": "Z2", "population": 100, "communes": ["01002", "01005", "01008"]},
    {"code": "z3", "name": "Z3", "population": 100, "communes": ["01001", "01009", "01010"]},
    {"code": "z4", "name": "Z4", "population": 100, "communes": ["01011", "01012"]}]}$$);
