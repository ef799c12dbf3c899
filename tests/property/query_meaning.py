"""What a query means, by gemel/query.h and docs/scopes.md, over rows in memory. It knows no SQL, nor gemel's core.

Slow and simple: every row is looked at. Text is compared as Python does, by code points.
"""

import decimal
import functools
import math
import re
from collections.abc import Callable
from typing import Any

from query_world import Association, Model, Row, World

Query = dict[str, Any]
FUNCTION = re.compile(r"(count|sum|avg|min|max)\((distinct )?(.*)\)")


# ---- Who is seen ----


def scopes(model: Model, said: Query) -> list[Query]:
    given = said.get("scope", True)
    if given is True:
        given = [name for name in model.scopes if name == "default"]
    names = [given] if isinstance(given, str) else given or []
    return [model.scopes[name]["where"] for name in names]


def seen(world: World, model: Model, said: Query) -> list[Row]:
    """By a reading that says this of `withDeleted` and `scope`."""
    sees_marked = model.deleted_at is None or said.get("withDeleted", False)
    return [
        it
        for it in model.rows
        if (sees_marked or it[model.deleted_at] is None)
        and all(holds(world, model, it, where) for where in scopes(model, said))
    ]


def partners(world: World, association: Association, row: Row, said: Query) -> list[Row]:
    rows = seen(world, world[association.target], said)
    if association.is_owner:
        return [it for it in rows if it[association.key] == row["id"]]
    return [it for it in rows if it["id"] == row[association.key]]


def partner(world: World, association: Association, row: Row | None) -> Row | None:
    """Whom a path leads to: it can say nothing of who is seen."""
    found = partners(world, association, row, {}) if row else []
    return found[0] if found else None


def at_path(world: World, model: Model, row: Row | None, path: str) -> tuple[Model, Row | None, str]:
    *names, last = path.split(".")
    for name in names:
        association = model.associations[name]
        model, row = world[association.target], partner(world, association, row)
    return model, row, last


def value_at(world: World, model: Model, row: Row | None, path: str) -> Any:
    _, at, name = at_path(world, model, row, path)
    return at[name] if at else None


def kind_of(world: World, model: Model, path: str) -> str:
    return at_path(world, model, None, path)[0].kinds[path.split(".")[-1]]


# ---- Filters ----


def matches(value: str, pattern: str, in_any_case: bool) -> bool:
    if in_any_case:
        value, pattern = (re.sub("[A-Z]", lambda it: it[0].lower(), text) for text in (value, pattern))
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    expression = "".join({"%": ".*", "_": "."}.get(part) or re.escape(part[-1]) for part in parts)
    return re.fullmatch(expression, value, re.DOTALL) is not None


def compare(value: Any, word: str, operand: Any) -> bool:
    if word == "null":
        return (value is None) == operand
    if word in {"ne", "notIn", "notLike", "notIlike"}:
        opposite = {"ne": "eq", "notIn": "in", "notLike": "like", "notIlike": "ilike"}[word]
        return not compare(value, opposite, operand)
    if word == "in":
        return any(compare(value, "eq", it) for it in operand)
    if value is None or operand is None:
        return word == "eq" and value is None and operand is None
    if isinstance(value, decimal.Decimal):
        operand = [decimal.Decimal(it) for it in operand] if word == "between" else decimal.Decimal(operand)
    answers: dict[str, Callable[[], bool]] = {
        "eq": lambda: value == operand,
        "lt": lambda: value < operand,
        "le": lambda: value <= operand,
        "gt": lambda: value > operand,
        "ge": lambda: value >= operand,
        "between": lambda: operand[0] <= value <= operand[1],
        "like": lambda: matches(value, operand, False),
        "ilike": lambda: matches(value, operand, True),
        "startsWith": lambda: value.startswith(operand),
        "endsWith": lambda: value.endswith(operand),
        "contains": lambda: operand in value,
    }
    return answers[word]()


def all_compare(value: Any, operand: Any) -> bool:
    if isinstance(operand, dict):
        return all(compare(value, word, it) for word, it in operand.items())
    return compare(value, "in" if isinstance(operand, list) else "eq", operand)


def holds(world: World, model: Model, row: Row, where: Query) -> bool:
    return all(member_holds(world, model, row, name, operand) for name, operand in where.items())


def member_holds(world: World, model: Model, row: Row, name: str, operand: Any) -> bool:
    if name in {"and", "or"}:
        return (all if name == "and" else any)(holds(world, model, row, it) for it in operand)
    if name == "not":
        return not holds(world, model, row, operand)
    at, found, last = at_path(world, model, row, name)
    if last not in at.associations:
        return all_compare(found[last] if found else None, operand)
    association = at.associations[last]
    somebody = partner(world, association, found)
    if isinstance(operand, dict):
        return somebody is not None and holds(world, world[association.target], somebody, operand)
    return (somebody is not None) == bool(operand)


# ---- Order ----


