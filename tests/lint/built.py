#!/usr/bin/env python3
"""Is every test that is there also run?

Complains of each tests/*/test_NAME.* whose NAME is not in the meson.build beside it. It must not know what a test
tests.

    built.py ROOT
"""
import re
import sys
from pathlib import Path

import complaints

TESTS = {".c", ".cpp", ".py", ".rb"}


def check(root):
    seen = 0
    for path in complaints.files(root, ["tests"], TESTS):
        if not path.name.startswith("test_"):
            continue
        seen += 1
        build = path.parent / "meson.build"
        text = build.read_text(encoding="utf-8") if build.is_file() else ""
        words = set(re.findall(r"\w+", re.sub(r"#.*", "", text)))
        if words.isdisjoint({path.stem, path.stem.removeprefix("test_")}):
            yield f"{path.relative_to(root)}: the meson.build beside it does not name it, so it is never run"
    if not seen:
        yield f"no test under {root / 'tests'}"


if __name__ == "__main__":
    sys.exit(complaints.report(check(Path(sys.argv[1]).resolve())))
