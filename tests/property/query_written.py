"""Rows that are written by a query, against what it means: each write is looked at and then rolled back.

It must not know how queries are made, nor what they mean.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import query_meaning as meaning
from gemel import _native as native
from query_telling import options, values
from query_world import Model, Row, World

Query = dict[str, Any]


def expected_update(world: World, model: Model, query: Query, given: Row) -> tuple[int, list[Row]]:
    """How many rows are written, and what the table then holds."""
    written = meant(world, model, query)
    return len(written), [{**it, **given} if it["id"] in written else it for it in model.rows]


def expected_destroy(world: World, model: Model, query: Query, force: bool) -> tuple[int, list[Row]]:
    """The same; a mark is told as true, since nobody knows its time."""
    gone = meant(world, model, query)
    kept = [it for it in model.rows if it["id"] not in gone]
    if not model.deleted_at or force:
        return len(gone), kept
    rows = [{**it, model.deleted_at: it["id"] in gone or it[model.deleted_at] is not None} for it in model.rows]
    return len(gone), rows


def meant(world: World, model: Model, query: Query) -> set[int]:
    rows = meaning.seen(world, model, query)
    return {it["id"] for it in rows if meaning.holds(world, model, it, query["where"])}


@contextmanager
def undone(session: native.Session) -> Iterator[None]:
    native.session_begin(session, None)
    try:
        yield
    finally:
        native.session_rollback(session)


def update(query: native.Query, session: native.Session, given: Row) -> int:
    return native.query_update(query, session, values(given), None)


def destroy(query: native.Query, session: native.Session, force: bool) -> int:
    return native.query_destroy(query, session, options({"force": force}))
