"""Does every failure that this version knows come out as an exception of its class, with what the core says of it?"""

import os
import re
import resource
import sqlite3
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gemel
from gemel import _native as native
from scene import ROOT, SceneTest, options, values

STATUSES = re.findall(r'GEMEL_STATUS\((\w+), (\d+), "([a-z-]+)"\)', (ROOT / "core/base/status.def").read_text("utf-8"))


class Tree(unittest.TestCase):
    def test_every_status_of_the_core_s_table_that_is_a_failure_has_a_class(self) -> None:
        self.assertGreater(len(STATUSES), 20)
        for constant, number, name in STATUSES:
            if constant in ("OK", "OUT_OF_MEMORY"):
                continue
            with self.subTest(constant=constant):
                made = gemel._CLASSES[int(number)]
                plain = constant.title().replace("_", "") + "Error"
                self.assertEqual({"ConnectionError": "NoConnectionError"}.get(plain, plain), made.__name__)
                self.assertIs(made, getattr(gemel, made.__name__))
                self.assertTrue(issubclass(made, gemel.Error))
        self.assertEqual(len(STATUSES) - 2, len(gemel._CLASSES))

    def test_no_class_hides_one_of_python(self) -> None:
        self.assertEqual([], [name for name in gemel.__all__ if hasattr(__builtins__, name)])

    def test_a_status_that_is_not_known_is_the_base_class(self) -> None:
        error = gemel._make_error(99, "new", "", "", "", 0, [])
        self.assertIs(gemel.Error, type(error))
        self.assertEqual((99, "new"), (error.status, str(error)))


class Errors(SceneTest):
    def fails(self, expected: type[gemel.Error], call: Callable[..., Any], *arguments: Any) -> Any:
        with self.assertRaises(gemel.Error) as caught:
            call(*arguments)
        error: Any = caught.exception
        self.assertIs(expected, type(error), error)
        self.assertEqual(getattr(native, expected.__doc__.split()[1][:-1].upper().replace("-", "_")), error.status)
        self.assertEqual(str(error), error.message)
        return error

    def test_usage_tells_the_nearest_name(self) -> None:
        error = self.fails(gemel.UsageError, native.schema_find_model, self.schema, "Persom")
        self.assertEqual("unknown model 'Persom'; did you mean 'Person'?", str(error))
        said = (error.items, error.sqlstate, error.table, error.constraint, error.driver_code)
        self.assertEqual(((), "", "", "", 0), said)

    def test_definition_lists_every_complaint(self) -> None:
        schema = native.schema_new()
        native.schema_add_model(schema, "A", None, None)
        native.schema_has_one(schema, "A", "B", None, None)
        native.schema_has_one(schema, "A", "C", None, None)
        error = self.fails(gemel.DefinitionError, native.schema_resolve, schema)
        self.assertEqual(["A", "A"], [item.model for item in error.items])
        self.assertIn("'B'", error.items[0].message)

    def test_not_found(self) -> None:
        record = self.create(self.person, name="Ada")
        native.record_destroy(record, None)
        error = self.fails(gemel.NotFoundError, native.record_reload, record, None)
        self.assertEqual("Person 1 is gone", str(error))

    def test_occupied(self) -> None:
        ada = self.create(self.person, name="Ada")
        native.record_create_association(ada, "license", None, None)
        self.fails(gemel.OccupiedError, native.record_create_association, ada, "license", None, None)

    def test_validation_lists_every_value_that_does_not_fit(self) -> None:
        given = values(name="Ada", serial="many", height="tall")
        error = self.fails(gemel.ValidationError, native.record_create, self.session, self.person, given, None)
        self.assertEqual({"serial", "height"}, {item.attribute for item in error.items})
        self.assertEqual({("Person", native.VALIDATION)}, {(item.model, item.status) for item in error.items})
        self.assertTrue(all(item.message for item in error.items))
        self.assertEqual({("type", "many"), ("type", "tall")}, {(item.kind, item.value) for item in error.items})

    def test_not_null_lists_every_value_that_is_missing(self) -> None:
        error = self.fails(gemel.NotNullError, native.record_create, self.session, self.person, None, None)
        self.assertEqual([("Person", "name", native.NOT_NULL)], [(i.model, i.attribute, i.status) for i in error.items])

    def test_unique_names_the_attribute_and_what_the_database_says(self) -> None:
        self.create(self.person, name="Ada", email="a@b")
        again = values(name="Bob", email="a@b")
        error = self.fails(gemel.UniqueError, native.record_create, self.session, self.person, again, None)
        self.assertEqual([("Person", "email")], [(item.model, item.attribute) for item in error.items])
        self.assertEqual(("people", sqlite3.SQLITE_CONSTRAINT_UNIQUE), (error.table, error.driver_code))

    def test_foreign_key(self) -> None:
        self.fails(gemel.ForeignKeyError, native.record_create, self.session, self.license, values(ownerId=7), None)

    def test_busy(self) -> None:
        database = self.file_database(busyTimeout=0)
        holder, other = native.session_open(database, None), native.session_open(database, None)
        native.session_begin(holder, None)
        self.fails(gemel.BusyError, native.session_begin, other, None)

    def test_no_connection(self) -> None:
        self.fails(gemel.NoConnectionError, native.database_open, "sqlite:no/such/folder/a.db", self.schema, None)

    def test_a_driver_that_this_build_has_not_is_unsupported(self) -> None:
        # With the driver it is a server that nobody has started.
        has_driver = os.environ["GEMEL_HAS_POSTGRESQL"] == "true"
        expected = gemel.NoConnectionError if has_driver else gemel.UnsupportedError
        self.fails(expected, native.database_open, "postgresql://127.0.0.1:1/people", self.schema, None)

    def test_check(self) -> None:
        given = values(name="Ada", age=-1)
        self.fails(gemel.CheckError, native.record_create, self.session, self.person, given, None)

    def test_database(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "text.db").write_text("This is no database. " * 100)
            self.fails(gemel.DatabaseError, native.database_open, f"sqlite:{folder}/text.db", self.schema, None)

    def test_a_callback_error_is_for_callbacks_to_raise_and_comes_out_as_itself(self) -> None:
        own = gemel.CallbackError("no seats left")

        def refuse() -> None:
            raise own

        with self.assertRaises(gemel.CallbackError) as caught:
            native.session_transact(self.session, None, refuse)
        self.assertIs(own, caught.exception)

    def test_what_is_refused_on_the_way_can_be_corrected(self) -> None:
        wrong = options(nonsense=True)
        self.fails(gemel.UsageError, native.database_sync, self.database, wrong)
        native.options_clear(wrong)
        self.assertIsNone(native.database_sync(self.database, wrong))

    def test_without_memory_it_is_a_memory_error(self) -> None:
        child = os.fork()
        if child == 0:
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            most = pages * resource.getpagesize() + (96 << 20)
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            text = "x" * (64 << 20)
            try:
                native.values_set_text(native.values_new(), "note", text)
            except MemoryError:
                os._exit(42)
            os._exit(1)
        self.assertEqual(42, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    unittest.main()
