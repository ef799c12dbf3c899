"""debian_packages stores a package index whole or not at all, and answers by association and by query."""

import contextlib
import re
import sqlite3
import unittest

from program import HERE, ProgramTest

INDEX = (HERE / "index.stanzas").read_bytes()
EXPECTED = (HERE / "debian_packages.expected").read_text(encoding="utf-8")
STANZA = b"""Package: plumb-bob
Version: 1.0-1
Architecture: all
Maintainer: Workshop Team <workshop@example.org>
Filename: pool/main/p/plumb-bob/plumb-bob_1.0-1_all.deb
Size: 1234
"""
READ = """Read from standard input
  stanzas                              {}
"""
ONE_PACKAGE = READ.format(1) + """Stored in one transaction
  packages                             1
  archives                             1
The archive of a package, by the name of the package
  plumb-bob 1.0-1 (all)                pool/main/p/plumb-bob/plumb-bob_1.0-1_all.deb, 1234 bytes
The package of an archive, by the file name of the archive
  pool/main/p/plumb-bob/plumb-bob_1.0-1_all.deb: plumb-bob 1.0-1 (all)
No archive can be moved: there is one package only
The largest archives, by one statement, as each of these answers
  plumb-bob                            1234 bytes
The number of archives of who maintains the first package, and ten of them
  Workshop Team <workshop@example.org> 1
  pool/main/p/plumb-bob/plumb-bob_1.0-1_all.deb 1234
The number of packages in the largest sections
  none                                 1
"""
UNREADABLE = {
    "without_a_file_name": (
        STANZA.replace(b"Filename:", b"X-Filename:"),
        "2: package plumb-bob has no Filename",
    ),
    "without_a_size": (STANZA.replace(b"Size:", b"X-Size:"), "2: package plumb-bob has no Size"),
    "with_an_empty_version": (STANZA.replace(b"1.0-1\n", b"\n", 1), "2: package plumb-bob has no Version"),
    "without_a_package": (STANZA.replace(b"Package:", b"X-Package:"), "2: a stanza without Package"),
    "with_a_size_that_is_no_number": (
        STANZA.replace(b"1234", b"1234k"),
        "2: package plumb-bob: Size is not a number: 1234k",
    ),
    "with_a_size_below_zero": (
        STANZA.replace(b"1234", b"-1"),
        "2: package plumb-bob: Size is not a number: -1",
    ),
    "with_a_size_beyond_64_bits": (
        STANZA.replace(b"1234", b"9223372036854775808"),
        "2: package plumb-bob: Size is not a number: 9223372036854775808",
    ),
    "with_a_field_twice": (STANZA + b"version: 2\n", "8: a second Version in one stanza"),
    "with_a_line_that_is_no_field": (STANZA + b"Depends\n", "8: neither a field nor a folded line: Depends"),
    "with_a_field_without_a_name": (STANZA + b": x\n", "8: neither a field nor a folded line: : x"),
    "with_a_folded_line_first": (b" folded\n" + STANZA, "2: a folded line that follows no field"),
    "with_line_ends_of_another_system": (STANZA.replace(b"\n", b"\r\n"), "2: control character 0x0d"),
    "with_a_nul_byte": (STANZA.replace(b"1.0", b"1\0", 1), "3: control character 0x00"),
}


def parse(text):
    """The stanzas as lists of (field, value), by rules written down a second time."""
    stanzas = [[]]
    for line in text.decode().split("\n"):
        if not line.strip(" \t"):
            stanzas.append([])
        elif line[0] in " \t":
            field, value = stanzas[-1].pop()
            stanzas[-1].append((field, f"{value} {line.strip()}".strip()))
        else:
            field, _, value = line.partition(":")
            stanzas[-1].append((field.lower(), value.strip()))
    return [dict(stanza) for stanza in stanzas if stanza]


def number(text):
    return None if text is None else int(text)


