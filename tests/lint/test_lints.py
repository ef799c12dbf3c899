#!/usr/bin/env python3
"""Do the lints see what they are there for? Each is given small trees that are wrong in one way, and one that is right.

It must not look at the project itself: that is what the lints do.
"""
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import built
import capi
import files
import guards
import headers
import layers
import options
import writers

HEADER = "capi/include/gemel/thing.h"
DECLARED = """/** Things. */
#include <stdint.h>
typedef int32_t gemel_status;
/** Does it. @since 0.1 */
__attribute__((visibility("default"))) gemel_status unrelated(void);
/** Opens a thing. @since 0.1 */
GEMEL_API gemel_status gemel_thing_open(int in, void (*destroy)(void *user_data));
/** Its size. @since 0.1 */
GEMEL_API int gemel_thing_size(void);
"""
GUARDED = """// Things.
gemel_status gemel_thing_open(int in, void (*destroy)(void *user_data)) noexcept
{
    return guard(err, [&] { if (in) { destroy(nullptr); } });
}

int gemel_thing_size(void)
{
    return 1;
}
"""


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def assert_complaint(self, found, *parts):
        found = list(found)
        self.assertEqual(1, len(found), found)
        for part in parts:
            self.assertIn(part, found[0])


class Layers(Tree):
    def setUp(self):
        super().setUp()
        self.write("core/base/value.hpp", "// A value.\n#include <string>\n")
        self.write("core/sql/dialect.hpp", '// A dialect.\n#include "core/base/value.hpp"\n')
        self.write("capi/include/gemel/base.h", '/* Base. */\n#include "values.h"\n')
        self.write("capi/include/gemel/values.h", "/* Values. */\n")
        self.write("capi/schema.cpp", '// Schema.\n#include "core/sql/dialect.hpp"\n#include <gemel/base.h>\n')

    def test_includes_that_run_downwards_are_fine(self):
        self.write("tests/core/test_sql.cpp", '#include "core/sql/dialect.hpp"\n')
        self.write("tests/capi/fixture.h", "#include <gemel/base.h>\n")
        self.write("tests/capi/test_schema.c", '#include "fixture.h"\n')
        self.assertEqual([], list(layers.check(self.root)))

    def test_an_upward_include_is_named_with_its_line(self):
        self.write("core/statement/select.hpp", '// A select.\n#include "core/model/model.hpp"\n')
        self.assert_complaint(
            layers.check(self.root), "core/statement/select.hpp:2", "core/model is above core/statement"
        )

    def test_the_order_of_the_layers_is_that_of_the_architecture(self):
        for lower, upper in zip(layers.LAYERS, layers.LAYERS[1:]):
            with self.subTest(lower=lower, upper=upper):
                self.write(f"{lower}/upward.hpp", f'#  include "{upper}/other.hpp"\n')
                self.assert_complaint(layers.check(self.root), f"{upper} is above {lower}")
                (self.root / lower / "upward.hpp").unlink()

    def test_a_path_beside_the_file_does_not_hide_the_layer(self):
        self.write("core/base/text.cpp", '// Text.\n#include "../sql/dialect.hpp"\n')
        self.assert_complaint(layers.check(self.root), "core/base/text.cpp:2", 'write "core/sql/dialect.hpp"')

    def test_the_core_does_not_know_the_public_headers(self):
        self.write("core/record/record.cpp", "// A record.\n#include <gemel/base.h>\n")
        self.assert_complaint(layers.check(self.root), "capi is above core/record")

    def test_the_core_does_not_include_from_outside(self):
        self.write("tests/core/mock.hpp", "// A mock.\n")
        self.write("core/record/record.cpp", '// A record.\n#include "tests/core/mock.hpp"\n')
        self.assert_complaint(layers.check(self.root), "no file of the project")

    def test_a_folder_that_is_no_layer_is_refused(self):
        self.write("core/utilities/misc.hpp", "// All sorts.\n")
        self.assert_complaint(layers.check(self.root), "core/utilities/misc.hpp: in no layer")

    def test_only_the_core_tests_look_into_the_core(self):
        for path in ["tests/capi/test_sql.c", "tests/conformance/c/run.c", "examples/c/a.c", "bindings/swig/gemel.i"]:
            with self.subTest(path=path):
                self.write(path, '#include "core/sql/dialect.hpp"\n')
                self.assert_complaint(
                    layers.check(self.root), path, "only tests/core, tests/driver may look into the core"
                )
                (self.root / path).unlink()

    def test_an_empty_tree_is_a_complaint(self):
        (self.root / "nothing").mkdir()
        self.assert_complaint(layers.check(self.root / "nothing"), "no source")


