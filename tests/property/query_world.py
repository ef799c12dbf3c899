"""A random world for queries: four models in a chain with a fork, and rows of values that databases see differently.

It must not know what a query means, nor how a world is told to gemel.
"""

import decimal
import random
from dataclasses import dataclass, field
from typing import Any

TEXTS = ["", " ", "a", "A", "b", "B", "ab", "aB", "Ab", "a%", "a_", "a\\", "a\\%", "a*", "a?", "[a]", "^a", "a]", "%"]
TEXTS += ["_", "\\", "*", "[", "10", "9", "o'x", '"', "a\nb"]
TEXTS += ["ä", "Ä", "äb", "ß", "é", "e\u0301", "z", "Z", "\uffff", "😀"]
INTEGERS = [-(2**31), -1, 0, 1, 2, 3, 7, 2**31 - 1]
BIGINTS = [-(2**63), -(2**53) - 1, -1, 0, 1, 2, 2**53, 2**53 + 1, 2**63 - 1]
DOUBLES = [-1e308, -1.5, -0.0, 0.0, 5e-324, 0.1, 1 / 3, 1.5, 2.0, 2.0**53, 1e15, 1e308]
DATES = ["0001-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "2024-03-01", "9999-12-31"]
TIMES = ["00:00:00.000000", "00:00:00.000001", "12:00:00.500000", "23:59:59.999999"]
UUIDS = [f"{first}0000000-0000-4000-8000-00000000000{last}" for first in "0afb" for last in "1f"]
ENUM = ["small", "Large", "ämple", "a'b", "z"]
DECIMALS = ["-99999999.99", "-1.50", "0.00", "0.01", "9.90", "10.00", "99999999.99"]

POOLS: dict[str, list[Any]] = {
    "string": TEXTS,
    "text": TEXTS,
    "integer": INTEGERS,
    "bigint": BIGINTS,
    "double": DOUBLES,
    "boolean": [False, True],
    "date": DATES,
    "timestamp": [f"{day}T{time}Z" for day in DATES for time in TIMES],
    "uuid": UUIDS,
    "enum": ENUM,
    "decimal": [decimal.Decimal(it) for it in DECIMALS],
}

Row = dict[str, Any]


@dataclass
class Association:
    name: str
    target: str
    key: str
    is_owner: bool  # does the target hold the key?


@dataclass
class Model:
    name: str
    kinds: dict[str, str] = field(default_factory=dict)
    associations: dict[str, Association] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)  # " not null unique"
    columns: dict[str, str] = field(default_factory=dict)  # where the name is another
    deleted_at: str | None = None  # of a paranoid model
    scopes: dict[str, Any] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


World = dict[str, Model]


def told(value: Any) -> Any:
    """As JSON takes it: a decimal is a text there."""
    return str(value) if isinstance(value, decimal.Decimal) else value


def made(chance: random.Random) -> World:
    """Without scopes: those are chosen by the rows."""
    world = {name: Model(name) for name in ("Root", "Branch", "Leaf", "Side")}
    for model in world.values():
        model.kinds["id"] = "integer"
        for place, kind in enumerate(chance.sample(sorted(POOLS), 5) + ["string"]):
            name = f"{kind}{place}"
            model.kinds[name] = kind
            model.rules[name] = chance.choice(["", "", " not null"])
            if chance.random() < 1 / 3:
                model.columns[name] = f"{kind}_{place}_of_{model.name.lower()}"
        model.deleted_at = chance.choice([None, "deletedAt", "removedAt"])
        if model.deleted_at:
            model.kinds[model.deleted_at] = "timestamp"
            if chance.random() < 1 / 3:
                model.columns[model.deleted_at] = f"gone_at_of_{model.name.lower()}"
    for source, target, name in (("Root", "Branch", "branch"), ("Branch", "Leaf", "leaf"), ("Root", "Side", "side")):
        key = f"{source.lower()}Id"
        world[source].associations[name] = Association(name, target, key, True)
        world[target].associations[source.lower()] = Association(source.lower(), source, key, False)
        world[target].kinds[key] = "integer"
        world[target].rules[key] = chance.choice(["", "", " unique", " not null", " not null unique"])
    for model in world.values():
        add_rows(world, model, chance)
    return world


def add_rows(world: World, model: Model, chance: random.Random) -> None:
    """By primary key. The owners have theirs."""
    for number in sorted(chance.sample(range(-20, 40), chance.choice([0, 8, 12, 18, 18, 18]))):
        row: Row = {"id": number}
        for name, kind in model.kinds.items():
            if name == "id":
                continue
            is_null = "not null" not in model.rules.get(name, "") and chance.random() < 0.25
            row[name] = None if is_null else chance.choice(POOLS[kind])
        if model.deleted_at and chance.random() < 0.6:
            row[model.deleted_at] = None
        if choose_owners(world, model, row, chance):
            model.rows.append(row)


def lives(model: Model, row: Row) -> bool:
    return model.deleted_at is None or row[model.deleted_at] is None


def choose_owners(world: World, model: Model, row: Row, chance: random.Random) -> bool:
    """False: there is no owner left for a row that must have one."""
    for association in model.associations.values():
        if association.is_owner:
            continue
        key = association.key
        rule = model.rules[key]
        is_unique = "unique" in rule and lives(model, row)
        taken = {it[key] for it in model.rows if lives(model, it)} if is_unique else set()
        free = [it["id"] for it in world[association.target].rows if it["id"] not in taken]
        if not free and "not null" in rule:
            return False
        nobody = not free or ("not null" not in rule and chance.random() < 0.15)
        shared = [it[key] for it in model.rows[-3:] if it[key] in free and chance.random() < 0.5]
        row[key] = None if nobody else chance.choice(shared or free)
    return True
