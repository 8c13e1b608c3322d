#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weakens every policy in turn; the assertions of security-set.sql must notice each time.

Run under with-base.sh. Mutants are read from the catalogues: each policy dropped, each that is
not already true widened to true, each table with row security off. One TAP line a mutant.
"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MUTANTS = """
SELECT format ('DROP POLICY %I ON copil.%I', policyname, tablename) FROM pg_policies WHERE schemaname = 'copil'
UNION ALL
SELECT format ('ALTER POLICY %I ON copil.%I USING (true)', policyname, tablename) FROM pg_policies
WHERE schemaname = 'copil' AND qual <> 'true'
UNION ALL
SELECT format ('ALTER TABLE copil.%I DISABLE ROW LEVEL SECURITY', relname) FROM pg_class
WHERE relnamespace = 'copil'::regnamespace AND relkind = 'r'
ORDER BY 1
"""


def psql(*arguments, text=None):
    process = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *arguments],
                             input=text, text=True, stdout=subprocess.PIPE, cwd=HERE)
    if process.returncode != 0:
        print("Bail out! psql failed")
        sys.exit(1)
    return process.stdout.strip()


def main():
    psql("-f", "fixture.sql")
    psql("-f", "security-set.sql")
    mutants = psql("-c", MUTANTS).split("\n")
    print("1..%d" % (len(mutants) + 1))
    found = psql("-c", "SELECT count(*) FROM t.security_failures ()")
    print("%s 1 - the schema as it is passes" % ("ok" if found == "0" else "not ok"))
    for number, mutant in enumerate(mutants, 2):
        # The last line is the count; what comes before belongs to the statements.
        found = psql(text="BEGIN;\n%s;\nSELECT count(*) FROM t.security_failures ();\nROLLBACK;\n"
                     % mutant).split("\n")[-1]
        print("%s %d - noticed: %s" % ("ok" if found != "0" else "not ok", number, mutant))


main()