class DebianPackages(ProgramTest):
    def query(self, *statements):
        """Asks the database without gemel; gives the rows of the last statement."""
        with contextlib.closing(sqlite3.connect(self.folder / "packages.db", isolation_level=None)) as connection:
            for statement in statements:
                rows = connection.execute(statement).fetchall()
            return rows

    def fake_apt_cache(self, script):
        path = self.folder / "bin" / "apt-cache"
        path.parent.mkdir()
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return {"PATH": f"{path.parent}:/usr/bin:/bin"}

    def load_index(self, *names):
        (self.folder / "index.stanzas").write_bytes(INDEX)
        return self.run_program("--stanzas", "index.stanzas", *names)

    def test_it_prints_the_counts_then_the_archives_asked_for_then_a_move_then_what_it_queried(self):
        self.assert_ends(self.load_index("barometer", "dial"), 0, EXPECTED, "")

    def test_the_tables_hold_what_the_stanzas_say(self):
        self.assertEqual(self.load_index("barometer", "dial").returncode, 0)
        stored = self.query(
            "SELECT name, version, architecture, maintainer, section, installedSize, fileName, size, sha256"
            " FROM packages JOIN archives ON packageId = packages.id ORDER BY packages.id"
        )
        expected = [
            (
                stanza["package"], stanza["version"], stanza["architecture"], stanza["maintainer"],
                stanza.get("section"), number(stanza.get("installed-size")), stanza["filename"],
                number(stanza["size"]), stanza.get("sha256"),
            )
            for stanza in parse(INDEX)
        ]
        self.assertEqual(len(expected), 30)
        self.assertEqual(stored, expected)

    def test_the_database_refuses_a_second_archive_of_a_package_and_one_without(self):
        self.assertEqual(self.load_index("dial").returncode, 0)
        for package in ("1", "NULL"):
            with self.assertRaises(sqlite3.IntegrityError):
                self.query(f"INSERT INTO archives (fileName, size, packageId) VALUES ('x', 1, {package})")

    def test_an_archive_goes_with_its_package(self):
        self.assertEqual(self.load_index("dial").returncode, 0)
        self.query("PRAGMA foreign_keys = ON", "DELETE FROM packages WHERE name = 'barometer'")
        self.assertEqual(self.query("SELECT count(*) FROM packages"), [(28,)])
        self.assertEqual(self.query("SELECT count(*) FROM archives"), [(28,)])

    def test_a_second_run_replaces_the_tables(self):
        self.load_index("barometer", "dial")
        self.assert_ends(self.load_index("barometer", "dial"), 0, EXPECTED, "")

    def test_standard_input_without_a_final_newline_gives_the_same(self):
        result = self.run_program("--stanzas", "-", "barometer", "dial", stdin=INDEX.rstrip())
        self.assert_ends(result, 0, EXPECTED.replace("index.stanzas", "standard input"), "")

    def test_blanks_at_the_end_of_a_line_and_in_an_empty_one_mean_nothing(self):
        result = self.run_program("--stanzas", "-", "barometer", "dial", stdin=INDEX.replace(b"\n", b" \t\n"))
        self.assert_ends(result, 0, EXPECTED.replace("index.stanzas", "standard input"), "")

    def test_without_a_file_it_asks_apt_cache_for_all_that_the_index_offers(self):
        (self.folder / "index.stanzas").write_bytes(INDEX)
        path = self.fake_apt_cache('printf "%s\\n" "$@" >arguments; cat index.stanzas')
        result = self.run_program("barometer", "dial", environment=path)
        self.assert_ends(result, 0, EXPECTED.replace("index.stanzas", "apt-cache dumpavail"), "")
        self.assertEqual(
            (self.folder / "arguments").read_text(encoding="utf-8").split("\n"),
            ["-o", "Dir::State::status=/dev/null", "-o", "Dir::Cache::pkgcache=", "dumpavail", ""],
        )

    def test_an_apt_cache_that_fails_after_some_stanzas_stores_none_of_them(self):
        (self.folder / "index.stanzas").write_bytes(INDEX)
        result = self.run_program("dial", environment=self.fake_apt_cache("cat index.stanzas; exit 100"))
        self.assert_ends(result, 1, "", "debian_packages: apt-cache dumpavail failed (exit status 100)\n")
        self.assertFalse((self.folder / "packages.db").exists())

    def test_an_index_that_was_never_fetched_is_reported_with_what_to_do(self):
        result = self.run_program("dial", environment=self.fake_apt_cache("exit 0"))
        message = "apt-cache dumpavail: no stanzas; apt-get update fetches the package index"
        self.assert_ends(result, 1, "", f"debian_packages: {message}\n")

    def test_a_stanza_that_cannot_be_read_is_refused_with_its_line_and_the_database_stays_as_it_was(self):
        self.load_index("dial")
        before = (self.folder / "packages.db").read_bytes()
        for name, (stanzas, message) in UNREADABLE.items():
            with self.subTest(name):
                result = self.run_program("--stanzas", "-", "dial", stdin=b"\n" + stanzas)
                self.assert_ends(result, 1, "", f"debian_packages: standard input:{message}\n")
                self.assertEqual((self.folder / "packages.db").read_bytes(), before)

    def test_a_value_that_gemel_refuses_is_named_with_its_line_and_nothing_is_stored(self):
        stanza = STANZA.replace(b"Workshop", b"Workshop\xff")
        result = self.run_program("--stanzas", "-", "dial", stdin=INDEX + stanza)
        message = "package plumb-bob: the text for 'maintainer' is not UTF-8 at byte offset 8"
        self.assert_ends(result, 1, READ.format(31), f"debian_packages: standard input:367: {message}\n")
        self.assertEqual(self.query("SELECT count(*) FROM packages"), [(0,)])
        self.assertEqual(self.query("SELECT count(*) FROM archives"), [(0,)])

    def test_the_archive_moves_to_the_next_other_package_named_else_to_the_first_other_one_of_the_index(self):
        cases = {
            ("dial",): "abacus",
            ("abacus",): "abacus-data",
            ("dial", "dial", "ruler"): "ruler",
            ("barometer", "barometer"): "barometer 2.5.0-1~bpo12+1",
        }
        for names, other in cases.items():
            with self.subTest(names):
                result = self.load_index(*names)
                self.assertEqual((result.returncode, result.stderr), (0, b""))
                moved = result.stdout.decode().split("in a transaction\n")[1].splitlines()
                self.assertRegex(moved[0], rf"^  {names[0]} .* none$")
                self.assertRegex(moved[1], rf"^  {re.escape(other)} .*/{names[0]}_")

    def test_a_package_that_the_index_has_not_is_reported_after_those_it_has(self):
        result = self.load_index("barometer", "barometre")
        answered = EXPECTED[: EXPECTED.index("  dial ")]
        self.assert_ends(result, 1, answered, "debian_packages: no package is called barometre\n")

    def test_one_package_alone_is_answered_and_has_nowhere_to_move_its_archive(self):
        result = self.run_program("--stanzas", "-", "plumb-bob", stdin=STANZA)
        self.assert_ends(result, 0, ONE_PACKAGE, "")

    def test_a_file_that_is_missing_or_a_folder_is_reported_with_its_name(self):
        for name, reason in (("absent", "No such file or directory"), (".", "cannot be read: Is a directory")):
            result = self.run_program("--stanzas", name, "dial")
            self.assert_ends(result, 1, "", f"debian_packages: {name}: {reason}\n")

    def test_no_stanza_at_all_is_reported(self):
        result = self.run_program("--stanzas", "-", "dial", stdin=b"\n \n")
        self.assert_ends(result, 1, "", "debian_packages: standard input: no stanzas\n")

    def test_a_database_that_cannot_be_made_is_reported(self):
        result = self.run_program("--database", "sqlite:missing/packages.db", "--stanzas", "-", "dial", stdin=STANZA)
        message = "debian_packages: cannot open 'missing/packages.db': unable to open database file\n"
        self.assert_ends(result, 1, READ.format(1), message)

    def test_a_file_that_is_no_database_is_reported_and_stays_as_it_was(self):
        (self.folder / "packages.db").write_bytes(b"not a database\n" * 100)
        result = self.run_program("--stanzas", "-", "dial", stdin=STANZA)
        message = "debian_packages: cannot open 'packages.db': file is not a database\n"
        self.assert_ends(result, 1, READ.format(1), message)
        self.assertEqual((self.folder / "packages.db").read_bytes(), b"not a database\n" * 100)

    def test_a_command_line_without_a_package_is_refused_before_anything_is_read(self):
        message = "debian_packages: name a package at least, as in: debian_packages bash coreutils\n"
        self.assert_ends(self.run_program("--stanzas", "absent"), 2, "", message)

    def test_an_unknown_option_is_refused(self):
        result = self.run_program("--databse", "x", "dial")
        self.assertEqual((result.returncode, result.stdout), (2, b""))
        self.assertIn(b"unrecognized option '--databse'", result.stderr)

    def test_help_goes_to_standard_output_and_succeeds(self):
        result = self.run_program("--help")
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        self.assertTrue(result.stdout.startswith(b"Usage: debian_packages [OPTION]... NAME...\n"))

    def test_a_terminal_gets_a_progress_bar_that_ends_at_a_hundred_per_cent(self):
        (self.folder / "index.stanzas").write_bytes(INDEX)
        status, out, shown = self.run_on_terminal("--stanzas", "index.stanzas", "barometer", "dial")
        self.assertEqual((status, out), (0, EXPECTED))
        bars = [(100 * done // 30, "#" * (40 * (100 * done // 30) // 100)) for done in range(31)]
        self.assertEqual(shown, "".join(f"\rstoring [{bar:.<40}] {percent:3} %" for percent, bar in bars) + "\r\n")


if __name__ == "__main__":
    unittest.main()
