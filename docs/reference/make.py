#!/usr/bin/env python3
"""Makes the reference in OUTPUT/html: what Doxygen reads out of the headers, with the manual and the examples.

    make.py --doxygen PROGRAM --version VERSION [--strict] [--depfile FILE] [--root FOLDER] OUTPUT

With --strict a warning of Doxygen is a failure. It must not know what a page says.
"""
import argparse
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = ("README.md", "capi/include/gemel/*.h", "docs/*.md", "docs/reference/*", "examples/c/*")


def settings(arguments):
    return {
        "filter": HERE / "filter.py",
        "here": HERE,
        "on_warning": "FAIL_ON_WARNINGS" if arguments.strict else "NO",
        "output": arguments.output,
        "python": sys.executable,
        "root": arguments.root,
        "version": arguments.version,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--doxygen", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--depfile", type=Path)
    parser.add_argument("--root", type=Path, default=HERE.parents[1])
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    arguments.root, arguments.output = arguments.root.resolve(), arguments.output.resolve()

    doxyfile = (HERE / "Doxyfile.in").read_text(encoding="utf-8")
    for name, value in settings(arguments).items():
        doxyfile = doxyfile.replace(f"@{name}@", str(value))
    # A page that is no longer made must not stay.
    shutil.rmtree(arguments.output / "html", ignore_errors=True)
    ended = subprocess.run([arguments.doxygen, "-"], input=doxyfile, encoding="utf-8", check=False)
    if arguments.depfile:
        sources = [str(path).replace(" ", "\\ ") for form in SOURCES for path in sorted(arguments.root.glob(form))]
        arguments.depfile.write_text(f"html: {' '.join(sources)}\n", encoding="utf-8")
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
