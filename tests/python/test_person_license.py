"""The example in Python prints what the one in C prints, but where a failure is named by its class."""

import subprocess
import sys
import tempfile
import unittest

from scene import ROOT

PROGRAM = ROOT / "examples/python/person_license.py"
EXPECTED = (
    (ROOT / "tests/examples/person_license.expected")
    .read_text(encoding="utf-8")
    .replace("occupied:", "OccupiedError:")
    .replace("callback:", "ValueError:")
    .replace("not-found:", "NotFoundError:")
)


class PersonLicense(unittest.TestCase):
    maxDiff = None

    def run_program(self, *arguments: str) -> tuple[int, str, str]:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-W", "error", PROGRAM, *arguments]
            ended = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
        return ended.returncode, ended.stdout, ended.stderr

    def test_it_prints_each_step_and_what_the_records_hold_after_it(self) -> None:
        self.assertEqual((0, EXPECTED, ""), self.run_program())

    def test_with_sql_it_prints_the_statements_between(self) -> None:
        status, out, err = self.run_program("--sql")
        statements = [line for line in out.splitlines(keepends=True) if line.startswith("    | ")]
        self.assertEqual((0, ""), (status, err))
        self.assertEqual(EXPECTED, "".join(line for line in out.splitlines(keepends=True) if line not in statements))
        self.assertIn('"B-123456"', "".join(statements))

    def test_a_database_that_cannot_be_opened_is_reported_and_the_program_fails(self) -> None:
        message = "person_license: cannot open 'missing/people.db': unable to open database file\n"
        out = "Open sqlite and make the tables\n"
        self.assertEqual((1, out, message), self.run_program("sqlite:missing/people.db"))


if __name__ == "__main__":
    unittest.main()
