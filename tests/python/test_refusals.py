"""Is every wrong use of the module an exception, and never a crash?"""

import copy
import pickle
import re
import unittest
from typing import Any

import gemel
from gemel import _native as native
from scene import ROOT, SceneTest, values

HEADERS = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "capi/include/gemel").glob("*.h")))
HANDLES = [name.capitalize() for name in re.findall(r"^typedef struct gemel_(\w+) gemel_\1;", HEADERS, re.MULTILINE)
           if name not in ("error", "hook_event", "log_event")]
# What C has among its parameters and a language has not: out parameters, lengths and what belongs to a callback.
HIDDEN = re.compile(r"\*\*|\*(out|deleted|length|size)$|size_t (length|size)$|user_data|^void$")
DECLARED = [
    (name, [it.strip() for it in parameters.split(",") if not HIDDEN.search(it.strip())])
    for name, parameters in re.findall(r"GEMEL_API[^;(]*\bgemel_(\w+)\(([^;]*)\);", HEADERS)
    if hasattr(native, name)
]


class Refusals(SceneTest):
    def some(self) -> dict[str, Any]:
        """A sound argument for each type of the header."""
        self.record = self.create(self.person, name="Ada")
        cursor = native.cursor_open(self.session, self.person, None, None)
        while native.cursor_next(cursor):
            pass
        bulk = native.bulk_open(self.session, self.person, None)
        native.bulk_finish(bulk)
        return {
            "options": native.options_new(), "values": native.values_new(), "schema": self.schema, "model": self.person,
            "attribute": native.model_attribute_at(self.person, 0), "database": self.database,
            "association": native.model_find_association(self.person, "license"), "session": self.session,
            "record": self.record, "records": native.records_find_all(self.session, self.person, None, None),
            "plan": native.plan_explain_get(self.record, "license", None), "query": native.query_new(self.person),
            "rows": native.query_values(native.query_new(self.person), self.session),
            "cursor": cursor, "bulk": bulk,
        }

    def arguments(self, parameters: list[str], sound: dict[str, Any]) -> list[Any]:
        given: list[Any] = []
        for parameter in parameters:
            if handle := re.search(r"gemel_(\w+) \*", parameter):
                given.append((lambda *_: None) if handle[1].endswith("_fn") else sound[handle[1]])
            elif "char *" in parameter:
                given.append("name")
            elif "void *" in parameter:
                given.append(b"bytes")
            else:
                given.append(True if "bool" in parameter else 1.5 if "double" in parameter else 1)
        return given

    def test_none_for_a_handle_is_refused_by_every_function_unless_the_core_knows_what_it_means(self) -> None:
        sound = self.some()
        tried = 0
        for name, parameters in DECLARED:
            for place, parameter in enumerate(parameters):
                if not (handle := re.search(r"gemel_(\w+) \*(\w+)$", parameter)) or handle[1].endswith("_fn"):
                    continue
                if handle[1] in ("options", "values") and handle[2] in ("options", "values", "where"):
                    continue
                given = self.arguments(parameters, sound)
                given[place] = None
                tried += 1
                with self.subTest(name=name, parameter=parameter), self.assertRaisesRegex(
                        TypeError, rf"^{name}: {handle[2]} must be gemel_{handle[1]}, not NoneType$"):
                    getattr(native, name)(*given)
        self.assertGreater(tried, 90)

    def test_a_handle_of_another_type_is_refused_by_every_function(self) -> None:
        sound = self.some()
        for name, parameters in DECLARED:
            for place, parameter in enumerate(parameters):
                if not (handle := re.search(r"gemel_(\w+) \*(\w+)$", parameter)) or handle[1].endswith("_fn"):
                    continue
                for other in [sound["schema" if handle[1] != "schema" else "record"], object(), "text", 5]:
                    given = self.arguments(parameters, sound)
                    given[place] = other
                    with self.subTest(name=name, parameter=parameter, other=other), self.assertRaisesRegex(
                            TypeError, rf"^{name}: {handle[2]} must be gemel_{handle[1]}, not "):
                        getattr(native, name)(*given)

    def test_none_where_the_core_asks_for_values_is_the_core_s_refusal(self) -> None:
        record = self.create(self.person, name="Ada")
        with self.assertRaisesRegex(gemel.UsageError, "values"):
            native.record_update(record, None, None)
        with self.assertRaisesRegex(gemel.UsageError, "values"):
            native.record_assign(record, None)

    def test_too_few_or_too_many_arguments_are_refused_by_every_function(self) -> None:
        for name, parameters in DECLARED:
            with self.subTest(name=name):
                with self.assertRaises(TypeError):
                    getattr(native, name)(*[None] * 12)
                if parameters:
                    with self.assertRaises(TypeError):
                        getattr(native, name)()

    def test_a_handle_comes_from_a_call_and_from_nowhere_else(self) -> None:
        record = self.create(self.person, name="Ada")
        for name in HANDLES:
            kind = getattr(native, name)
            for make in (kind, lambda kind=kind: kind.__new__(kind), lambda kind=kind: type("Own", (kind,), {})):
                with self.subTest(name=name), self.assertRaises(TypeError):
                    make()
        for make in (copy.copy, copy.deepcopy, pickle.dumps):
            with self.subTest(make=make), self.assertRaises(TypeError):
                make(record)

    def test_what_a_part_keeps_alive_cannot_be_taken_off_it(self) -> None:
        for change in (lambda: delattr(self.person, "_owner"), lambda: setattr(self.person, "_owner", None)):
            with self.assertRaises(AttributeError):
                change()

    def test_a_closed_session_reads_its_records_and_refuses_the_rest(self) -> None:
        record = self.create(self.person, name="Ada")
        native.session_close(self.session)
        native.session_close(self.session)
        self.assertEqual("Ada", native.record_get_text(record, "name"))
        native.record_set_text(record, "name", "Eve")
        for call in (
            lambda: native.record_save(record, None), lambda: native.record_reload(record, None),
            lambda: native.session_begin(self.session, None), lambda: self.create(self.person, name="Bob"),
            lambda: native.records_find_all(self.session, self.person, None, None),
            lambda: native.session_transact(self.session, None, lambda: self.fail("must not run")),
        ):
            with self.assertRaisesRegex(gemel.UsageError, "the session is closed"):
                call()

    def test_a_closed_database_refuses_sessions_and_those_it_has(self) -> None:
        native.database_close(self.database)
        for call in (lambda: native.session_open(self.database, None), lambda: self.create(self.person, name="Ada")):
            with self.assertRaisesRegex(gemel.UsageError, "the database is closed"):
                call()

    def test_a_record_that_was_taken_is_not_there_any_more(self) -> None:
        self.create(self.person, name="Ada")
        records = native.records_find_all(self.session, self.person, None, None)
        borrowed = native.records_at(records, 0)
        taken = native.records_take(records, 0)
        self.assertIsNone(native.records_at(records, 0))
        with self.assertRaises(gemel.UsageError):
            native.records_take(records, 0)
        with self.assertRaises(gemel.UsageError):
            native.record_get_text(borrowed, "name")
        del records, borrowed
        self.assertEqual("Ada", native.record_get_text(taken, "name"))

    def test_a_model_of_another_schema_is_refused(self) -> None:
        other = native.schema_new()
        native.schema_add_model(other, "Person", None, None)
        native.schema_resolve(other)
        with self.assertRaisesRegex(gemel.UsageError, "another schema"):
            native.record_build(self.session, native.schema_find_model(other, "Person"), values())

    def test_what_is_no_callable_is_refused(self) -> None:
        for call in (native.database_set_log, lambda database, it: native.session_transact(self.session, None, it)):
            with self.assertRaisesRegex(TypeError, "fn must be callable, not int"):
                call(self.database, 5)
        with self.assertRaisesRegex(TypeError, "fn must be callable, not NoneType"):
            native.session_transact(self.session, None, None)


if __name__ == "__main__":
    unittest.main()
