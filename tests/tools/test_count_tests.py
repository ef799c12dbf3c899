#!/usr/bin/env python3
"""Does the summary of a test run tell what failed, and never less than that? It must not know what gemel's tests say.

    test_count_tests.py COUNT-TESTS
"""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COUNT_TESTS = Path(sys.argv.pop(1)).resolve()


def test(name, result="OK", stdout="", stderr="", duration=0.0):
    return {"name": name, "result": result, "stdout": stdout, "stderr": stderr, "duration": duration}


class CountTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def said(self, *tests, status, arguments=()):
        log = self.root / "build/gcc/meson-logs/testlog.json"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(json.dumps(it) + "\n" for it in tests), encoding="utf-8")
        return self.ran(log, status=status, arguments=arguments)

    def ran(self, *logs, status, arguments=()):
        names = [str(log.relative_to(self.root)) for log in logs]
        ran = subprocess.run([COUNT_TESTS, *arguments, *names], cwd=self.root, capture_output=True, text=True)
        self.assertEqual((ran.returncode, ran.stderr), (status, ""))
        return ran.stdout.splitlines()

    def test_a_program_counts_by_its_functions_and_others_as_one(self):
        points = "1..2\nok 1 - one\nok 2 - two\n"
        self.assertEqual(self.said(test("a", stdout=points), test("b"), status=0), ["3 passed, 0 failed"])

    def test_what_failed_is_shown_with_what_it_said_and_without_what_passed(self):
        points = "1..2\nok 1 - one\n# --seed 7 --count 1: refused\nnot ok 2 - two\n"
        self.assertEqual(
            self.said(test("p", "FAIL", points, "oops\n"), test("q", stdout="silent\n"), status=1),
            [
                "-- p (FAIL) says:",
                *("1..2", "# --seed 7 --count 1: refused", "not ok 2 - two", "oops"),
                "not passed: gcc: p: two",
                "2 passed, 1 failed",
            ],
        )

    def test_only_the_end_of_much_is_shown(self):
        shown = self.said(test("p", "FAIL", "".join(f"line {i}\n" for i in range(1000))), status=1)
        self.assertEqual(shown[-3], "line 999")
        self.assertLess(len(shown), 100)

    def test_a_program_that_crashed_after_its_report_failed(self):
        shown = self.said(test("p", "ERROR", "1..1\nok 1 - one\n"), status=1)
        self.assertEqual(shown[-2:], ["not passed: gcc: p", "1 passed, 1 failed"])

    def test_what_was_skipped_has_not_passed(self):
        shown = self.said(test("p", "OK", "1..1\nok 1 - one # SKIP no server\n"), test("q", "SKIP"), status=1)
        self.assertEqual(shown[-1], "0 passed, 2 failed")

    def test_a_log_that_is_empty_or_missing_failed(self):
        self.assertEqual(self.said(status=1)[-1], "0 passed, 1 failed")
        missing = self.ran(self.root / "build/clang/meson-logs/testlog.json", status=1)
        self.assertEqual(missing[-1], "0 passed, 1 failed")
        self.assertIn("was not written", missing[0])

    def test_how_long_stages_and_the_slowest_tests_took_is_said_before_the_sum(self):
        stages = self.root / "stages"
        stages.write_text("70\tgcc: build\n20\tgcc: tests\n", encoding="utf-8")
        tests = [test(f"t{i}", duration=float(i)) for i in range(30)]
        shown = self.said(*tests, status=0, arguments=["--stages", stages])
        self.assertEqual(
            shown[:6],
            [
                "how long each stage took:",
                *("      70 s  gcc: build", "      20 s  gcc: tests", "      90 s  all of them"),
                *("the slowest tests:", "      29 s  gcc: t29"),
            ],
        )
        self.assertEqual(shown[-2:], ["      10 s  gcc: t10", "30 passed, 0 failed"])


if __name__ == "__main__":
    unittest.main()
