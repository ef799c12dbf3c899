"""person_license prints, on every kind of database, what its manual page shows."""

import unittest

from program import HERE, ProgramTest

EXPECTED = (HERE / "person_license.expected").read_text(encoding="utf-8")


class PersonLicense(ProgramTest):
    def test_it_prints_each_step_and_what_the_records_hold_after_it(self):
        self.assert_ends(self.run_program(), 0, EXPECTED, "")

    def test_it_prints_the_same_on_a_database_file_also_when_run_again(self):
        for _ in range(2):
            expected = EXPECTED.replace("sqlite::memory:", "sqlite:people.db")
            self.assert_ends(self.run_program("sqlite:people.db"), 0, expected, "")
        self.assertTrue((self.folder / "people.db").exists())

    def test_with_sql_it_prints_the_same_and_between_it_the_statements_with_their_values(self):
        result = self.run_program("--sql")
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        lines = result.stdout.decode().splitlines(keepends=True)
        statements = [line for line in lines if line.startswith("    | ")]
        self.assertEqual("".join(line for line in lines if line not in statements), EXPECTED)
        inserts = [line for line in statements if 'INSERT INTO "driving_licenses"' in line]
        self.assertIn('"B-123456"', inserts[0])

    def test_a_database_that_cannot_be_opened_is_reported_and_the_program_fails(self):
        result = self.run_program("sqlite:missing/people.db")
        message = "person_license: cannot open 'missing/people.db': unable to open database file\n"
        self.assert_ends(result, 1, "Open sqlite and make the tables\n", message)


if __name__ == "__main__":
    unittest.main()
