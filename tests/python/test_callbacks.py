"""Do transactions and logs call back, and does what a callback raises come out where it should?"""

import json
import sys
import traceback
import unittest
from typing import Any
from unittest import mock

import gemel
from gemel import _native as native
from scene import SceneTest, options, values


class Transactions(SceneTest):
    def count(self) -> int:
        return native.records_count(native.records_find_all(self.session, self.person, None, None))

    def test_what_the_callback_returns_is_returned_and_its_work_is_kept(self) -> None:
        result = native.session_transact(self.session, None, lambda: [self.create(self.person, name="Ada")])
        self.assertIsInstance(result[0], native.Record)
        self.assertEqual((1, 0), (self.count(), native.session_depth(self.session)))
        self.assertIsNone(native.session_transact(self.session, options(readOnly=True), lambda: None))
        self.assertEqual((1, 2), native.session_transact(self.session, None, lambda: (1, 2)))

    def test_an_exception_comes_out_as_itself_and_all_is_rolled_back(self) -> None:
        for raised in [ValueError("no"), gemel.BusyError("mine"), KeyboardInterrupt(), SystemExit(3)]:
            def fail(raised: BaseException = raised) -> None:
                self.create(self.person, name="Ada")
                raise raised

            with self.subTest(raised=raised):
                try:
                    native.session_transact(self.session, None, fail)
                except BaseException as caught:
                    self.assertIs(raised, caught)
                    functions = [frame.f_code.co_name for frame, _ in traceback.walk_tb(caught.__traceback__)]
                self.assertEqual("fail", functions[-1])
                self.assertEqual((0, 0), (self.count(), native.session_depth(self.session)))

    def test_a_failure_of_gemel_inside_comes_out_as_itself(self) -> None:
        with self.assertRaises(gemel.NotNullError) as caught:
            native.session_transact(self.session, None, lambda: self.create(self.person))
        self.assertEqual("name", caught.exception.items[0].attribute)

    def test_inside_each_other_the_inner_one_is_a_savepoint(self) -> None:
        def outer() -> str:
            self.create(self.person, name="Ada")
            with self.assertRaisesRegex(ValueError, "inner"):
                native.session_transact(self.session, None, inner)
            return "kept"

        def inner() -> None:
            self.create(self.person, name="Bob")
            self.assertEqual(2, native.session_depth(self.session))
            raise ValueError("inner")

        self.assertEqual("kept", native.session_transact(self.session, None, outer))
        self.assertEqual(1, self.count())

    def test_a_transaction_that_cannot_begin_does_not_call(self) -> None:
        called = mock.Mock()
        with self.assertRaisesRegex(gemel.UsageError, "nonsense"):
            native.session_transact(self.session, options(nonsense=True), called)
        called.assert_not_called()

    def test_a_depth_that_the_callback_changed_is_refused_and_nothing_is_returned(self) -> None:
        def begin() -> str:
            native.session_begin(self.session, None)
            return "lost"

        with self.assertRaisesRegex(gemel.UsageError, "depth"):
            native.session_transact(self.session, None, begin)
        self.assertEqual(0, native.session_depth(self.session))

    def test_the_callback_may_drop_the_last_name_of_its_session(self) -> None:
        def drop() -> int:
            del self.session
            return 1

        self.assertEqual(1, native.session_transact(self.session, None, drop))


class Logs(SceneTest):
    def setUp(self) -> None:
        super().setUp()
        self.events: list[Any] = []
        native.database_set_log(self.database, lambda *event: self.events.append(event))

    def test_it_gets_each_statement_with_all_of_its_parts(self) -> None:
        native.session_set_label(self.session, "GET /people")
        self.create(self.person, name="Ada")
        ((sql, binds, kind, nanoseconds, status, label, association),) = self.events
        self.assertRegex(sql, '^INSERT INTO "people"')
        self.assertEqual(["?"] * 8, json.loads(binds))
        self.assertEqual((native.LOG_WRITE, native.OK), (kind, status))
        self.assertGreater(nanoseconds, 0)
        self.assertEqual(("GET /people", ""), (label, association))

    def test_with_log_binds_it_gets_the_values(self) -> None:
        self.database = native.database_open("sqlite::memory:", self.schema, options(logBinds=True))
        native.database_sync(self.database, None)
        native.database_set_log(self.database, lambda *event: self.events.append(event))
        native.record_create(native.session_open(self.database, None), self.person, values(name="Zoë"), None)
        self.assertEqual("Zoë", json.loads(self.events[-1][1])[0])

    def test_a_statement_that_fails_is_logged_with_its_status(self) -> None:
        self.create(self.person, name="Ada", email="a@b")
        with self.assertRaises(gemel.UniqueError):
            self.create(self.person, name="Bob", email="a@b")
        self.assertEqual(native.UNIQUE, self.events[-1][4])

    def test_an_exception_changes_nothing_and_is_reported_as_unraisable(self) -> None:
        def fail(*event: Any) -> None:
            raise ValueError("log")

        native.database_set_log(self.database, fail)
        with mock.patch.object(sys, "unraisablehook") as hook:
            record = self.create(self.person, name="Ada")
        self.assertEqual("Ada", native.record_get_text(record, "name"))
        ((report,), _) = hook.call_args
        self.assertEqual(("log", fail), (str(report.exc_value), report.object))

    def test_it_must_not_use_the_session_that_it_hears_of(self) -> None:
        refused: list[Exception] = []

        def use(*event: Any) -> None:
            try:
                self.create(self.person, name="Bob")
            except gemel.UsageError as error:
                refused.append(error)

        native.database_set_log(self.database, use)
        self.create(self.person, name="Ada")
        self.assertIn("the session is in a call already", str(refused[0]))

    def test_none_takes_it_away_and_another_one_replaces_it(self) -> None:
        native.database_set_log(self.database, None)
        self.create(self.person, name="Ada")
        self.assertEqual([], self.events)
        native.database_set_log(self.database, lambda *event: self.events.append("new"))
        self.create(self.person, name="Bob")
        self.assertEqual(["new"], self.events)

    def test_it_may_replace_itself(self) -> None:
        native.database_set_log(self.database, lambda *event: native.database_set_log(self.database, None))
        self.create(self.person, name="Ada")


if __name__ == "__main__":
    unittest.main()