class Guards(Tree):
    def setUp(self):
        super().setUp()
        self.write(HEADER, DECLARED)
        for table, content in [("UNGUARDED", {"gemel_thing_s*": "a number"}), ("UNGUARDED_STATUS", {})]:
            patch = mock.patch.object(guards, table, content)
            patch.start()
            self.addCleanup(patch.stop)

    def test_guarded_and_excused_functions_are_fine(self):
        self.write("capi/thing.cpp", GUARDED)
        self.assertEqual([], list(guards.check(self.root)))

    def test_a_function_without_guard_is_named(self):
        self.write("capi/thing.cpp", GUARDED.replace("guard(err, [&]", "call([&]"))
        self.assert_complaint(guards.check(self.root), "capi/thing.cpp: gemel_thing_open does not go through guard()")

    def test_a_guard_in_a_comment_a_text_or_the_next_function_is_none(self):
        for disguise in ["/* guard( */ call(", "// guard(\n    return call(", 'call("guard(}", ']:
            with self.subTest(disguise=disguise):
                self.write("capi/thing.cpp", GUARDED.replace("guard(", disguise) + "int other() { return guard(1); }\n")
                self.assert_complaint(guards.check(self.root), "gemel_thing_open does not go through guard()")

    def test_handing_over_to_a_function_that_is_guarded_is_fine(self):
        self.write("capi/thing.hpp", "// Help.\ninline gemel_status help(int in) { return guard(in); }\n")
        self.write("capi/more.cpp", "// More.\nstatic gemel_status more(int in) { return capi::help(in + 1); }\n")
        self.write("capi/thing.cpp", GUARDED.replace("guard(err", "more(err"))
        self.assertEqual([], list(guards.check(self.root)))

    def test_handing_over_to_a_function_that_is_not_guarded_is_no_guard(self):
        self.write("capi/thing.hpp", "// Help.\ninline gemel_status help(int in) { return in; }\n")
        self.write("capi/thing.cpp", GUARDED.replace("guard(err", "help(err"))
        self.assert_complaint(guards.check(self.root), "gemel_thing_open does not go through guard()")

    def test_work_beside_handing_over_is_not_guarded(self):
        self.write("capi/thing.hpp", "// Help.\ninline gemel_status help(int in) { return guard(in); }\n")
        self.write("capi/thing.cpp", GUARDED.replace("return guard(err", "work(); return help(err"))
        self.assert_complaint(guards.check(self.root), "gemel_thing_open does not go through guard()")

    def test_what_returns_a_status_is_not_excused_by_a_pattern_for_values(self):
        with mock.patch.object(guards, "UNGUARDED", {"gemel_thing_*": "a number"}):
            self.write("capi/thing.cpp", GUARDED.replace("guard(", "call("))
            self.assert_complaint(guards.check(self.root), "gemel_thing_open does not go through guard()")

    def test_a_function_without_definition_is_named(self):
        self.write("capi/thing.cpp", GUARDED.replace("gemel_thing_size", "gemel_thing_length"))
        found = list(guards.check(self.root))
        self.assertIn("gemel_thing_size: no definition found in capi/*.cpp", found)

    def test_an_excuse_that_nobody_needs_is_named(self):
        self.write("capi/thing.cpp", GUARDED.replace("return 1;", "return guard([] { return 1; });"))
        self.assert_complaint(guards.check(self.root), "gemel_thing_s* excuses nothing any more")


