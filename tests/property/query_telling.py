"""A random world, told to gemel: its models declared, its rows stored. It must not know what a query means."""

import json
import random
from typing import Any

from gemel import _native as native
from query_world import ENUM, Model, World, told

QUOTED = ", ".join("'" + it.replace("'", "''") + "'" for it in ENUM)
WORDS = {"enum": f"enum({QUOTED})", "decimal": "decimal(10,2)"}


def options(given: dict[str, Any]) -> native.Options:
    made = native.options_new()
    native.options_merge_json(made, json.dumps(given))
    return made


def values(given: dict[str, Any]) -> native.Values:
    made = native.values_new()
    native.values_merge_json(made, json.dumps({name: told(value) for name, value in given.items()}))
    return made


def declare(world: World) -> native.Schema:
    schema = native.schema_new()
    for model in world.values():
        declare_model(schema, model)
    for model in world.values():
        for it in model.associations.values():
            if it.is_owner:
                rule = world[it.target].rules[it.key]
                words = f"as {it.name} foreign key {it.key} inverse {model.name.lower()} integer{rule}"
                native.schema_has_one(schema, model.name, it.target, words, None)
    native.schema_resolve(schema)
    return schema


def declare_model(schema: native.Schema, model: Model) -> None:
    """Foreign keys come with the associations."""
    rules: dict[str, Any] = {"scopes": model.scopes} if model.scopes else {}
    if model.deleted_at:
        rules["paranoid"] = True if model.deleted_at == "deletedAt" else model.deleted_at
    native.schema_add_model(schema, model.name, None, options(rules))
    keys = {it.key for it in model.associations.values() if not it.is_owner}
    for name, kind in model.kinds.items():
        column = f" column {model.columns[name]}" if name in model.columns else ""
        if name == "id":
            column = " primary key"
        if name not in keys and (name != model.deleted_at or column):
            words = WORDS.get(kind, kind) + model.rules.get(name, "") + column
            native.schema_add_attribute(schema, model.name, name, words, None)


def store(world: World, schema: native.Schema, session: native.Session, chance: random.Random) -> None:
    """Owners first, in no order of keys."""
    for model in world.values():
        handle = native.schema_find_model(schema, model.name)
        for row in chance.sample(model.rows, len(model.rows)):
            native.record_create(session, handle, values(row), None)
