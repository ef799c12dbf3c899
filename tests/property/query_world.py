"""A random world for queries: four models in a chain with a fork, and rows of values that databases see differently.

It knows how a world is told to gemel and keeps a copy of what it told; it must not know what a query means.
"""

import decimal
import json
import random
from dataclasses import dataclass, field
from typing import Any

from gemel import _native as native

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
QUOTED = ", ".join("'" + it.replace("'", "''") + "'" for it in ENUM)
WORDS = {"enum": f"enum({QUOTED})", "decimal": "decimal(10,2)"}

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
    rows: list[Row] = field(default_factory=list)


World = dict[str, Model]


def told(value: Any) -> Any:
    """As JSON takes it: a decimal is a text there."""
    return str(value) if isinstance(value, decimal.Decimal) else value


def declare(chance: random.Random) -> tuple[World, native.Schema]:
    world = {name: Model(name) for name in ("Root", "Branch", "Leaf", "Side")}
    schema = native.schema_new()
    for model in world.values():
        native.schema_add_model(schema, model.name, None, None)
        native.schema_add_attribute(schema, model.name, "id", "integer primary key", None)
        model.kinds["id"] = "integer"
        for place, kind in enumerate(chance.sample(sorted(POOLS), 5) + ["string"]):
            name = f"{kind}{place}"
            model.kinds[name] = kind
            model.rules[name] = chance.choice(["", "", " not null"])
            column = chance.choice(["", "", f" column {kind}_{place}_of_{model.name.lower()}"])
            words = WORDS.get(kind, kind) + model.rules[name] + column
            native.schema_add_attribute(schema, model.name, name, words, None)
    for source, target, name in (("Root", "Branch", "branch"), ("Branch", "Leaf", "leaf"), ("Root", "Side", "side")):
        key = f"{source.lower()}Id"
        rule = chance.choice(["", "", " unique", " not null", " not null unique"])
        words = f"as {name} foreign key {key} inverse {source.lower()} integer{rule}"
        native.schema_has_one(schema, source, target, words, None)
        world[target].kinds[key] = "integer"
        world[source].associations[name] = Association(name, target, key, True)
        world[target].associations[source.lower()] = Association(source.lower(), source, key, False)
        world[target].rules[key] = rule
    native.schema_resolve(schema)
    return world, schema


def fill(world: World, schema: native.Schema, session: native.Session, chance: random.Random) -> None:
    """Rows of every model, owners first."""
    for model in world.values():
        handle = native.schema_find_model(schema, model.name)
        for number in chance.sample(range(-20, 40), chance.choice([0, 8, 12, 18, 18, 18])):
            row: Row = {"id": number}
            for name, kind in model.kinds.items():
                if name == "id":
                    continue
                may_be_null = "not null" not in model.rules[name]
                row[name] = None if may_be_null and chance.random() < 0.25 else chance.choice(POOLS[kind])
            if not choose_owners(world, model, row, chance):
                continue
            made = native.values_new()
            native.values_merge_json(made, json.dumps({name: told(value) for name, value in row.items()}))
            native.record_create(session, handle, made, None)
            model.rows.append(row)
        model.rows.sort(key=lambda it: it["id"])


def choose_owners(world: World, model: Model, row: Row, chance: random.Random) -> bool:
    """False: there is no owner left for a row that must have one."""
    for association in model.associations.values():
        if association.is_owner:
            continue
        key = association.key
        rule = model.rules[key]
        taken = {it[key] for it in model.rows} if "unique" in rule else set()
        free = [it["id"] for it in world[association.target].rows if it["id"] not in taken]
        if not free and "not null" in rule:
            return False
        nobody = not free or ("not null" not in rule and chance.random() < 0.3)
        row[key] = None if nobody else chance.choice(free)
    return True
