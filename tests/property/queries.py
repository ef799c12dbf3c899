#!/usr/bin/env python3
"""Random queries against what they mean: gemel asks a database, query_meaning.py looks at every row.

By hand, for long: queries.py --seed N --count N, in tests/servers/with-servers --on postgresql for that. It must not
know how queries are made, nor what they mean.
"""

import argparse
import json
import math
import os
import random
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import query_meaning as meaning
import query_written as written
from gemel import _native as native
from query_filters import Filters
from query_random import Queries
from query_scopes import add_scopes
from query_telling import declare, options, store, values
from query_world import Model, World, made

Query = dict[str, Any]
QUERIES = 80  # of each world
REREAD = 3  # records of each answer


@contextmanager
def place(url: str, schema: native.Schema) -> Iterator[str]:
    """The URL of an empty database: in memory, or a schema on a server for as long as it is used."""
    if url.startswith("sqlite:"):
        yield url
        return
    name = f"queries_{secrets.token_hex(8)}"
    session = native.session_open(native.database_open(url, schema, None), None)
    native.rows_query_sql(session, f"CREATE SCHEMA {name}", None)
    try:
        yield f"{url}{'&' if '?' in url else '?'}schema={name}"
    finally:
        native.rows_query_sql(session, f"DROP SCHEMA {name} CASCADE", None)


def difference(expected: Any, given: Any, where: str = "") -> str | None:
    """The first, with the way to it."""
    if isinstance(expected, dict) and isinstance(given, dict) and expected.keys() == given.keys():
        pairs = [(value, given[name], f"{where}.{name}") for name, value in expected.items()]
    elif isinstance(expected, list) and isinstance(given, list) and len(expected) == len(given):
        pairs = [(value, given[place], f"{where}[{place}]") for place, value in enumerate(expected)]
    elif is_same(expected, given):
        pairs = []
    else:
        return f"{where}: expected {expected!r}, and it gives {given!r}"
    return next(filter(None, (difference(*pair) for pair in pairs)), None)


def is_same(expected: Any, given: Any) -> bool:
    if isinstance(expected, Decimal) and isinstance(given, str):
        return expected == Decimal(given)
    if isinstance(expected, float) and isinstance(given, int | float):
        return math.isclose(expected, given, rel_tol=1e-12)
    return type(expected) is type(given) and bool(expected == given)


