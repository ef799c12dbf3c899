"""Runs an example program the way a user does: its own folder, its own arguments, what it prints and how it ends.

Knows nothing of what the programs do; that is for the tests that use it. GEMEL_TEST_URL is the server that they use,
if they use one; see tests/servers/with-servers.
"""

import os
import pathlib
import pty
import subprocess
import tempfile
import unittest
import uuid

HERE = pathlib.Path(__file__).parent


class ProgramTest(unittest.TestCase):
    """Each test gets an empty working folder. The program's path comes in the environment, from meson.build."""

    program = pathlib.Path(os.environ["EXAMPLE_PROGRAM"])
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def database(self):
        """The URL of an empty one: a file, or in a PostgreSQL a schema that goes when the test ends."""
        server = os.environ.get("GEMEL_TEST_URL")
        if not server:
            return "sqlite:example.db"
        schema = f"example_{uuid.uuid4().hex}"
        self.addCleanup(self.tell, server, f"DROP SCHEMA {schema} CASCADE")
        self.tell(server, f"CREATE SCHEMA {schema}")
        return f"{server}{'&' if '?' in server else '?'}schema={schema}"

    @staticmethod
    def tell(server, sql):
        """On stderr PostgreSQL lists what went with the schema."""
        command = ["psql", "--no-psqlrc", "--quiet", "--command", sql, server]
        subprocess.run(command, check=True, capture_output=True)

    def run_program(self, *arguments, stdin=b"", environment=None):
        return subprocess.run(
            [self.program, *arguments],
            input=stdin,
            capture_output=True,
            cwd=self.folder,
            env={**os.environ, **(environment or {})},
            check=False,
        )

    def assert_ends(self, result, status, out, err):
        """All three at once, so that a failing run shows everything that the program said."""
        self.assertEqual(
            (result.returncode, result.stdout.decode(), result.stderr.decode()),
            (status, out, err),
        )

    def run_on_terminal(self, *arguments):
        """Exit status, standard output, and what a terminal got as standard error."""
        reader, terminal = pty.openpty()
        with subprocess.Popen(
            [self.program, *arguments], stdout=subprocess.PIPE, stderr=terminal, cwd=self.folder
        ) as process:
            os.close(terminal)
            shown = b""
            while True:
                try:
                    part = os.read(reader, 4096)
                except OSError:  # Linux reports the closed terminal so
                    part = b""
                if not part:
                    break
                shown += part
            out = process.stdout.read()
        os.close(reader)
        return process.returncode, out.decode(), shown.decode()
