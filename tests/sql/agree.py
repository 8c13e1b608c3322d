#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The base and the engine of src/core must say the same of any sitting: who sits, the quorum, what a
vote decided.

agree.py HELPER [SEED]: run under with-base.sh; HELPER is assembly-answer. Random sittings are written
as rows and as lines; each is asked at several moments and for a vote. One TAP line a seed.
"""
import json
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.get("COPIL_SOURCE_DIR", os.path.join(HERE, "..", ".."))
SEEDS, MOMENTS, VOTES = 60, 3, 6
START = "2026-12-03 09:00+01"
CHOICES = ["none", "for", "against", "abstain"]
VALUES = {
    "quorum_base": ["none", "composing", "voting"], "quorum_share": [[1, 2], [1, 3], [1, 4], [2, 3], [1, 1]],
    "vacant_seats_count": [True, False], "mandates_max": [0, 1, 1, 2, 3], "mandates_in_quorum": [True, False],
    "remote": [True, True, False], "second_convocation": ["none", "same_agenda_no_quorum"],
    "majority_base": ["consensus", "present_or_represented", "cast", "cast", "cast"],
    "tie": ["none", "chair_state", "chair_state", "president"], "chairing": ["joint", "president"],
}


def uuid(number):
    return "00000000-0000-0000-0000-%012d" % number


def quote(value):
    return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"


class Sitting:
    """One random sitting, told twice: sql for the base, lines for the engine."""

    def __init__(self, seed, profiles):
        self.chance = random.Random(seed)
        self.number = seed * 10000
        self.sql, self.lines = [], []
        self.write_rules(profiles)
        self.write_seats()
        self.write_events()

    def id(self):
        self.number += 1
        return uuid(self.number)

    def at(self, second):
        return "timestamptz '%s' + %d * interval '1 second'" % (START, second)

    def insert(self, table, columns, *values):
        self.sql.append("INSERT INTO copil.%s (%s) VALUES (%s);" % (table, columns, ", ".join(values)))

    def write_rules(self, profiles):
        profile = self.chance.choice(profiles)
        rules = {name: dict(rule, set_by="profile", source=None) for name, rule in profile["rules"].items()}
        for name, values in VALUES.items():
            if self.chance.random() < 0.75:
                rules[name].update(value=self.chance.choice(values), verified=self.chance.random() < 0.4)
            if self.chance.random() < 0.2:
                rules[name].update(set_by="committee", source="Règlement intérieur")
        self.committee, self.sitting, self.item, self.other = (self.id() for _ in range(4))
        before = self.id() if self.chance.random() < 0.2 else None
        self.money = self.chance.random() < 0.4
        self.insert("committee", "id, territory_id, kind, name, local_authority, regime_code, since, until",
                    quote(self.committee), "t.id ('departement:10')", "'departement'", "'Comité'", "'X'", "'essai'",
                    "'2026-01-01'", "'2030-01-01'")
        for one, second in ((before, None), (self.sitting, before)):
            if one:
                self.insert("sitting", "id, committee_id, number, title, starts_at, place, remote, stage, second_of, rules,"
                            " regime_code, regime_version", quote(one), quote(self.committee), "2" if second is None and
                            one == before else "1", "'Séance'", "timestamptz '%s'" % START, "'Salle'", "true", "'open'",
                            quote(second), quote(json.dumps(rules)), "'essai'", "1")
        self.lines.append("rules " + json.dumps(rules))
        if before:
            self.lines.append("second")
        for item in (self.item, self.other):
            self.insert("agenda_item", "id, sitting_id, rank, nature, title, seconds, money, origin", quote(item),
                        quote(self.sitting), "1", "'decision'", "'Point'", "600", str(self.money).lower(), "'own'")

    def write_seats(self):
        college = self.id()
        self.insert("college", "id, committee_id, name, rank", quote(college), quote(self.committee), "'C'", "1")
        self.persons = [self.id() for _ in range(self.chance.randint(4, 16))]
        for person in self.persons:
            self.insert("member", "id, name, position", quote(person), "'M'", "'F'")
        chairs = ["state", "local"][:self.chance.choice([2, 2, 2, 1])] if self.chance.random() < 0.9 else []
        if self.chance.random() < 0.1:
            chairs = ["local"]
        self.seats = []
        for rank in range(self.chance.randint(2, 9)):
            chair = chairs.pop(0) if chairs else None
            kind = "elected" if chair or self.chance.random() < 0.85 else "guest"
            votes = 0 if kind == "guest" else self.chance.choice([1, 1, 1, 1, 1, 2, 0])
            seat = (self.id(), votes)
            terms = self.draw_terms()
            self.insert("seat", "id, committee_id, college_id, label, kind, chair, votes, rank, since", quote(seat[0]),
                        quote(self.committee), quote(college), "'S'", quote(kind), quote(chair), str(votes), str(rank),
                        "'2026-01-01'")
            self.lines.append("seat %s %d %d %d %d" % (seat[0], votes, not terms, ["", "state", "local"].index(chair or ""),
                                                       3 if kind == "guest" else 1))
            for person, deputy in terms:
                self.insert("term", "id, committee_id, seat_id, member_id, deputy, since", quote(self.id()),
                            quote(self.committee), quote(seat[0]), quote(person), str(deputy).lower(), "'2026-01-01'")
                self.lines.append("term %s %s %d" % (seat[0], person, deputy))
            self.seats.append((seat[0], votes, [person for person, _ in terms]))
        # One that ended before the sitting, which nobody is to see.
        self.insert("term", "id, committee_id, seat_id, member_id, deputy, since, until", quote(self.id()), quote(self.committee),
                    quote(self.seats[0][0]), quote(self.persons[0]), "true", "'2026-01-01'", "'2026-02-01'")

    def draw_terms(self):
        terms = []
        if self.chance.random() < 0.93:
            terms.append((self.chance.choice(self.persons), False))
        while self.chance.random() < 0.35:
            person = self.chance.choice(self.persons)
            if all(person != other for other, _ in terms):
                terms.append((person, True))
        return terms

    def write_events(self):
        # Most come at the beginning; then some come and go.
        moves = [(person, 0, 1) for person in self.persons if self.chance.random() < 0.7]
        moves += [(self.chance.choice(self.persons), self.chance.randint(0, 60), self.chance.choice([0, 0, 1, 1, 2, 3]))
                  for _ in range(self.chance.randint(0, 10))]
        for person, second, mode in moves:
            self.insert("attendance", "id, sitting_id, member_id, entered, mode, at, by_login", quote(self.id()),
                        quote(self.sitting), quote(person), str(mode > 0).lower(),
                        quote(["room", "room", "phone", "video"][mode]), self.at(second), "'x'")
            self.lines.append("attendance %s %d %d" % (person, second, mode))
        self.write_mandates()
        for _ in range(self.chance.choice([0, 0, 1, 2])):
            person, item = self.chance.choice(self.persons), self.chance.choice([self.item, self.item, self.other])
            gone = self.chance.random() < 0.2
            self.insert("withdrawal", "id, sitting_id, item_id, member_id, gone, at", quote(self.id()), quote(self.sitting),
                        quote(item), quote(person), str(gone).lower(), self.at(0))
            if not gone:
                self.lines.append("withdrawal %s %s" % (item, person))

    def write_mandates(self):
        given = []
        for _ in range(self.chance.randint(0, 6)):
            (giver, _, _), (holder, _, able) = (self.chance.choice(self.seats) for _ in range(2))
            person = self.chance.choice(able if able and self.chance.random() < 0.9 else self.persons)
            since = self.chance.randint(0, 20)
            until = since + self.chance.randint(1, 30) if self.chance.random() < 0.3 else None
            if giver != holder and all(giver != other[1] or other[4] is not None for other in given):
                given.append((since, giver, holder, person, until, self.id()))
        for since, giver, holder, person, until, name in given:
            self.insert("mandate", "id, sitting_id, giver_seat, holder_seat, giver_member, holder_member, since, until,"
                        " by_login", quote(name), quote(self.sitting), quote(giver), quote(holder), quote(self.persons[0]),
                        quote(person), self.at(since), "NULL" if until is None else self.at(until), "'x'")
        for since, giver, holder, person, until, name in sorted(given, key=lambda m: (m[0], m[5])):
            self.lines.append("mandate %s %s %d %d" % (giver, person, since, 10 ** 9 if until is None else until))

    def ask_at(self, second, item):
        self.lines.append("at %d %s" % (second, item or "-"))
        self.sql.append("SELECT t.told_at ('%s', %s, %s);" % (self.sitting, self.at(second), quote(item)))

    def ask_vote(self):
        vote, opened = self.id(), self.chance.randint(0, 40)
        closed = opened + self.chance.choice([0, 1, 5, 20])
        hands = self.chance.random() < 0.35
        counts = [self.chance.randint(0, 2), self.chance.randint(0, 2), self.chance.choice([0, 0, 1])] if hands else [0, 0, 0]
        chairs = [self.chance.randint(0, 3) if hands else 0 for _ in range(2)]
        stored = [str(n) if hands else "NULL" for n in counts]
        self.insert("vote", "id, sitting_id, item_id, question, method, opened_at, votes_for, votes_against, abstentions,"
                    " chair_state, chair_local", quote(vote), quote(self.sitting), quote(self.item), "'Q'",
                    quote("hands" if hands else "roll"), self.at(opened), *stored,
                    *(quote(CHOICES[choice]) for choice in chairs))
        for second, seat, votes, person, choice in sorted(self.draw_ballots(opened, closed), key=lambda b: b[:2]):
            self.insert("ballot", "id, sitting_id, vote_id, seat_id, member_id, choice, votes, at, by_login", quote(self.id()),
                        quote(self.sitting), quote(vote), quote(seat), quote(person), quote(CHOICES[choice]),
                        str(max(votes, 1)), self.at(second), "'x'")
            self.lines.append("line %s %s %d %d" % (seat, person, choice, second))
        self.lines.append("vote %s %d %d %d %d %d %d %d %d %d" % (self.item, opened, closed, self.money, hands, *counts, *chairs))
        self.sql.append("SELECT t.told_vote ('%s', %s);" % (vote, self.at(closed)))
        self.sql.append("UPDATE copil.vote SET gone = true WHERE id = '%s';" % vote)

    def draw_ballots(self, opened, closed):
        for seat, votes, able in self.seats:
            if self.chance.random() < 0.9:
                person = self.chance.choice(able[:1] if able and self.chance.random() < 0.85 else self.persons)
                yield self.chance.randint(opened - 1, closed + 1), seat, votes, person, self.chance.choice([0, 1, 1, 1, 1, 2, 2, 2, 3])


def ask(command, text):
    process = subprocess.run(command, input=text, text=True, stdout=subprocess.PIPE, cwd=HERE)
    if process.returncode != 0:
        print("Bail out! %s failed" % command[0])
        sys.exit(1)
    return process.stdout.splitlines()


def main():
    helper = os.path.abspath(sys.argv[1])
    psql = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
    subprocess.run(psql + ["-f", "fixture.sql", "-f", "agree.sql"], check=True, cwd=HERE, stdout=subprocess.DEVNULL)
    with open(os.path.join(SOURCE, "data", "committee", "regimes.json"), encoding="utf-8") as file:
        profiles = json.load(file)["profiles"]
    # Others every day, and the same for who looks into one: agree.py HELPER SEED.
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    seeds = range(first, first + (1 if len(sys.argv) > 2 else SEEDS))
    print("1..%d" % len(seeds))
    sql, lines, counts = ["BEGIN;"], [], []
    for seed in seeds:
        sitting = Sitting(seed, profiles)
        for second in sitting.chance.sample(range(62), MOMENTS):
            sitting.ask_at(second, sitting.chance.choice([None, sitting.item]))
        for _ in range(VOTES):
            sitting.ask_vote()
        sql += sitting.sql
        lines += sitting.lines
        counts.append(MOMENTS + VOTES)
    base = ask(psql, "\n".join(sql + ["ROLLBACK;"]))
    engine = ask([helper], "\n".join(lines) + "\n")
    start = 0
    for seed, count in zip(seeds, counts):
        pairs = list(zip(base[start:start + count], engine[start:start + count]))
        start += count
        good = len(pairs) == count and all(one == two for one, two in pairs)
        print("%s %d - seed %d" % ("ok" if good else "not ok", seed - first + 1, seed))
        for one, two in pairs:
            if one != two:
                print("# base:   %s\n# engine: %s" % (one, two))


main()
