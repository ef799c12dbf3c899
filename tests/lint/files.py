#!/usr/bin/env python3
"""Is every file one that can be read: short, not wide, and saying first what it is?

It must not know what is in a file beyond its lines.

    files.py ROOT
"""
import sys
from pathlib import Path

import complaints

FOLDERS = ["core", "capi", "bindings", "tests", "examples", "bench", "tools", "docs", "pkgconfig", ".ci"]
CODE = {".c", ".h", ".cpp", ".hpp", ".def", ".i", ".py", ".rb", ".map", ".build", ""}
PROSE = {".md"}
OPENINGS = ("/*", "//", "#", '"""', "%{")
MOST_LINES = 500
MOST_COLUMNS = 120
# Part of a contract that others keep: it must stay as it is, to the letter.
VERBATIM = {Path("tests/conformance/compare.py")}


def check_file(name, lines, is_code):
    if is_code:
        first = lines[1] if lines and lines[0].startswith("#!") and len(lines) > 1 else (lines or [""])[0]
        if not first.startswith(OPENINGS) or first.startswith(("#include", "#ifndef", "#define", "#pragma")):
            yield f"{name}: does not open with a comment that says what it is"
        if len(lines) > MOST_LINES:
            yield f"{name}: {len(lines)} lines; split it before {MOST_LINES}"
    for number, line in enumerate(lines, 1):
        if len(line) > MOST_COLUMNS:
            yield f"{name}:{number}: {len(line)} columns, at most {MOST_COLUMNS}"


def check(root):
    checked = [path for path in root.iterdir() if path.suffix in PROSE or path.name == "meson.build"]
    checked += complaints.files(root, FOLDERS, CODE | PROSE)
    if not any(path.suffix in {".cpp", ".c"} for path in checked):
        yield f"no source under {root}"
    for path in checked:
        if path.relative_to(root) in VERBATIM:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from check_file(path.relative_to(root), lines, path.suffix in CODE)


if __name__ == "__main__":
    sys.exit(complaints.report(check(Path(sys.argv[1]).resolve())))