class Files(Tree):
    def setUp(self):
        super().setUp()
        self.write("core/base/value.cpp", "// A value.\n")

    def test_a_short_file_with_an_opening_comment_is_fine(self):
        self.write("tools/test", "#!/bin/sh\n# Runs the tests.\n")
        self.write("tests/a.py", '#!/usr/bin/env python3\n"""A test."""\n')
        self.assertEqual([], list(files.check(self.root)))

    def test_a_file_without_opening_comment_is_named(self):
        for path, text in [("core/base/a.cpp", '#include "b.hpp"\n'), ("tools/a", "#!/bin/sh\nset -e\n"),
                           ("tests/a.h", "#ifndef A_H\n"), ("tests/b.py", "import os\n"), ("tests/empty.c", ""),
                           ("bindings/a.i", "%module a\n"), ("bindings/a.rb", "require 'a'\n")]:
            with self.subTest(path=path):
                self.write(path, text)
                self.assert_complaint(files.check(self.root), path, "does not open with a comment")
                (self.root / path).unlink()

    def test_a_long_file_is_named(self):
        self.write("core/base/long.cpp", "// Long.\n" * (files.MOST_LINES + 1))
        self.assert_complaint(files.check(self.root), "core/base/long.cpp: 501 lines")

    def test_a_wide_line_is_named_in_code_and_in_prose(self):
        for path in ["core/base/wide.cpp", "docs/wide.md", "wide.md"]:
            with self.subTest(path=path):
                self.write(path, "// " + "x" * files.MOST_COLUMNS + "\n")
                self.assert_complaint(files.check(self.root), f"{path}:1: 123 columns")
                (self.root / path).unlink()


class Built(Tree):
    def setUp(self):
        super().setUp()
        self.write("tests/capi/meson.build", "# record\nforeach noun : ['error', 'schema']\n")
        self.write("tests/capi/test_error.c", "/* Errors. */\n")

    def test_a_test_that_is_named_is_fine(self):
        self.write("tests/capi/test_schema.c", "/* Schemas. */\n")
        self.write("tests/examples/test_person.py", '"""A person."""\n')
        self.write("tests/examples/meson.build", "files('test_person.py')\n")
        self.assertEqual([], list(built.check(self.root)))

    def test_a_test_that_is_not_named_is_a_complaint(self):
        for path in ["tests/capi/test_record.c", "tests/capi/test_err.c", "tests/core/test_error.cpp",
                     "tests/ruby/test_error.rb"]:
            with self.subTest(path=path):
                self.write(path, "/* Never run. */\n")
                self.assert_complaint(built.check(self.root), path, "never run")
                (self.root / path).unlink()

    def test_a_tree_without_tests_is_a_complaint(self):
        self.assert_complaint(built.check(self.root / "tests/capi/test_error.c"), "no test")


class Writers(Tree):
    TABLE = "## When validators are asked\n\n| call | validates |\n|---|---|\n"

    def setUp(self):
        super().setUp()
        self.write(HEADER, "GEMEL_API int gemel_record_save(void);\nGEMEL_API int gemel_record_find(void);\n")
        self.write("docs/hooks.md", "### Which calls run them\n\n|call|runs|\n|---|---|\n|`gemel_record_save`|none|\n")
        self.write("docs/validation.md", self.TABLE + "| `gemel_record_save` | |\n")

    def test_tables_that_list_who_writes_are_fine(self):
        self.assertEqual([], list(writers.check(self.root)))

    def test_who_is_missing_is_named(self):
        self.write("docs/validation.md", self.TABLE + "| | `gemel_record_save` |\n\n## More\n\n|`gemel_record_save`|\n")
        self.assert_complaint(writers.check(self.root), "docs/validation.md", "lacks gemel_record_save")

    def test_who_does_not_write_is_named(self):
        self.write("docs/validation.md", self.TABLE + "| `gemel_record_save`, `gemel_record_find` | |\n")
        self.assert_complaint(writers.check(self.root), "docs/validation.md", "gemel_record_find")


