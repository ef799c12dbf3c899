#!/usr/bin/env python3
"""What the checker of the manual's examples must not let pass: each test is a page that is wrong in one way.

It knows what is wrong on its pages, and not how the checker finds it. The frame is that of the manual; where things
are comes in the environment, from meson.build.
"""
import contextlib
import io
import os
import pathlib
import sys
import tempfile
import unittest
import unittest.mock

import check

GOOD = """
```c schema
gemel_schema_add_model(schema, "Tag", NULL, NULL, NULL);
```

```json schema same
{"models": {"Tag": {}}}
```

```c
puts("one");
```

Words between them.

```c
puts("two");
```
"""
SHOWN = GOOD.replace('"one");\n```', '"one");\n```\n```text\none\n```') + "```text\ntwo\n```\n"
REFUSED = '```c refused\ngemel_schema_add_model(schema, "", NULL, NULL, NULL);\n```\n'


class CheckTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.page = pathlib.Path(folder.name) / "page.md"

    def check(self, text, *arguments, frame=os.environ["DOCS_FRAME"]):
        """Exit status, and what was said."""
        self.page.write_text(text, encoding="utf-8")
        where = ["--include", os.environ["DOCS_INCLUDE"], "--library", os.environ["DOCS_LIBRARY"]]
        arguments = ["check.py", *arguments, *where, "--frame", str(frame), str(self.page)]
        said = io.StringIO()
        with unittest.mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(said):
            status = check.main()
        return status, said.getvalue()

    def assert_refused(self, text, *mentions):
        status, said = self.check(text)
        self.assertEqual(status, 1, said)
        for mention in mentions:
            self.assertIn(mention, said)

    def test_a_page_that_is_true_passes(self):
        self.assertEqual(self.check(SHOWN), (0, "4 examples, 0 complaints\n"))

    def test_another_output_is_told_with_its_line(self):
        self.assert_refused(SHOWN.replace("\none\n", "\n1\n"), "page.md:10: prints something else", "-1", "+one")

    def test_the_output_of_a_later_step_is_its_own(self):
        self.assert_refused(SHOWN.replace("\ntwo\n", "\none\ntwo\n"), "page.md:19: prints something else")

    def test_a_step_that_does_not_compile_is_told_with_its_line(self):
        self.assert_refused(SHOWN.replace('puts("two")', "put(2)"), "does not compile", "page.md:20:")

    def test_a_warning_of_the_compiler_is_an_error(self):
        self.assert_refused(SHOWN.replace('puts("two");', 'int unused; puts("two");'), "page.md:20:", "unused")

    def test_a_call_that_fails_is_told_with_its_reason(self):
        wrong = SHOWN.replace('puts("two");', 'ok(gemel_session_commit(session, &err)); puts("two");')
        self.assert_refused(wrong, "page.md:19: ended with 1", "usage: ")

    def test_a_call_that_should_fail_and_does_not_is_told(self):
        wrong = SHOWN.replace('puts("two");', 'refused(gemel_session_begin(session, NULL, &err)); puts("two");')
        self.assert_refused(wrong, "page.md:19: ended with 1", "not refused")

    def test_a_crash_is_told(self):
        self.assert_refused(SHOWN.replace('puts("two");', "abort();"), "page.md:19: ended with -6")
        self.assert_refused(SHOWN.replace('puts("two");', 'puts("two"); atexit(abort);'), "ended with -6")

    def test_a_step_without_output_is_told(self):
        self.assert_refused(GOOD, "page.md:10: a step that shows no output")

    def test_declarations_that_nothing_uses_are_told(self):
        self.assert_refused(SHOWN + GOOD[: GOOD.index("```json")], "declarations that no step uses")

    def test_a_schema_that_is_not_the_same_is_told(self):
        self.assert_refused(SHOWN.replace('{"Tag": {}}', '{"Tag": {"table": "t"}}'), "page.md:6: not the same schema")

    def test_a_wrong_document_is_told(self):
        self.assert_refused(SHOWN.replace('{"Tag": {}}', "{Tag: {}}"), "page.md:6: ended with 1", "line 1, column 13")

    def test_a_refusal_shows_its_reason(self):
        self.assert_refused(REFUSED, "page.md:1: declarations that are refused without showing why")
        self.assert_refused(REFUSED + "```text\ndefinition: no\n```\n", "page.md:1: prints something else")

    def test_declarations_that_are_not_refused_are_told(self):
        right = REFUSED.replace('""', '"Tag"') + "```text\n```\n"
        self.assert_refused(right, "page.md:1: ended with 0")

    def test_a_page_without_examples_is_told(self):
        self.assert_refused("# Words only\n", "a page without examples")

    def test_no_block_is_left_out(self):
        self.assert_refused(SHOWN + "```sh\nls\n```\n", "page.md:25: 'sh' is no example that can be checked")
        self.assert_refused(SHOWN + "```\nls\n```\n", "page.md:25: '' is no example")
        self.assert_refused(SHOWN + "~~~c\nls\n~~~\n", "page.md:25: an example is fenced by ```")
        self.assert_refused(SHOWN + "  ```c\nls\n  ```\n", "page.md:25: an example is fenced by ```")
        self.assert_refused(SHOWN + '```c\nputs("");\n', "page.md:25: a block that does not end")
        self.assert_refused(SHOWN + "```text\ntwo\n```\n", "page.md:25: an output without an example")
        self.assert_refused('```c\nputs("");\n```\n' + SHOWN, "page.md:1: a step before any declarations")

    def test_a_frame_without_a_place_is_told(self):
        self.assertEqual(self.check("```c frame\nint main(void) {}\n```\n", frame=self.page)[0], 1)
        self.assertEqual(self.check(SHOWN, frame=self.page)[0], 1)

    def test_what_is_printed_can_be_written_into_the_page(self):
        self.check(GOOD, "--write")
        written = self.page.read_text(encoding="utf-8")
        self.assertEqual(written, SHOWN)
        self.assertEqual(self.check(written.replace("\ntwo\n", "\n2\n"), "--write")[0], 1)
        self.assertEqual(self.page.read_text(encoding="utf-8"), written)


if __name__ == "__main__":
    unittest.main()