def orderings(query: Query) -> list[str]:
    given = query.get("order", [])
    return given if isinstance(given, list) else [it.strip() for it in given.split(",")]


def compare_by(words: str, one: Any, other: Any) -> int:
    if one is None or other is None:
        first = 1 if "nulls first" in words else -1
        return first * ((one is not None) - (other is not None))
    return ((one > other) - (one < other)) * (-1 if " desc" in words else 1)


def in_order(rows: list[Row], query: Query, value: Callable[[Row, str], Any]) -> list[Row]:
    def order(one: Row, other: Row) -> int:
        for words in orderings(query):
            path = words.split(" ")[0] if "(" not in words else words[: words.index(")") + 1]
            if compared := compare_by(words, value(one, path), value(other, path)):
                return compared
        return 0

    return sorted(rows, key=functools.cmp_to_key(order))


def page(rows: list[Any], query: Query) -> list[Any]:
    begin = query.get("offset", 0)
    return rows[begin : begin + query["limit"]] if "limit" in query else rows[begin:]


# ---- Includes ----


def included(query: Query) -> list[Query]:
    given = query.get("include", [])
    given = given if isinstance(given, list) else [given]
    return [{"association": it} if isinstance(it, str) else it for it in given]


def is_required(include: Query) -> bool:
    required: bool = include.get("required", "where" in include)
    return required


def candidates(world: World, model: Model, row: Row, include: Query) -> list[Row]:
    """Whom the include may show: those that fulfil what is asked of them, with all that is required further on."""
    association = model.associations[include["association"]]
    target = world[association.target]
    return [
        it
        for it in partners(world, association, row, include)
        if holds(world, target, it, include.get("where", {})) and has_required(world, target, it, include)
    ]


def has_required(world: World, model: Model, row: Row, query: Query) -> bool:
    return all(candidates(world, model, row, it) for it in included(query) if is_required(it))


def shown(world: World, model: Model, row: Row, query: Query) -> Row:
    """As gemel_record_to_json shows it."""
    names = [it.strip() for it in query["attributes"].split(",")] if "attributes" in query else list(model.kinds)
    tree = {name: row[name] for name in model.kinds if name in names}
    for include in included(query):
        tree[include["association"]] = partner_shown(world, model, row, include)
    return tree


def partner_shown(world: World, model: Model, row: Row, include: Query) -> Row | None:
    found = candidates(world, model, row, include)
    return shown(world, world[model.associations[include["association"]].target], found[0], include) if found else None


def records(world: World, model: Model, query: Query) -> list[Row]:
    rows = [it for it in seen(world, model, query) if holds(world, model, it, query.get("where", {}))]
    rows = [it for it in rows if has_required(world, model, it, query)]
    rows = in_order(rows, query, lambda row, path: value_at(world, model, row, path))
    return [shown(world, model, it, query) for it in page(rows, query)]


# ---- Values ----


def calculated(function: str, is_distinct: bool, values: list[Any]) -> Any:
    there = [it for it in values if it is not None]
    if function == "count":
        return len(set(there)) if is_distinct else len(there)
    if not there:
        return None
    if function == "avg":
        return math.fsum(there) / len(there)
    return {"sum": sum, "min": min, "max": max}[function](there)


def output(world: World, model: Model, rows: list[Row], words: str) -> Any:
    function = FUNCTION.match(words)
    if not function:
        return value_at(world, model, rows[0], words) if rows else None
    name, distinct, path = function.groups()
    if path == "*":
        return len(rows)
    return calculated(name, bool(distinct), [value_at(world, model, it, path) for it in rows])


def split_output(words: str) -> tuple[str, str]:
    """What it is, and its name."""
    made, _, name = words.replace(" AS ", " as ").partition(" as ")
    return made, name or made


def values(world: World, model: Model, query: Query) -> list[Row]:
    rows = [it for it in seen(world, model, query) if holds(world, model, it, query.get("where", {}))]
    rows = [it for it in rows if has_required(world, model, it, query)]
    outputs = [split_output(it) for it in query["select"]]
    groups: list[list[Row]] = [[it] for it in rows]
    if "group" in query:
        made: dict[Any, list[Row]] = {}
        for row in rows:
            made.setdefault(tuple(value_at(world, model, row, path) for path in query["group"]), []).append(row)
        groups = list(made.values())
    elif any(FUNCTION.match(it) for it, _ in outputs):
        groups = [rows]
    by_name = {name: made for made, name in outputs}
    kept = [
        group
        for group in groups
        if all(
            all_compare(output(world, model, group, by_name.get(name, name)), operand)
            for name, operand in query.get("having", {}).items()
        )
    ]
    kept = in_order(kept, query, lambda group, name: output(world, model, group, by_name.get(name, name)))
    table = [{name: output(world, model, group, made) for made, name in outputs} for group in kept]
    if query.get("distinct"):
        table = [row for place, row in enumerate(table) if row not in table[:place]]
    return page(table, query)
