"""Is all of the C library in the module, and is the GIL released where it must be?"""

import fnmatch
import re
import unittest

from gemel import _native as native
from scene import ROOT

SYMBOLS = (ROOT / "capi/gemel.symbols").read_text(encoding="utf-8").split()
EXCUSES = [
    line.split(maxsplit=1)
    for line in (ROOT / "bindings/swig/not-wrapped.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
HEADERS = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "capi/include/gemel").glob("*.h")))
WAITING = (ROOT / "bindings/swig/waiting.i").read_text(encoding="utf-8")


class Reach(unittest.TestCase):
    def test_every_exported_function_is_in_the_module_or_excused(self) -> None:
        excused = [name for name in SYMBOLS if any(fnmatch.fnmatch(name, pattern) for pattern, _ in EXCUSES)]
        there = [name for name in SYMBOLS if hasattr(native, name.removeprefix("gemel_"))]
        self.assertEqual(SYMBOLS, sorted(excused + there))

    def test_every_excuse_excuses_something_and_says_why(self) -> None:
        for pattern, reason in EXCUSES:
            with self.subTest(pattern=pattern):
                self.assertTrue(fnmatch.filter(SYMBOLS, pattern))
                self.assertTrue(reason)

    def test_every_constant_of_the_headers_is_in_the_module(self) -> None:
        constants = re.findall(r"\bGEMEL_(\w+) = (\d+)", HEADERS)
        self.assertGreater(len(constants), 20)
        for name, number in constants:
            with self.subTest(name=name):
                self.assertEqual(int(number), getattr(native, name))

    def test_the_gil_is_released_by_every_call_on_a_database_or_what_is_in_it_that_takes_options(self) -> None:
        declared = re.findall(r"\b(gemel_(?:database|session|record|records|bulk|cursor)_\w+)\(([^;]*)\);", HEADERS)
        asking = {name for name, parameters in declared if "gemel_options *options" in parameters}
        # A query is of no session, and so are rows: those that take one ask it.
        declared = re.findall(r"\b(gemel_(?:query_|rows_|records_query)\w+)\(([^;]*)\);", HEADERS)
        asking |= {name for name, parameters in declared if "gemel_session *session" in parameters}
        waiting = set(re.findall(r"%gemel_waits\((gemel_\w+)\)", WAITING))
        self.assertIn("gemel_record_save", asking)
        self.assertEqual(set(), asking - waiting)
        self.assertEqual(
            {"gemel_bulk_add", "gemel_bulk_finish", "gemel_cursor_next", "gemel_database_close", "gemel_record_restore",
             "gemel_record_touch", "gemel_session_cancel", "gemel_session_close", "gemel_session_commit",
             "gemel_session_rollback"},
            waiting - asking,
        )


if __name__ == "__main__":
    unittest.main()
