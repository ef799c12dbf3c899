"""Do a hundred thousand calls of a kind leave nothing behind?

What a process occupies is measured after a first round, which fills what is kept for good; then it may not grow by as
much as one small allocation for each call. The failures are here because their way out is the one that leaks first.
"""

import gc
import resource
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gemel
from gemel import _native as native
from scene import SceneTest, values

CALLS = 100_000
# Far below 16 bytes for each call, which is the least that an allocation takes.
MOST_GROWTH = 1 << 20


def occupied() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def fails(expected: type[Exception], call: Callable[..., Any], *arguments: Any) -> None:
    try:
        call(*arguments)
    except expected:
        return
    raise AssertionError("a call succeeded that has to fail")


class Growth(SceneTest):
    def assert_no_growth(self, step: Callable[[], Any], calls: int = CALLS) -> None:
        for _ in range(calls // 5):
            step()
        before = occupied()
        for _ in range(calls):
            step()
        self.assertLess(occupied() - before, MOST_GROWTH)

    def test_handles_and_values(self) -> None:
        def step() -> None:
            made = native.values_new()
            native.values_set_text(made, "name", "Ada 😀")
            native.values_set_int(made, "serial", 2**62)
            native.record_build(self.session, self.person, made)

        self.assert_no_growth(step)

    def test_parts_of_a_schema(self) -> None:
        def step() -> None:
            association = native.model_find_association(self.person, "license")
            native.model_name(native.association_target(native.association_inverse(association)))

        self.assert_no_growth(step)

    def test_text_and_json_out(self) -> None:
        record = self.create(self.person, name="Ada 😀" * 20)
        self.assert_no_growth(lambda: (native.record_get_text(record, "name"), native.record_to_json(record)))

    def test_rows_found(self) -> None:
        self.create(self.person, name="Ada")

        def step() -> None:
            found = native.records_find_all(self.session, self.person, None, None)
            native.record_is_null(native.records_at(found, 0), "email")
            native.records_take(found, 0)

        self.assert_no_growth(step)

    def test_transactions_and_logs(self) -> None:
        native.database_set_log(self.database, lambda *event: None)
        self.assert_no_growth(lambda: native.session_transact(self.session, None, lambda: "Ada" * 10))

    def test_logs_set_again(self) -> None:
        self.assert_no_growth(lambda: native.database_set_log(self.database, lambda *event: None))

    def test_failures_of_the_core(self) -> None:
        self.assert_no_growth(lambda: fails(gemel.UsageError, native.schema_find_model, self.schema, "Persom"))

    def test_failures_with_items(self) -> None:
        wrong = values(name=None, serial="many", height="tall")
        self.assert_no_growth(
            lambda: fails(gemel.ValidationError, native.record_create, self.session, self.person, wrong, None))

    def test_failures_of_a_callback(self) -> None:
        def fail() -> None:
            raise ValueError("x" * 100)

        self.assert_no_growth(lambda: fails(ValueError, native.session_transact, self.session, None, fail))

    def test_refusals_of_the_module(self) -> None:
        record = self.create(self.person, name="Ada")

        def step() -> None:
            fails(TypeError, native.record_set_text, record, "name", None)
            fails(ValueError, native.record_set_text, record, "na\0me", "Ada")
            fails(TypeError, native.session_transact, self.session, None, 5)

        self.assert_no_growth(step)


if __name__ == "__main__":
    unittest.main()