class Trial:
    """One world in one database, and what is asked of it."""

    def __init__(self, world: World, schema: native.Schema, session: native.Session) -> None:
        self.world, self.schema, self.session = world, schema, session

    def query(self, model: Model, query: Query) -> native.Query:
        every = native.query_new(native.schema_find_model(self.schema, model.name))
        return native.query_merge_json(every, json.dumps(query))

    def records(self, query: native.Query) -> list[Any]:
        return [shown(it) for it in items(native.query_all(query, self.session))]

    def through_cursor(self, query: native.Query, batch: int) -> list[Any]:
        cursor = native.query_cursor(query, self.session, options({"batchSize": batch}))
        return [shown(it) for it in iter(lambda: native.cursor_next(cursor), None)]

    def table(self, model: Model) -> list[Any]:
        """All rows, marked or not; a mark is told as true."""
        every = self.records(self.query(model, {"withDeleted": True, "scope": False}))
        return [{**it, model.deleted_at: it[model.deleted_at] is not None} if model.deleted_at else it for it in every]

    @staticmethod
    def must(what: str, expected: Any, given: Any) -> None:
        if found := difference(expected, given, what):
            raise AssertionError(found)

    def ask_records(self, model: Model, query: Query) -> None:
        expected = meaning.records(self.world, model, query)
        made = self.query(model, query)
        again = self.query(model, json.loads(native.query_to_json(made)))
        self.must("all", expected, self.records(made))
        self.must("count", len(expected), native.query_count(again, self.session))
        self.must("exists", bool(expected), native.query_exists(again, self.session))
        self.must("cursor", expected, self.through_cursor(again, 1 + len(expected) // 2))
        first = native.query_first(again, self.session, None)
        self.must("first", expected[0] if expected else None, shown(first))
        if "include" in query:
            self.must("all in batches", expected, self.records(self.query(model, in_batches(query))))

    def ask_pages(self, model: Model, query: Query, size: int) -> None:
        expected = meaning.records(self.world, model, query)
        pages: list[Any] = []
        following = self.query(model, {**query, "limit": size})
        while found := native.query_all(following, self.session):
            records = items(found)
            pages += [shown(it) for it in records]
            if len(records) < size or len(pages) > len(expected):
                break
            following = native.query_after(following, records[-1])
        self.must("pages", expected, pages)

    def ask_values(self, model: Model, query: Query) -> None:
        expected = meaning.values(self.world, model, query)
        given = json.loads(native.rows_to_json(native.query_values(self.query(model, query), self.session)))
        if "order" not in query:
            expected, given = (sorted(rows, key=by_looks) for rows in (expected, given))
        self.must("values", expected, given)

    def ask_update(self, model: Model, query: Query, given: dict[str, Any]) -> None:
        count, rows = written.expected_update(self.world, model, query, given)
        with written.undone(self.session):
            self.must("updated", count, written.update(self.query(model, query), self.session, given))
            self.must("rows after update", told(model, rows), self.table(model))

    def ask_destroy(self, model: Model, query: Query, force: bool) -> None:
        count, rows = written.expected_destroy(self.world, model, query, force)
        with written.undone(self.session):
            self.must("destroyed", count, written.destroy(self.query(model, query), self.session, force))
            self.must("rows after destroy", told(model, rows), self.table(model))

    def ask_finder(self, model: Model, query: Query) -> None:
        expected = meaning.records(self.world, model, query)
        handle, where = native.schema_find_model(self.schema, model.name), values(query["where"])
        said = options({name: member for name, member in query.items() if name != "where"})
        every = items(native.records_find_all(self.session, handle, where, said))
        self.must("find all", expected, [shown(it) for it in every])
        for record in every[:REREAD]:
            native.record_reload(record, None)
        self.must("reload", expected, [shown(it) for it in every])
        first = native.record_find_first(self.session, handle, where, said)
        self.must("find first", expected[0] if expected else None, shown(first))
        if query["where"].keys() == {"id"} and isinstance(query["where"]["id"], int):
            found = native.record_find(self.session, handle, where, said)
            self.must("find", expected[0] if expected else None, shown(found))

    def ask_partners(self, model: Model, query: Query, partner: Query, path: list[str]) -> None:
        """Each record for one that the include `partner` says; then for those that the path leads to."""
        found = native.query_all(self.query(model, query), self.session)
        rows = {it["id"]: it for it in model.rows}
        said = options({name: member for name, member in partner.items() if name != "association"})
        for record in items(found):
            expected = meaning.partner_shown(self.world, model, rows[shown(record)["id"]], partner)
            given = native.record_get_association(record, partner["association"], said)
            self.must(f"partner of {native.record_get_int(record, 'id')}", expected, shown(given))
        for record in items(found):
            for name in path:
                record = record and native.record_load_association(record, name, None)
        expected = meaning.records(self.world, model, with_path(query, path))
        self.must("loaded", expected, [shown(it) for it in items(found)])


def by_looks(row: Any) -> str:
    """Puts rows in no order into one. A zero looks the same with either sign, a decimal as the text that is given."""
    looks = {float: lambda it: it + 0.0, Decimal: str}
    return repr({name: looks.get(type(it), lambda same: same)(it) for name, it in row.items()})


def told(model: Model, rows: list[dict[str, Any]]) -> list[Any]:
    """Rows as Trial.table gives them."""
    mark = model.deleted_at
    return [{**it, mark: it[mark] not in {None, False}} if mark else it for it in rows]


def items(records: native.Records) -> list[native.Record]:
    return [native.records_at(records, place) for place in range(native.records_count(records))]


def shown(record: native.Record | None) -> Any:
    return record and json.loads(native.record_to_json(record))


def in_batches(query: Query) -> Query:
    if "include" not in query:
        return query
    return {**query, "include": [{**in_batches(it), "strategy": "batch"} for it in query["include"]]}


def with_path(query: Query, path: list[str]) -> Query:
    """What is loaded by a path besides what is included: that stays as it was said."""
    if not path:
        return query
    includes = {it["association"]: it for it in query.get("include", [])}
    includes[path[0]] = with_path(includes.get(path[0], {"association": path[0]}), path[1:])
    return {**query, "include": list(includes.values())}


def ask(trial: Trial, queries: Queries, model: Model, chance: random.Random) -> str | None:
    """One question of a random kind, and what is wrong with the answer."""
    kinds = ["records", "records", "records", "values", "values", "pages", "finder", "partners", "update", "destroy"]
    kind = chance.choice(kinds)
    more: list[Any] = []
    if kind == "pages":
        query, more = queries.pageable(model), [chance.choice([1, 2, 5])]
    elif kind in {"update", "destroy"}:
        query, more = queries.writing(model), [queries.assigned(model) if kind == "update" else chance.random() < 0.5]
    elif kind == "partners":
        query, more = queries.loadable(model), [queries.partner(model), queries.path(model, 3)[0]]
    else:
        query = {"records": queries.records, "values": queries.values, "finder": queries.finder}[kind](model)
    try:
        getattr(trial, f"ask_{kind}")(model, query, *more)
    except Exception as error:
        return f"{kind} of {model.name}: {json.dumps([query, *more], default=str)}: {type(error).__name__}: {error}"
    return None


def run(seed: int, url: str) -> str | None:
    """What is wrong, if anything is."""
    chance = random.Random(seed)
    world = made(chance)
    add_scopes(Filters(world, chance, has_decimals=False), lambda *asked: meaning.holds(world, *asked))
    schema = declare(world)
    with place(url, schema) as where:
        database = native.database_open(where, schema, None)
        native.database_sync(database, None)
        session = native.session_open(database, None)
        store(world, schema, session, chance)
        queries = Queries(world, chance, has_decimals=not url.startswith("sqlite:"))
        trial = Trial(world, schema, session)
        for number in range(QUERIES):
            if wrong := ask(trial, queries, chance.choice(list(world.values())), chance):
                return f"query {number}, {wrong}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=20240229, help="of the first world; without it, always the same")
    parser.add_argument("--count", type=int, default=10, help="of worlds")
    given = parser.parse_args()
    seeds = range(given.seed, given.seed + given.count)
    print(f"1..{len(seeds)}")
    failed = 0
    for place, seed in enumerate(seeds, 1):
        wrong = run(seed, os.environ["GEMEL_TEST_URL"])
        failed += wrong is not None
        print(f"{'not ok' if wrong else 'ok'} {place} - seed {seed}")
        if wrong:
            print(*(f"# {line}" for line in wrong.splitlines()), sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
