"""The check of the reference complains of what is missing from it, and what is shown is what was meant.

Makes references of a few lines. SCRIPT and DOXYGEN come in the environment, from meson.build.
"""
import contextlib
import html
import io
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import reference

BASE = """\
/**
 * @file gemel/base.h
 * What is needed everywhere, as docs/rings.md shows.
 *
 * WORDS of an option:
 *   size    how large, <in mm>; a *size*, and
 *           `not_null`
 *   colour  "red"
 *
 *   x | y   a table  of three columns
 *   {z}     @here    #1
 */
#ifndef GEMEL_BASE_H
#define GEMEL_BASE_H
/** Most of them, as gemel_ring_new makes them. @since 0.1 */
#define GEMEL_MOST 3
/** A ring. @since 0.1 */
typedef struct gemel_ring gemel_ring;
/** Kinds. @since 0.1 */
enum {
    GEMEL_GOLD = 1, /**< dear */
};

/* ---- Making: what GEMEL_MAKE_... begins. Free it. ---- */

/** A new one. @since 0.1 */
gemel_ring *gemel_ring_new(void);
GEMEL_END
#endif
"""
README = "# gemel\n\nRead [about rings](docs/rings.md#two-rings) and `gemel_ring_new`; [all](LICENSE).\n"
GUIDE = "# Rings\n\n## Two rings\n\nSee [above](../README.md), [it](../capi/include/gemel/base.h), GEMEL_GOLD.\n"
EXAMPLE = "/* Makes a ring. */\nint main(void)\n{\n    return !gemel_ring_new();\n}\n"


class Reference(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("README.md", README)
        self.write("LICENSE", "")
        self.write("docs/rings.md", GUIDE)
        self.write("capi/include/gemel/base.h", BASE)
        self.write("capi/include/gemel/gemel.h", '/**\n * @file gemel/gemel.h\n * All.\n */\n#include "base.h"\n')
        self.write("capi/gemel.symbols", "gemel_ring_new\n")
        self.write("examples/c/ring.c", EXAMPLE)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def check(self):
        """Exit status, and all that was said."""
        with tempfile.TemporaryFile("w+") as said, contextlib.redirect_stdout(io.StringIO()) as out:
            arguments = ["reference.py", "--make", os.environ["SCRIPT"], "--doxygen", os.environ["DOXYGEN"]]
            saved = os.dup(2)
            os.dup2(said.fileno(), 2)
            try:
                with mock.patch.object(sys, "argv", [*arguments, str(self.root)]):
                    status = reference.main()
            finally:
                os.dup2(saved, 2)
                os.close(saved)
            said.seek(0)
            return status, said.read() + out.getvalue()

    def assert_refused(self, *complaints):
        status, said = self.check()
        self.assertEqual(status, 1, said)
        for complaint in complaints:
            self.assertIn(complaint, said)

    def change(self, name, old, new):
        text = (self.root / name).read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.write(name, text.replace(old, new))

    def test_what_is_whole_passes(self):
        status, said = self.check()
        self.assertEqual((status, said), (0, "0 complaints\n"))

    def test_a_function_without_documentation_is_told(self):
        self.change("capi/include/gemel/base.h", "/** A new one. @since 0.1 */\n", "")
        self.assert_refused("base.h:26: error: Member gemel_ring_new", "gemel_ring_new: no entry as a function")

    def test_a_function_that_no_header_declares_is_told(self):
        self.write("capi/gemel.symbols", "gemel_ring_bend\ngemel_ring_new\n")
        self.assert_refused("gemel_ring_bend: no entry as a function")

    def test_an_entry_that_says_only_since_when_is_told(self):
        self.change("capi/include/gemel/base.h", "A new one. @since", "@since")
        self.assert_refused("gemel_ring_new: its entry says nothing")

    def test_a_constant_without_words_is_told(self):
        self.change("capi/include/gemel/base.h", ", /**< dear */", "")
        self.assert_refused("GEMEL_GOLD")

    def test_a_macro_and_a_type_without_documentation_are_told(self):
        self.change("capi/include/gemel/base.h", "/** A ring. @since 0.1 */\n", "")
        self.change("capi/include/gemel/base.h", "/** Most of them, as gemel_ring_new makes them. @since 0.1 */\n", "")
        self.assert_refused("GEMEL_MOST: no entry as a define", "gemel_ring: no entry as a typedef")

    def test_a_name_that_is_gone_is_told_where_it_stands(self):
        self.change("capi/include/gemel/base.h", "as gemel_ring_new makes", "as gemel_ring_make makes")
        self.change("docs/rings.md", "GEMEL_GOLD", "`GEMEL_SILVER`")
        self.assert_refused("base.h:15: ", "'gemel_ring_make'", "rings.md:5: ", "'GEMEL_SILVER'")

    def test_a_link_to_a_page_a_heading_or_a_file_that_is_not_there_is_told(self):
        self.write("README.md", README.replace("#two-rings", "#one-ring").replace("LICENSE", "COPYING"))
        self.change("docs/rings.md", "../README.md", "chains.md")
        self.assert_refused("page_rings_one-ring", "COPYING", "page_chains")

    def test_comments_are_shown_as_they_were_meant(self):
        output = self.root / "output"
        command = [sys.executable, "-B", os.environ["SCRIPT"], "--doxygen", os.environ["DOXYGEN"], "--version", "1"]
        subprocess.run([*command, "--root", self.root, output], check=True)
        text = (output / "html/base_8h.html").read_text(encoding="utf-8")
        text = html.unescape(re.sub(r"<(?!/?(?:b|pre|code|td)>)[^>]*>", "", text))
        text = re.sub(r"\s+", " ", text)
        self.assertNotIn("----", text)
        for shown in (
            "<b>WORDS</b> of an option:",
            "<td>size</td><td>how large, <in mm>; a *size*, and <code>not_null</code> </td>",
            '<td>colour</td><td>"red"</td>',
            "<pre>x | y a table of three columns {z} @here #1</pre>",
            "as docs/rings.md shows.",
            "What GEMEL_MAKE_... begins.",
        ):
            self.assertIn(shown, text)
        self.assertIn('href="base_8h.html#', (output / "html/ring_8c-example.html").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
