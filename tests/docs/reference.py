#!/usr/bin/env python3
"""Is the reference whole? Makes it, and complains of what Doxygen does, of a function, a constant, a type or a macro of
the headers that has no entry of its own, or one that says nothing, and of links that lead nowhere.

Knows the headers' form and Doxygen's; what an entry says is the headers' own. It must know no name.

    reference.py --make SCRIPT --doxygen PROGRAM ROOT
"""
import argparse
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

HEADERS = "capi/include/gemel/*.h"
SYMBOLS = "capi/gemel.symbols"
WITHIN_COND = re.compile(r"/\*\* @cond \*/.*?/\*\* @endcond \*/", re.S)
COMMENT = re.compile(r"/\*.*?\*/", re.S)
ENUM = re.compile(r"\benum\b[^{;]*\{([^}]*)\}")
# A macro without a value or arguments is its header's guard.
DECLARED = re.compile(r"^#define (?P<define>GEMEL_\w+)[ (]|^typedef [^;()]*?(?P<typedef>\bgemel_\w+)[;(]", re.M)
LINK = re.compile(r'(?:href|src)="([^"]+)"')
PLACE = re.compile(r'\b(?:id|name)="([^"]+)"')


def wanted(root):
    """(kind, name) of everything that must have an entry."""
    for name in (root / SYMBOLS).read_text(encoding="utf-8").split():
        yield "function", name
    for header in sorted(root.glob(HEADERS)):
        text = COMMENT.sub("", WITHIN_COND.sub("", header.read_text(encoding="utf-8")))
        for enum in ENUM.finditer(text):
            yield from (("enumvalue", name) for name in re.findall(r"\bGEMEL_\w+", enum[1]))
        for found in DECLARED.finditer(text):
            yield found.lastgroup, found[found.lastgroup]


def entries(html):
    """Where each entry is, by (kind, name)."""
    for member in xml.parse(html / "gemel.tag").iter("member"):
        text = {child.tag: child.text for child in member}
        if member.get("kind") == "enumeration":
            for value in member.iter("enumvalue"):
                yield ("enumvalue", value.text), (value.get("file"), value.get("anchor"))
        yield (member.get("kind"), text["name"]), (text["anchorfile"], text["anchor"])


def says_something(page, kind, anchor):
    """Is there text in the entry at this place of a page?"""
    begin = page.find(f'<a id="{anchor}"')
    part = "fielddoc" if kind == "enumvalue" else "memdoc"
    end = page.find("</tr>" if kind == "enumvalue" else '<h2 class="memtitle">', page.find(f'class="{part}"', begin))
    said = re.search(rf'class="{part}">(.*)', page[begin:end], re.S) if begin >= 0 else None
    return bool(said and re.search(r"\w", re.sub(r"<[^>]*>|&\w+;", "", said[1].split('<dl class="section')[0])))


def check_entries(root, html, pages):
    places = dict(entries(html))
    for kind, name in wanted(root):
        page, anchor = places.get((kind, name), (None, None))
        if page is None:
            yield f"{name}: no entry as a {kind}"
        elif not says_something(pages[page], kind, anchor):
            yield f"{name}: its entry says nothing"


def check_links(html, pages):
    places = {name: {*PLACE.findall(text)} for name, text in pages.items()}
    for name, text in pages.items():
        for link in sorted({*LINK.findall(text)}):
            page, _, place = link.partition("#")
            page = page or name
            if re.match(r"\w+:", link):
                continue
            if not (html / page).is_file():
                yield f"{name}: a link to {link}, which is not there"
            elif place and place not in places.get(page, {place}):
                yield f"{name}: a link to {link}, a place that is not there"


def check(root, html):
    pages = {path.name: path.read_text(encoding="utf-8") for path in html.glob("*.html")}
    yield from check_entries(root, html, pages)
    yield from check_links(html, pages)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--make", required=True)
    parser.add_argument("--doxygen", required=True)
    parser.add_argument("root", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, "-B", arguments.make, "--doxygen", arguments.doxygen, "--version", "test"]
        made = subprocess.run([*command, "--strict", "--root", arguments.root, output], check=False)
        complaints = [] if made.returncode == 0 else ["Doxygen complains"]
        complaints += check(arguments.root, Path(output, "html"))
    print(*complaints, f"{len(complaints)} complaints", sep="\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
