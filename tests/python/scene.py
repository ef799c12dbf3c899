"""What the tests of the Python module share: a schema, a database of it, and short ways to say values and options.

It goes through the private module, as the tests do, and must not know what they test.
"""

import json
import tempfile
import unittest
from pathlib import Path
from typing import Any

from gemel import _native as native

ROOT = Path(__file__).resolve().parents[2]


def values(**given: Any) -> native.Values:
    made = native.values_new()
    native.values_merge_json(made, json.dumps(given))
    return made


def options(**given: Any) -> native.Options:
    made = native.options_new()
    native.options_merge_json(made, json.dumps(given))
    return made


def person_schema() -> native.Schema:
    """A person has one license, which needs an owner; and a card, which does not."""
    schema = native.schema_new()
    native.schema_add_model(schema, "Person", None, None)
    native.schema_add_attribute(schema, "Person", "name", "string not null", None)
    native.schema_add_attribute(schema, "Person", "email", "string unique", None)
    native.schema_add_attribute(schema, "Person", "note", "text", None)
    native.schema_add_attribute(schema, "Person", "height", "double", None)
    native.schema_add_attribute(schema, "Person", "serial", "bigint", None)
    native.schema_add_attribute(schema, "Person", "active", "boolean", None)
    native.schema_add_attribute(schema, "Person", "photo", "blob", None)
    native.schema_add_attribute(schema, "Person", "age", "integer check (age >= 0)", None)
    words = "foreign key ownerId inverse owner integer not null unique"
    native.schema_has_one(schema, "Person", "License", words, None)
    native.schema_add_model(schema, "License", None, None)
    native.schema_has_one(schema, "Person", "Card", "inverse holder", None)
    native.schema_add_model(schema, "Card", None, None)
    native.schema_resolve(schema)
    return schema


class SceneTest(unittest.TestCase):
    """Each test has a database of its own, in memory, with a session and the three models."""

    maxDiff = None

    def setUp(self) -> None:
        self.schema = person_schema()
        self.person, self.license, self.card = (
            native.schema_find_model(self.schema, name) for name in ("Person", "License", "Card")
        )
        self.database = native.database_open("sqlite::memory:", self.schema, None)
        native.database_sync(self.database, None)
        self.session = native.session_open(self.database, None)

    def create(self, model: native.Model, **given: Any) -> native.Record:
        return native.record_create(self.session, model, values(**given), None)

    def file_database(self, **opening: Any) -> native.Database:
        """A database in a file, of which there may be several connections."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        database = native.database_open(f"sqlite:{folder.name}/people.db", self.schema, options(**opening))
        native.database_sync(database, None)
        return database
