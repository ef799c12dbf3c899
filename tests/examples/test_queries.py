"""queries prints the same answers on every kind of database."""

import unittest

from program import HERE, ProgramTest

EXPECTED = (HERE / "queries.expected").read_text(encoding="utf-8")


class Queries(ProgramTest):
    def test_it_prints_each_question_and_its_answer_also_when_run_again(self):
        database = self.database()
        for _ in range(2):
            self.assert_ends(self.run_program(database), 0, EXPECTED, "")

    def test_what_a_user_typed_is_nothing_but_a_value(self):
        result = self.run_program(self.database(), "Bergen", "O'Slo", "\"]}")
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        answer = result.stdout.decode().split("\n\n")[2].splitlines()
        self.assertEqual([line.split('"')[5] for line in answer[1:]], ["Bob", "Eve"])

    def test_a_database_that_cannot_be_opened_is_reported_and_the_program_fails(self):
        message = "queries: cannot open 'missing/park.db': unable to open database file\n"
        self.assert_ends(self.run_program("sqlite:missing/park.db"), 1, "", message)


if __name__ == "__main__":
    unittest.main()
