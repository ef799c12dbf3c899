#!/usr/bin/env python3
"""Do the tables of docs/hooks.md and docs/validation.md name every function that writes rows, and no other?

A function that the headers declare writes rows if it is named by one of the verbs below. It must not know what these
do.

    writers.py ROOT
"""
import re
import sys
from pathlib import Path

import capi
import complaints

VERBS = ("create", "save", "update", "upsert", "insert", "destroy", "restore", "touch", "set_association",
         "unset_association", "query_sql")
WRITES = re.compile(rf"gemel_(records?|rows|query)_({'|'.join(VERBS)})(_key|_int|_text|_pair|_association)?"
                    r"|gemel_bulk_(?!free).*")
TABLES = {"docs/hooks.md": "### Which calls run them", "docs/validation.md": "## When validators are asked"}


def named(page, heading):
    """The functions in the first column of the table below that heading."""
    section = re.split(r"^#+ ", page.partition(heading + "\n")[2], flags=re.M)[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return {name for row in rows for name in re.findall(r"gemel_\w+", row.split("|")[1])}


def check(root):
    writers = {it.name for it in capi.declarations(root) if WRITES.fullmatch(it.name)}
    for path, heading in TABLES.items():
        listed = named((root / path).read_text(encoding="utf-8"), heading)
        for name in sorted(writers - listed):
            yield f"{path}: the table below '{heading}' lacks {name}"
        for name in sorted(listed - writers):
            yield f"{path}: the table below '{heading}' has {name}, which is no function that writes rows"


if __name__ == "__main__":
    sys.exit(complaints.report(check(Path(sys.argv[1]))))
