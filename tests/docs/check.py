#!/usr/bin/env python3
"""Are the examples of the manual true? Compiles and runs them, and compares what they print with what is shown.

Knows compilers and processes; how a page is read is page.py's. The compiler is $CC.

    check.py [--write] --include FOLDER --library FOLDER --frame PAGE PAGE...

With --write, what is printed becomes what is shown. Read the difference before you believe it.
"""
import argparse
import difflib
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

import page

FLAGS = ["-std=c99", "-Wall", "-Wextra", "-Werror"]
SEPARATOR = "-- the end of a block --\n"
TIMEOUT = 60


class Toolchain:
    def __init__(self, include, library):
        self.command = shlex.split(os.environ.get("CC", "cc"))
        self.include, self.library = pathlib.Path(include).resolve(), pathlib.Path(library).resolve()

    def run(self, source):
        """(exit status, output) of a program; the status is None if it does not compile."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder)
            (path / "example.c").write_text(source, encoding="utf-8")
            command = [*self.command, *FLAGS, f"-I{self.include}", "-c", "example.c", "-o", "example.o"]
            compiled = self.call(command, folder)
            if compiled.returncode == 0:
                link = [f"-L{self.library}", f"-Wl,-rpath,{self.library}", "-lgemel"]
                compiled = self.call([*self.command, "example.o", "-o", "example", *link], folder)
            if compiled.returncode != 0:
                return None, compiled.stdout
            ended = self.call([str(path / "example")], folder)
            return ended.returncode, ended.stdout

    @staticmethod
    def call(command, folder):
        return subprocess.run(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=False,
        )


def differences(block, printed):
    if printed == block.shown:
        return
    yield "prints something else:"
    for line in difflib.unified_diff(block.shown.splitlines(), printed.splitlines(), "shown", "printed", "", "", 9, ""):
        yield f"    {line}"


def check_page(name, text, frame, toolchain):
    """Complaints, and for each block what it prints."""
    complaints, printed = [], []
    previous = None
    groups = page.groups(text)
    for group, following in zip(groups, [*groups[1:], None]):
        head = group[0]
        complaints += [f"{name}:{block.line}: {what}" for block, what in page.unchecked(group, following)]
        status, output = toolchain.run(page.program(frame, group, name, SEPARATOR))
        if status is None:
            complaints.append(f"{name}:{head.line}: does not compile:\n{output}")
            continue
        parts = output.split(SEPARATOR)
        refused = head.kind.endswith("refused")
        if status != (1 if refused else 0) or len(parts) != (1 if refused else len(group) + 1):
            last = group[min(len(parts), len(group)) - 1]
            complaints.append(f"{name}:{last.line}: ended with {status}:\n{parts[-1]}")
            continue
        for block, part in zip(group, parts):
            printed.append((block, part))
            complaints += [f"{name}:{block.line}: {line}" for line in differences(block, part)]
        if head.kind.endswith("same") and parts[-1] != previous:
            complaints.append(f"{name}:{head.line}: not the same schema as before:\n{previous}{parts[-1]}")
        if not refused:
            previous = parts[-1]
    return complaints, printed


def with_outputs(text, printed):
    """The page, showing what was printed."""
    lines = text.splitlines()
    for block, output in sorted(printed, key=lambda it: -it[0].line):
        new = ["```text", *output.splitlines(), "```"] if output else []
        if block.output:
            lines[block.output.line - 1 : block.output.last_line] = new
        elif new:
            lines[block.last_line : block.last_line] = new
    return "".join(f"{line}\n" for line in lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    for name in ("--include", "--library", "--frame"):
        parser.add_argument(name, required=True)
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    toolchain = Toolchain(options.include, options.library)
    complaints, examples = [], 0
    try:
        frame = page.frame(pathlib.Path(options.frame).read_text(encoding="utf-8"))
    except page.PageError as error:
        print(f"{options.frame}:{error}")
        return 1
    for path in options.pages:
        text = path.read_text(encoding="utf-8")
        try:
            complained, printed = check_page(path.name, text, frame, toolchain)
        except page.PageError as error:
            complained, printed = [f"{path.name}:{error}"], []
        if options.write:
            path.write_text(with_outputs(text, printed), encoding="utf-8")
        complaints += complained
        examples += len(printed)
    print(*complaints, f"{examples} examples, {len(complaints)} complaints", sep="\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