class Options(Tree):
    TABLE = """// Options.
GEMEL_CALL(thing_open)
GEMEL_CALL(thing_close)
GEMEL_CALL_AS(thing_open_by_int, thing_open)
GEMEL_OPTION(force, Bool, "false", "It is \\"forced\\", (really).",
             thing_open, thing_close)
GEMEL_OPTION(name, Text, "", "Its name.", thing_open)
"""
    OPEN = """/**
 * Opens. options may be NULL. Options: as gemel_thing_close, and:
 *   name  text: the name,
 *         which is long
 * @since 0.1
 */
GEMEL_API int gemel_thing_open(const gemel_options *options);
"""
    CLOSE = """/**
 * Closes. Options:
 *   force  bool, false: also what is open
 * GEMEL_USAGE. @since 0.1
 */
GEMEL_API int gemel_thing_close(const gemel_options *options);
"""
    BY_INT = """/** By number. Options: as gemel_thing_open. @since 0.1 */
GEMEL_API int gemel_thing_open_by_int(int number, const gemel_options *options);
"""

    def setUp(self):
        super().setUp()
        self.write(options.TABLE, self.TABLE)
        self.write(HEADER, self.OPEN + self.CLOSE + self.BY_INT)
        self.write(options.PAGE, options.page(options.read_table(self.root)))

    def check(self):
        return options.check(self.root)

    def test_comments_that_list_what_the_table_has_are_fine(self):
        self.assertEqual([], list(self.check()))
        page = (self.root / options.PAGE).read_text(encoding="utf-8")
        self.assertIn('- **force** (bool, false): It is "forced", (really).\n', page)
        self.assertIn("\n  Calls: gemel_thing_open, gemel_thing_close\n", page)
        self.assertIn("- gemel_thing_open: force, name\n", page)
        self.assertIn("- gemel_thing_open_by_int: as gemel_thing_open\n", page)

    def test_what_a_comment_lacks_and_what_it_has_too_much_is_named(self):
        self.write(HEADER, self.OPEN.replace("name  text", "nam   text") + self.CLOSE + self.BY_INT)
        found = list(self.check())
        self.assertEqual(2, len(found), found)
        self.assertIn("gemel_thing_open: its comment does not list the option name", found[0])
        self.assertIn("gemel_thing_open: its comment lists nam, which is no option of it", found[1])

    def test_a_comment_that_says_another_type_or_default_is_named(self):
        for said in ["int, false:", "bool:", "bool, true:", "bool, false"]:
            with self.subTest(said=said):
                self.write(HEADER, self.OPEN + self.CLOSE.replace("bool, false:", said) + self.BY_INT)
                self.assert_complaint(self.check(), "gemel_thing_close", 'of force "bool, false: ..."')

    def test_a_comment_without_options_is_named(self):
        self.write(HEADER, self.OPEN + self.CLOSE + self.BY_INT.replace(" Options: as gemel_thing_open.", ""))
        self.assert_complaint(self.check(), "gemel_thing_open_by_int", 'no "Options:"')

    def test_a_comment_that_sends_on_to_a_call_with_others_is_named(self):
        by_int = self.BY_INT.replace("as gemel_thing_open.", "as gemel_thing_close.")
        self.write(HEADER, self.OPEN + self.CLOSE + by_int)
        self.assert_complaint(self.check(), "gemel_thing_open_by_int: its comment does not list the option name")
        self.write(HEADER, self.OPEN + self.CLOSE + self.BY_INT.replace("as gemel_thing_open.", "as gemel_thing."))
        self.assert_complaint(self.check(), "gemel_thing takes no options")

    def test_a_call_that_only_the_header_or_only_the_table_has_is_named(self):
        self.write(HEADER, self.OPEN + self.CLOSE)
        self.assert_complaint(self.check(), "gemel_thing_open_by_int is declared nowhere")
        more = self.BY_INT.replace("by_int", "by_text")
        self.write(HEADER, self.OPEN + self.CLOSE + self.BY_INT + more)
        self.assert_complaint(self.check(), "gemel_thing_open_by_text: takes options, and is not in")

    def test_a_table_that_contradicts_itself_is_named(self):
        for row, complaint in [
            ('GEMEL_OPTION(x, Bool, "", "It.", thing_shut)', "x names thing_shut, which is no call"),
            ('GEMEL_OPTION(x, Bool, "", "It.", thing_open_by_int)', "which takes the options of thing_open"),
            ('GEMEL_OPTION(force, Int, "", "It.", thing_close)', "thing_close has force twice"),
        ]:
            with self.subTest(row=row):
                self.write(options.TABLE, self.TABLE + row + "\n")
                self.assert_complaint(options.check_table(options.read_table(self.root)), complaint)

    def test_a_line_that_nobody_can_read_is_refused(self):
        self.write(options.TABLE, self.TABLE + "GEMEL_OPTION(x, Bool, thing_open\n")
        with self.assertRaises(ValueError):
            options.read_table(self.root)

    def test_a_page_that_is_not_the_tables_is_named(self):
        self.write(options.TABLE, self.TABLE.replace("Its name.", "Its own name."))
        self.assert_complaint(self.check(), "docs/options.md", "--write")


