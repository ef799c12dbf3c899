#!/usr/bin/env python3
"""Is the header the manual, and can everybody read it?

Compiles every public header by itself as C99 and as C++11, and complains of each function without documentation that
says since when it is there, and of a symbol list that is not the headers'. It must not know the core.

    headers.py ROOT --cc COMPILER... --cxx COMPILER...
"""
import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import capi
import complaints

STRICT = ["-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
SYMBOLS = "capi/gemel.symbols"


def check_alone(root, header, compiler, standard, suffix):
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "alone" + suffix)
        program.write_text(f"#include <gemel/{header.name}>\nint only_the_header;\n", encoding="utf-8")
        command = [*compiler, standard, *STRICT, f"-I{root / 'capi/include'}", str(program)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        yield f"{header.name}: does not compile by itself with {standard}\n{result.stderr.rstrip()}"


def check_documentation(root):
    for declaration in capi.declarations(root):
        if not declaration.comment.startswith("/**"):
            yield f"{declaration.name}: no documentation"
        elif not re.search(r"@since\W+\d+\.\d+", declaration.comment):
            yield f"{declaration.name}: documentation without @since"


def check_symbols(root):
    declared = sorted(declaration.name for declaration in capi.declarations(root))
    listed = (root / SYMBOLS).read_text(encoding="utf-8").split()
    if not declared:
        yield f"no GEMEL_API function under {root / capi.HEADERS}"
    for name in sorted({*declared} - {*listed}):
        yield f"{name}: declared, but not in {SYMBOLS}: run tools/update-abi"
    for name in sorted({*listed} - {*declared}):
        yield f"{name}: in {SYMBOLS}, but declared nowhere"


def check(root, cc, cxx):
    for header in capi.headers(root):
        yield from check_alone(root, header, cc, "-std=c99", ".c")
        yield from check_alone(root, header, cxx, "-std=c++11", ".cpp")
    yield from check_documentation(root)
    yield from check_symbols(root)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("--cc", nargs="+", required=True)
    parser.add_argument("--cxx", nargs="+", required=True)
    arguments = parser.parse_args()
    sys.exit(complaints.report(check(arguments.root.resolve(), arguments.cc, arguments.cxx)))
