"""Reads the C boundary: what the public headers declare, and what capi/*.cpp defines. It must not judge either."""
import re
from dataclasses import dataclass

HEADERS = "capi/include/gemel"

DECLARATION = re.compile(r"\bGEMEL_API\b\s+(?P<returns>[^;()]*?)\s*(?P<name>\bgemel_\w+)\s*\([^;]*;")
# A name, parameters that may hold parentheses once (a callback), and the brace that opens the body.
DEFINITION = re.compile(
    r"\b(?!(?:if|for|while|switch|catch)\b)([a-z]\w*)\s*\((?:[^(){};]|\([^(){};]*\))*\)\s*(?:noexcept\s*)?\{"
)
# Texts and characters, so that what looks like a comment or a brace inside them is none; then comments.
TOKENS = re.compile(r'("(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\')|//[^\n]*|/\*.*?\*/', re.S)


@dataclass
class Declaration:
    name: str
    returns: str
    comment: str  # the documentation comment that stands directly before it, or ""
    text: str = ""  # all of it, up to the semicolon


def headers(root):
    return sorted((root / HEADERS).glob("*.h"))


def declarations(root):
    """Every exported function, in the order of the headers."""
    for header in headers(root):
        text = header.read_text(encoding="utf-8")
        for match in DECLARATION.finditer(text):
            before = text[:match.start()].rstrip()
            comment = before[before.rfind("/*"):] if before.endswith("*/") else ""
            yield Declaration(match["name"], match["returns"], comment, match[0])


def without_comments(text):
    """The code alone; of a text or character only the quotes remain."""
    return TOKENS.sub(lambda match: '""' if match[1] else " ", text)


def definitions(text):
    """Every function of a source file, with its body."""
    code = without_comments(text)
    for match in DEFINITION.finditer(code):
        depth, end = 1, match.end()
        while depth and end < len(code):
            depth += {"{": 1, "}": -1}.get(code[end], 0)
            end += 1
        yield match[1], code[match.end():end]
