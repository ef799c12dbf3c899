#!/usr/bin/env python3
"""Can no exception leave the C boundary?

Every function that the headers declare must call guard(), or be one statement that hands over to a function of capi/
which does, unless the tables below say why it cannot fail. It must not know what the functions do.

    guards.py ROOT
"""
import fnmatch
import re
import sys
from pathlib import Path

import capi
import complaints

# Functions that return their value directly cannot tell a failure, so they must have none. Pattern: why that is so.
UNGUARDED = {
    "gemel_version": "a constant",
    "gemel_status_name": "looks into a constant table",
    "gemel_*_new": "without memory it gives the inert object that base.h promises",
    "gemel_*_free": "destructors do not throw",
    "gemel_*_clear": "takes away, and needs no memory for it",
    "gemel_error_*": "reads an error that is complete; must work without memory",
    "gemel_log_event_*": "reads an event that is complete",
    "gemel_hook_event_*": "reads an event that is complete",
    "gemel_schema_model_*": "reads a part of a resolved schema",
    "gemel_schema_warning_*": "reads a part of a resolved schema",
    "gemel_model_*": "reads a part of a resolved schema",
    "gemel_attribute_*": "reads a part of a resolved schema",
    "gemel_association_*": "reads a part of a resolved schema",
    "gemel_database_pool_count": "reads a number",
    "gemel_session_depth": "reads a number",
    "gemel_session_label": "reads a text that is complete",
    "gemel_session_statement_count": "reads a number",
    "gemel_plan_round_trips": "reads a number",
    "gemel_plan_step_*": "reads a text that is complete",
    "gemel_plan_text": "reads a text that is complete",
    "gemel_plan_json": "reads a text that is complete",
    "gemel_records_count": "reads a number",
    "gemel_rows_count": "reads a number",
    "gemel_rows_width": "reads a number",
    "gemel_rows_name": "reads a text that is complete",
    "gemel_record_model": "gives a pointer that is there",
    "gemel_record_is_*": "compares values that are there",
}
# Those that return a status tell their failures, so guard() is the rule; these return one without being able to fail.
UNGUARDED_STATUS = {
    "gemel_error_status": "reads an error that is complete; must work without memory",
    "gemel_error_item_status": "reads an error that is complete; must work without memory",
    "gemel_log_event_status": "reads an event that is complete",
}

GUARD = re.compile(r"\bguard\s*(?:<[^;(){}]*>)?\s*\(")
HANDING_OVER = re.compile(r"\s*return\s+(?:\w+::)*(\w+)\s*(?:<[^;(){}]*>)?\s*\(")


def allowed(declaration):
    table = UNGUARDED_STATUS if declaration.returns == "gemel_status" else UNGUARDED
    return next((pattern for pattern in table if fnmatch.fnmatchcase(declaration.name, pattern)), None)


def handed_to(body):
    """guard, if the body calls it; or the function whose result is all that the body returns; or None."""
    if GUARD.search(body):
        return "guard"
    match = HANDING_OVER.match(body)
    if not match:
        return None
    depth = 0
    for place, character in enumerate(body):
        depth += (character in "({") - (character in ")}")
        if character == ";" and depth == 0:
            return match[1] if body[place + 1:].strip() == "}" else None
    return None


def guarded_names(bodies):
    """guard() and, of the functions given with their bodies, those that hand over to it, by however many steps."""
    known = {"guard"}
    while True:
        more = {name for name, _ in bodies} - {name for name, body in bodies if handed_to(body) not in known} - known
        if not more:
            return known
        known |= more


def check(root):
    declarations = list(capi.declarations(root))
    if not declarations:
        yield f"no GEMEL_API function under {root / capi.HEADERS}"
    sources = {path: list(capi.definitions(path.read_text(encoding="utf-8")))
               for path in complaints.files(root, ["capi"], {".cpp", ".hpp"})}
    places = {name: path for path, definitions in sources.items() for name, _ in definitions}
    guarded = guarded_names([definition for definitions in sources.values() for definition in definitions])
    used = set()
    for declaration in declarations:
        if declaration.name not in places:
            yield f"{declaration.name}: no definition found in capi/*.cpp"
            continue
        if declaration.name in guarded:
            continue
        pattern = allowed(declaration)
        if pattern is None:
            where = places[declaration.name].relative_to(root)
            yield f"{where}: {declaration.name} does not go through guard()"
        used.add(pattern)
    for pattern in sorted({*UNGUARDED, *UNGUARDED_STATUS} - used):
        yield f"{Path(__file__).name}: {pattern} excuses nothing any more, take it out"


if __name__ == "__main__":
    sys.exit(complaints.report(check(Path(sys.argv[1]).resolve())))
