#!/usr/bin/env python3
"""Do the headers and the manual tell the options of each call as the table has them, core/base/options.def?

A function that takes options tells them all, in a list behind "Options:", or as another one whose options they are. It
must not know what an option does.

    options.py ROOT [--write]

With --write, docs/options.md is made anew of the table.
"""
import argparse
import re
import sys
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

import capi
import complaints

TABLE = "core/base/options.def"
PAGE = "docs/options.md"
TYPES = {
    "Bool": "bool",
    "Int": "int",
    "Text": "text",
    "Names": "names",
    "Object": "object",
    "Include": "include",
    "BoolOrInt": "bool or int",
    "BoolOrNames": "bool or names",
}
# These take the options of a definition, which core/definition reads.
DEFINITIONS = re.compile(r"schema_")

ROW = re.compile(r'^GEMEL_(CALL|CALL_AS|OPTION)\(((?:[^"()]|"(?:\\.|[^"\\])*")*)\)$', re.M)
CELL = re.compile(r'\s*("(?:\\.|[^"\\])*"(?:\s*"(?:\\.|[^"\\])*")*|\w+)\s*(?:,|$)')
# Behind "Options:": "none", or a list, or whose they are, and perhaps a list of what is added.
TOLD = re.compile(r"\bOptions:(?: (?P<none>none)\b| as gemel_(?P<other>\w+)(?P<more>, and:)?)?(?P<rest>.*)", re.S)
TERM = re.compile(r"  (\w+)  +(\S.*)")


@dataclass
class Option:
    name: str
    type: str
    default: str
    sentence: str
    calls: list

    def head(self):
        return TYPES[self.type] + (f", {self.default}" if self.default else "")


@dataclass
class Table:
    calls: list = field(default_factory=list)
    others: dict = field(default_factory=dict)  # a call to the one whose options it takes
    options: list = field(default_factory=list)

    def of(self, call):
        return [option for option in self.options if self.others.get(call, call) in option.calls]


def cells(text):
    for match in CELL.finditer(text):
        parts = re.findall(r'"((?:\\.|[^"\\])*)"', match[1])
        yield re.sub(r"\\(.)", r"\1", "".join(parts)) if match[1].startswith('"') else match[1]


def read_table(root):
    table = Table()
    source = (root / TABLE).read_text(encoding="utf-8")
    rows = ROW.findall(source)
    if len(rows) != len(re.findall("^GEMEL_", source, re.M)):
        raise ValueError(f"{TABLE} has a line that is no call and no option")
    for kind, text in rows:
        row = list(cells(text))
        if kind == "CALL":
            table.calls.append(row[0])
        elif kind == "CALL_AS":
            table.calls.append(row[0])
            table.others[row[0]] = row[1]
        else:
            table.options.append(Option(*row[:4], row[4:]))
    return table


def check_table(table):
    for option in table.options:
        for call in option.calls:
            if call not in table.calls:
                yield f"{TABLE}: {option.name} names {call}, which is no call"
            elif call in table.others:
                yield f"{TABLE}: {option.name} names {call}, which takes the options of {table.others[call]}"
    for call in table.calls:
        names = [option.name for option in table.of(call)]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{TABLE}: {call} has {name} twice"


# ---- The headers


def lines_of(comment):
    return [re.sub(r"^ *(?:/\*\*|\*/|\*) ?", "", line).rstrip() for line in comment.removesuffix("*/").split("\n")]


def listed(rest):
    """The options of a list, with what is said of each; a line that belongs to none is an error."""
    out = {}
    for line in rest.split("\n")[1:]:
        term = TERM.fullmatch(line)
        if term:
            out[term[1]] = term[2]
        elif not (out and line.startswith("    ")):
            break
    return out


def check_comment(declaration, table):
    call = declaration.name.removeprefix("gemel_")
    told = TOLD.search("\n".join(lines_of(declaration.comment)))
    wanted = {option.name: option for option in table.of(call)}
    if not told:
        yield f'{declaration.name}: takes options, and its comment has no "Options:"'
        return
    own = {} if told["none"] or (told["other"] and not told["more"]) else listed(told["rest"])
    names = list(own)
    if told["other"]:
        if told["other"] not in table.calls:
            yield f"{declaration.name}: gemel_{told['other']} takes no options"
            return
        names += [option.name for option in table.of(told["other"])]
    for name in wanted:
        if name not in names:
            yield f"{declaration.name}: its comment does not list the option {name}"
    for name in names:
        if name not in wanted:
            yield f"{declaration.name}: its comment lists {name}, which is no option of it"
    for name, text in own.items():
        if name in wanted and not text.startswith(wanted[name].head() + ": "):
            yield f'{declaration.name}: its comment must say of {name} "{wanted[name].head()}: ..."'


def takes_options(declaration):
    """Of a call, and not what makes options. Queries are options as JSON."""
    of_itself = declaration.name.startswith("gemel_options_") or declaration.name.startswith("gemel_query_merge")
    takes = re.search(r"const gemel_options \*\w*options\b", declaration.text)
    return bool(takes) and not of_itself or declaration.name == "gemel_query_merge_json"


def check_headers(root, table):
    declared = {}
    for declaration in capi.declarations(root):
        call = declaration.name.removeprefix("gemel_")
        if takes_options(declaration) and not DEFINITIONS.match(call):
            declared[call] = declaration
    for call in table.calls:
        if call not in declared:
            yield f"{TABLE}: gemel_{call} is declared nowhere with options"
    for call, declaration in declared.items():
        if call not in table.calls:
            yield f"{declaration.name}: takes options, and is not in {TABLE}"
        else:
            yield from check_comment(declaration, table)


# ---- The page

OPENING = """\
# Options

Every option of every call, made of the table that the calls themselves read ([options.def](../core/base/options.def)):
change that, and run `tests/lint/options.py . --write`. What an option does in full, the comment of the call says. The
options of definitions are in [models.md](models.md) and [associations.md](associations.md).

An option that a call does not have is GEMEL_USAGE, and so is a value of the wrong type: the message names the call and
the nearest of its options. Nothing has been done then. Types are said as here:

| type | value |
|---|---|
| bool | true or false |
| int | an integer |
| text | a text |
| names | a text or a list of texts |
| object | names and values: a JSON object, or gemel_options_set_values |
| include | the name of an association, an object with `association` and the options of gemel_query_include, or a list |
"""


def wrapped(text, indent=""):
    return textwrap.fill(text, 118, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def page(table):
    out = [OPENING, "## By name\n"]
    for option in sorted(table.options, key=lambda it: it.name.lower()):
        out.append(wrapped(f"- **{option.name}** ({option.head()}): {option.sentence}", "  "))
        calls = [f"gemel_{call}" for call in table.calls if call in option.calls]
        out.append(wrapped("  Calls: " + ", ".join(calls), "  ") + "\n")
    out.append("## By call\n")
    for call in table.calls:
        other = table.others.get(call)
        names = ", ".join(option.name for option in table.of(call)) or "none"
        out.append(wrapped(f"- gemel_{call}: {f'as gemel_{other}' if other else names}", "  "))
    return "\n".join(out) + "\n"


def check(root):
    table = read_table(root)
    yield from check_table(table)
    yield from check_headers(root, table)
    path = root / PAGE
    if not path.exists() or path.read_text(encoding="utf-8") != page(table):
        yield f"{PAGE} is not what {TABLE} says: run tests/lint/options.py . --write"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    if arguments.write:
        (root / PAGE).write_text(page(read_table(root)), encoding="utf-8")
    return complaints.report(check(root))


if __name__ == "__main__":
    sys.exit(main())