class Headers(Tree):
    compilers = (["cc"], ["c++"])

    def setUp(self):
        super().setUp()
        self.write("capi/gemel.symbols", "gemel_thing_open\ngemel_thing_size\n")
        self.write(HEADER, "#define GEMEL_API\n" + DECLARED)

    def check(self):
        return headers.check(self.root, *self.compilers)

    def test_a_documented_header_that_stands_alone_is_fine(self):
        self.assertEqual(["gemel_thing_open", "gemel_thing_size"], [d.name for d in capi.declarations(self.root)])
        self.assertEqual([], list(self.check()))

    def test_a_header_that_needs_another_is_named(self):
        self.write("capi/include/gemel/needy.h", "/* Needy. */\ngemel_status needy(void);\n")
        found = list(self.check())
        self.assertEqual(["-std=c99", "-std=c++11"], [line.split("\n")[0].split()[-1] for line in found])
        self.assertTrue(all(line.startswith("needy.h: does not compile by itself") for line in found))

    def test_a_header_that_only_newer_languages_know_is_named(self):
        self.write("capi/include/gemel/new.h", "/* New. */\n#ifndef __cplusplus\nenum { TWO = 0b10 };\n#endif\n")
        self.assert_complaint(self.check(), "new.h: does not compile by itself with -std=c99")

    def test_a_function_without_documentation_is_named(self):
        self.write(HEADER, "#define GEMEL_API\n" + DECLARED.replace("/** Its size. @since 0.1 */", "/* Its size. */"))
        self.assert_complaint(self.check(), "gemel_thing_size: no documentation")

    def test_documentation_without_since_is_named(self):
        self.write(HEADER, "#define GEMEL_API\n" + DECLARED.replace("a thing. @since 0.1", "a thing."))
        self.assert_complaint(self.check(), "gemel_thing_open: documentation without @since")

    def test_a_function_that_is_not_listed_or_no_longer_declared_is_named(self):
        self.write("capi/gemel.symbols", "gemel_thing_open\n")
        self.assert_complaint(self.check(), "gemel_thing_size: declared, but not in")
        self.write("capi/gemel.symbols", "gemel_thing_gone\ngemel_thing_open\ngemel_thing_size\n")
        self.assert_complaint(self.check(), "gemel_thing_gone: in capi/gemel.symbols, but declared nowhere")


if __name__ == "__main__":
    unittest.main()
