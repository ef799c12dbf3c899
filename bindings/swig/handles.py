#!/usr/bin/env python3
"""Writes handles.i: what SWIG cannot read off a C header by itself, namely which handles have an end of their own.

    handles.py GEMEL_H OUTPUT DEPFILE

Reads the headers that gemel.h includes, in an order in which each finds what it needs. It must not know what a handle
is for: the grammar of base.h tells (`gemel_x_free` makes an owned handle of gemel_x, `gemel_x_new` gives one).
"""
import re
import sys
from pathlib import Path

INCLUDE = re.compile(r'^#include "(\w+\.h)"', re.MULTILINE)
HANDLE = re.compile(r"^typedef struct gemel_(\w+) gemel_\1;", re.MULTILINE)
FREE = re.compile(r"\bgemel_(\w+)_free\(gemel_\1 \*self\);")
NEW = re.compile(r"\b(gemel_\w+_new)\(void\);")


def headers(header: Path, found: list[Path]) -> list[Path]:
    """A header and all that it includes, what is included first."""
    for name in INCLUDE.findall(header.read_text(encoding="utf-8")):
        if header.parent / name not in found:
            headers(header.parent / name, found)
    if header not in found:
        found.append(header)
    return found


def main(top: Path, output: Path, depfile: Path) -> None:
    read = headers(top, [])
    text = "".join(header.read_text(encoding="utf-8") for header in read)
    freed = set(FREE.findall(text))
    # An error and a log event never reach a language as objects.
    handles = [name for name in HANDLE.findall(text) if name not in ("error", "hook_event", "log_event")]
    lines = ["/* Made from the public headers by handles.py. */"]
    lines += [f"%gemel_{'owned' if name in freed else 'part'}({name})" for name in handles]
    lines += [f"%gemel_made({name})" for name in NEW.findall(text)]
    lines += [f'%include "gemel/{header.name}"' for header in read if header != top]
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    depfile.write_text(f"{output}: {' '.join(map(str, read))}\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
