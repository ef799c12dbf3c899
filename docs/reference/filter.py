#!/usr/bin/env python3
"""Prints a header or a page of the manual as Doxygen reads it, so that both stay text for people.

    filter.py ROOT FILE

Of a header it knows this: what is indented in a comment is a list of terms or else shown as it stands; a comment
between `----` begins a section; a name of gemel is a link wherever it stands. Of a page it knows how GitHub names
headings, and which links lead into the reference. Lines keep their numbers, which Doxygen's complaints tell. It must
know no name of the API.
"""
import html
import itertools
import re
import sys
from pathlib import Path

# Not part of a longer one, of a path or of a pattern such as GEMEL_LOG_... or gemel_<noun>_free, nor with arguments.
NAME = r"(?<![\w/.#@-])(?:gemel_[a-z]|GEMEL_[A-Z])\w*(?<!_)(?![\w*<]|\.\w|\.\.\.|\((?!\)))"
GUIDE = r"\bdocs/(?P<guide>[a-z_]+)\.md\b"
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
COMMENT = re.compile(r"(/\*.*?\*/)(\n(?=\n))?", re.S)
SECTION = re.compile(r"---- ([^:.;,]+)(?:[:.;,]\s)?(.*?)\s*----\s*", re.S)
# A term and, behind two blanks at least, what it means.
TERM = re.compile(r"  (\S+(?: \S+)*)  +(\S.*)")


def with_names(text):
    """Every name of gemel as a link, of which Doxygen complains if it leads nowhere."""
    return re.sub(NAME, r"#\g<0>", text)


def code(text):
    return with_names(re.sub(r"[\\@#%]", r"\\\g<0>", html.escape(text, quote=False)))


def label(page, heading=""):
    """What Doxygen is told to call a page, or a heading of it."""
    if page == "readme" and not heading:
        return "mainpage"
    words = re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
    return f"page_{page}_{words}" if heading else f"page_{page}"


# ---- Headers


def escaped(text):
    """Prose: a name is a link, and no other sign is a command or Markdown."""

    def replaced(found):
        if found["name"]:
            return f"#{found[0]}"
        if found["guide"]:
            return f"[{found[0]}](@ref {label(found['guide'])})"
        return "\\" + found[0]

    return re.sub(
        rf"(?P<name>{NAME})|{GUIDE}|[\\#%*<>$\[\]~]|@(?!(?:since|file|cond|endcond)\b)|(?<!\w)_|_(?!\w)", replaced, text
    )


def prose(lines):
    """What is in backquotes, also over the end of a line, is code; a word in capitals begins a paragraph."""
    parts = "\n".join(lines).split("`")
    text = "".join(f"<code>{code(part)}</code>" if i % 2 else escaped(part) for i, part in enumerate(parts))
    return re.sub(r"(^\n*|\n\n)([A-Z]{4,}(?: [A-Z]{2,})*)(?![\w'])", r"\1<b>\2</b>", text).split("\n")


def terms(lines):
    """Indented lines as a list of terms, or None if they are anything else."""
    rows, column = [], None
    for line in lines:
        term = TERM.fullmatch(line)
        if term and "  " not in term[2] and column in {None, term.start(2)}:
            column = term.start(2)
            rows.append([f"<tr><td>{code(term[1])}</td><td>", term[2]])
        elif rows and re.fullmatch(rf" {{{column}}}\S.*", line) and "  " not in line.strip():
            rows[-1].append(line.strip())
        else:
            return None
    out = []
    for opening, *words in rows:
        words = prose(words)
        out += [opening + words[0], *words[1:]]
        out[-1] += "</td></tr>"
    out[0], out[-1] = '<table class="terms">' + out[0], out[-1] + "</table>"
    return out


def table(lines):
    shown = terms(lines)
    if not shown:
        shown = [code(line[2:]) for line in lines]
        shown[0] = "<pre>" + shown[0]
        shown[-1] += "</pre>"
    return shown


def body(lines):
    """The lines of a comment, of which those that are indented are a table."""
    out, at = [], 0
    while at < len(lines):
        indented = lines[at].startswith("  ")
        end = at + 1
        while end < len(lines) and lines[end].startswith("  ") == indented:
            end += 1
        out += table(lines[at:end]) if indented else prose(lines[at:end])
        at = end
    return out


