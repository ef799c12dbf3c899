"""A page of the manual as examples: its fenced blocks, in order, put together into programs.

Knows the form of a page and nothing of compilers. What the words behind a fence mean:

    c frame           the C program that all examples are put into; it stands on one page
    c schema          declarations; they hold for the steps that follow, up to the next ones
    json schema       the same, as a document
    ... schema same   declarations that mean what the ones before them meant
    c refused         declarations that are refused; what is printed says why
    json refused      the same, as a document
    c                 a step: statements, run after the steps before it
    text              what the block above it prints
"""
import dataclasses
import json
import re

KINDS = {"c frame", "c schema", "c schema same", "json schema", "json schema same", "c refused", "json refused", "c"}
DECLARATIONS = "/* declarations */"
STEPS = "/* steps */"
FENCE = re.compile(r"\s*(```+|~~~+)(.*)$")


class PageError(Exception):
    """A page that is not in this form, with the line that shows it."""


@dataclasses.dataclass
class Block:
    """One block of code with what it prints; last_line is the fence that closes it."""

    kind: str
    line: int
    last_line: int
    code: str
    output: "Block | None" = None

    @property
    def declares(self):
        return self.kind not in {"c", "c frame"}

    @property
    def shown(self):
        return self.output.code if self.output else ""


def fenced(lines):
    """All blocks, with their kinds as they are written."""
    opened = None
    for number, line in enumerate(lines, 1):
        fence = FENCE.match(line)
        if not fence:
            continue
        if not line.startswith("```") or line.startswith("````"):
            raise PageError(f"{number}: an example is fenced by ``` at the beginning of a line")
        if opened is None:
            opened = number, fence[2].strip()
            continue
        if fence[2]:
            raise PageError(f"{number}: a block begins before the one of line {opened[0]} ends")
        yield Block(opened[1], opened[0], number, "".join(f"{it}\n" for it in lines[opened[0] : number - 1]))
        opened = None
    if opened:
        raise PageError(f"{opened[0]}: a block that does not end")


def blocks(text):
    """The examples of a page, each with its output."""
    found = []
    for block in fenced(text.splitlines()):
        if block.kind == "text":
            if not found or found[-1].output or found[-1].kind == "c frame":
                raise PageError(f"{block.line}: an output without an example")
            found[-1].output = block
        elif block.kind in KINDS:
            found.append(block)
        else:
            raise PageError(f"{block.line}: '{block.kind}' is no example that can be checked")
    return found


def frame(text):
    """The frame that a page shows."""
    frames = [it for it in blocks(text) if it.kind == "c frame"]
    if len(frames) != 1:
        raise PageError(f"1: {len(frames)} frames instead of one")
    for hole in (DECLARATIONS, STEPS):
        if frames[0].code.count(hole) != 1:
            raise PageError(f"{frames[0].line}: the frame has no single place for {hole}")
    return frames[0].code


def groups(text):
    """Lists of blocks that are one program each: declarations with their steps."""
    found = []
    current = None
    for block in blocks(text):
        if block.kind == "c frame":
            continue
        if block.kind.endswith("refused"):
            found.append([block])
        elif block.declares:
            current = [block]
            found.append(current)
        elif current is None:
            raise PageError(f"{block.line}: a step before any declarations")
        else:
            current.append(block)
    if not found:
        raise PageError("1: a page without examples")
    return found


def unchecked(group, following):
    """What of a program could say anything without being noticed; following is the next group, if there is one."""
    for block in group:
        if not block.declares and not block.output:
            yield block, "a step that shows no output"
    if group[0].kind.endswith("refused") and not group[0].output:
        yield group[0], "declarations that are refused without showing why"
    used = len(group) > 1 or group[0].output or (following and following[0].kind.endswith("same"))
    if group[0].kind in {"c schema", "json schema"} and not used:
        yield group[0], "declarations that no step uses"


def program(frame_code, group, name, separator):
    """The C source of a group. It prints the separator behind each block and at last the schema as a document."""
    mark = f'(void)printf("%s", {json.dumps(separator)});\n(void)fflush(stdout);\n'
    located = [f'#line {it.line + 1} "{name}"\n' + as_c(it) for it in group]
    steps = "".join(mark + it for it in located[1:])
    document = "const char *document_of_the_schema = NULL;\n"
    document += "ok(gemel_schema_to_json(schema, &document_of_the_schema, NULL, &err));\n"
    document += 'puts(document_of_the_schema);\n'
    return frame_code.replace(DECLARATIONS, located[0]).replace(STEPS, steps + mark + document)


def as_c(block):
    if not block.kind.startswith("json"):
        return block.code
    lines = [json.dumps(line, ensure_ascii=False) for line in block.code.splitlines(keepends=True)]
    return (
        "{\nstatic const char document[] =\n" + "\n".join(lines) + ";\n"
        "gemel_schema_free(schema);\n"
        "ok(gemel_schema_from_json(document, sizeof document - 1, &schema, &err));\n}\n"
    )
