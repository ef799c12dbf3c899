#!/usr/bin/env python3
"""Do includes run downwards only?

Reads the #include lines under core/ and capi/ and complains of each one that leads to a higher layer, and of each file
outside that reaches into the core without right. It must not know what a file is for: its folder says all.

    layers.py ROOT
"""
import re
import sys
from pathlib import Path

import complaints

# docs/architecture.md draws these, the highest at the top; here the lowest comes first.
CORE = """base driver statement sql model definition resolving association object query session reading writing
calls record""".split()
LAYERS = [*(f"core/{layer}" for layer in CORE), "capi"]

# Who may use the core besides the C boundary: the tests that have to see the statements. All others are gemel's users.
INSIDERS = ["tests/core", "tests/driver"]
USERS = ["bindings", "examples", "bench", "tests"]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SOURCES = {".c", ".h", ".cpp", ".hpp", ".def", ".i"}


def is_under(path, folder):
    return path == folder or path.startswith(folder + "/")


def layer_of(path):
    """The height of the layer that a path is part of; None for what is no part of the library."""
    return next((height for height, folder in enumerate(LAYERS) if is_under(path, folder)), None)


def included_path(root, source, bracket, name):
    """Where in the project an #include leads; None if it leads out of it."""
    if name.startswith("gemel/"):
        return "capi/include/" + name
    if bracket == '"':
        beside = (source.parent / name).resolve()
        if beside.is_file() and beside.is_relative_to(root):
            return beside.relative_to(root).as_posix()
    return name if layer_of(name) is not None else None


def check_include(path, bracket, name, target):
    """What is wrong with an #include in a file, or None."""
    height = layer_of(path)
    if height is None:
        if target and is_under(target, "core") and not any(is_under(path, folder) for folder in INSIDERS):
            return f"includes {name}: only {', '.join(INSIDERS)} may look into the core"
        return None
    if target is None:
        if bracket == '"' and not is_under(path, "capi/include"):
            return f"includes {name}, which is no file of the project: write its path from the project's root"
        return None
    if is_under(path, "core") and target != name and not name.startswith("gemel/"):
        return f'includes {name}: write "{target}", its path from the project\'s root'
    if layer_of(target) is None:
        return f"includes {name}: outside the library"
    if layer_of(target) > height:
        return f"includes {name}: {LAYERS[layer_of(target)]} is above {LAYERS[height]}"
    return None


def check(root):
    root = root.resolve()
    seen = 0
    for source in complaints.files(root, ["core", "capi", *USERS], SOURCES):
        path = source.relative_to(root).as_posix()
        if is_under(path, "core") and layer_of(path) is None:
            yield f"{path}: in no layer; the layers are {', '.join(LAYERS)}"
        seen += layer_of(path) is not None
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
            if match := INCLUDE.match(line):
                bracket, name = match.groups()
                wrong = check_include(path, bracket, name, included_path(root, source, bracket, name))
                if wrong:
                    yield f"{path}:{number}: {wrong}"
    if not seen:
        yield f"no source of any layer under {root}"


if __name__ == "__main__":
    sys.exit(complaints.report(check(Path(sys.argv[1]))))