def inside(comment):
    """The lines of a comment without its margin, and its signs."""
    first, *lines = comment[2:-2].split("\n")
    return [first.lstrip("*<").strip(), *(re.sub(r"^ *\* ?", "", line).rstrip() for line in lines)]


class Header:
    """A header's comments, one after another."""

    def __init__(self, text):
        self.text, self.in_section = text, False

    def read(self):
        text = COMMENT.sub(self.comment, self.text)
        return text.replace("\nGEMEL_END\n", "\n/** @} */ GEMEL_END\n") if self.in_section else text

    def comment(self, found):
        lines = inside(found[1])
        section = SECTION.fullmatch("\n".join(lines).strip())
        if section:
            return self.section(section[1], section[2], found[0].count("\n"))
        if found[1].startswith("/**"):
            opening = "/**< " if found[1].startswith("/**<") else "/** "
            return opening + "\n * ".join(body(lines)) + " */" + (found[2] or "")
        return found[0]

    def section(self, title, text, line_count):
        """The blank line behind it, if there is one, makes room for the title's own."""
        close, self.in_section = "/** @} */ " if self.in_section else "", True
        text = text[:1].upper() + text[1:]
        lines = [f"{close}/** @name {title}", *(body(text.split("\n")) if text else [])]
        return "\n" * (line_count + 1 - len(lines)) + "\n * ".join(lines) + " */ /** @{ */"


def examples(folder):
    """The programs in C as pages, which open with comments of their own."""
    for path in sorted(folder.glob("*.c")):
        yield f"/** @example {path.name} */\n"


# ---- Pages


class Page:
    """A page of the manual. Of files outside of the reference only their names are left."""

    def __init__(self, root, path):
        self.root, self.path, self.name = root, path, path.stem.lower()

    def target(self, link):
        """What Doxygen calls where a link leads to; None where the reference does not have it."""
        if re.match(r"\w+:", link):
            return link
        name, _, anchor = link.partition("#")
        path = (self.path.parent / name).resolve() if name else self.path
        if path.parent == self.root / "docs" or path == self.root / "README.md":
            return "@ref " + label(path.stem.lower(), anchor)
        if path.suffix == ".h" or path.parent == self.root / "examples/c" and path.suffix == ".c":
            return f"@ref {path.name}"
        # Doxygen complains of what is not there at all.
        return None if path.exists() else f"@ref {link}"

    def link(self, found):
        target = self.target(found[2])
        words = found[1].replace("\n", " ")
        return (f"[{words}]({target})" if target else words) + "\n" * found[1].count("\n")

    def prose(self, lines):
        parts = re.split(r"(`[^`]+`)", LINK.sub(self.link, "\n".join(lines)))
        for i, part in enumerate(parts):
            if i % 2 == 0:
                parts[i] = with_names(part)
            elif re.search(NAME, part):
                parts[i] = f"<code>{code(part[1:-1])}</code>"
        return "".join(parts)

    def heading(self, found):
        heading = found[2].replace("`", "") if found[1] != "#" else ""
        return f"{found[0]} {{#{label(self.name, heading)}}}"

    def read(self):
        out = []
        for prosaic, lines in itertools.groupby(self.lines(), key=lambda line: line[0]):
            lines = [line for _, line in lines]
            out += [self.prose(lines)] if prosaic else lines
        return "\n".join(out)

    def lines(self):
        """Each line, told whether it is prose; headings and fences as Doxygen has them."""
        fenced = False
        for line in self.path.read_text(encoding="utf-8").split("\n"):
            heading = re.fullmatch(r"(#+) (.*)", line)
            if line.startswith("```"):
                fenced = not fenced
                yield False, line.split(" ")[0]
            elif fenced or line.startswith("    "):
                yield False, line
            elif heading:
                yield False, self.heading(heading)
            else:
                yield True, line


def main():
    root, path = (Path(argument).resolve() for argument in sys.argv[1:])
    if path.suffix == ".md":
        text = Page(root, path).read()
    else:
        text = Header(path.read_text(encoding="utf-8")).read()
        if path.name == "gemel.h":
            text += "".join(examples(root / "examples/c"))
    sys.stdout.buffer.write(text.encode())


if __name__ == "__main__":
    main()
