"""service answers each request on every kind of database alike, and tells errors in its own words."""

import unittest

from program import HERE, ProgramTest

REQUESTS = (HERE / "service.requests").read_bytes()
EXPECTED = (HERE / "service.expected").read_text(encoding="utf-8")


class Service(ProgramTest):
    def test_it_answers_what_two_desks_ask(self):
        self.assert_ends(self.run_program(self.database(), stdin=REQUESTS), 0, EXPECTED, "")

    def test_it_begins_anew_whenever_it_is_run(self):
        database = self.database()
        for _ in range(2):
            self.assert_ends(self.run_program(database, stdin=b"1 join Ada\n"), 0, "1 join Ada\n", "")

    def test_requests_are_read_to_their_end_whatever_they_are(self):
        requests = b"\n0 list\n3 list\n1\nlist\n1 list " + 200 * b"x" + b"\n1 dance\n" + b"2 join \xff\n2 join Bob"
        result = self.run_program(self.database(), stdin=requests)
        lines = result.stdout.decode(errors="replace").splitlines()
        self.assertEqual((result.returncode, lines[-1]), (0, "2 join Bob"))
        self.assertIn("  no: a desk, and what to do there", lines)
        self.assertIn("  no: join, give, look, note or list", lines)

    def test_a_database_that_cannot_be_opened_is_reported_and_the_program_fails(self):
        message = "service: cannot open 'missing/lockers.db': unable to open database file\n"
        self.assert_ends(self.run_program("sqlite:missing/lockers.db"), 1, "", message)


if __name__ == "__main__":
    unittest.main()
