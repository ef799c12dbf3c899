#!/usr/bin/env python3
"""One person, one driving license: the HasOne association in Python, from the declaration to a rollback.

    PYTHONPATH=... python3 person_license.py [--sql] [URL]

It is ../c/person_license.c with the private module, which is the C library as it is: functions lack the prefix `gemel_`
of C, return what C returns in `**out`, and raise an exception for a failure. Idiomatic bindings for Python are still to
come, and will change this program. It must not know which database it works on: the URL decides that.
"""

import sys
from collections.abc import Callable
from typing import Any

import gemel
from gemel import _native as native


def heading(text: str) -> None:
    print(f"\n{text}")


def show(what: str, record: native.Record | None) -> None:
    print(f"  {what:15} {native.record_to_json(record) if record else 'none'}")


def refused(expected: type[Exception], call: Callable[..., Any], *arguments: Any) -> None:
    """For a call that must fail in a certain way: prints the error."""
    try:
        call(*arguments)
    except expected as error:
        print(f"  {'refused':15} {type(error).__name__}: {error}")
    else:
        raise AssertionError("a call succeeded that has to be refused")


def show_statement(sql: str, binds: str, *rest: object) -> None:
    print(f"    | {sql}  {binds}")


def values(**given: str | int) -> native.Values:
    made = native.values_new()
    for name, value in given.items():
        (native.values_set_text if isinstance(value, str) else native.values_set_int)(made, name, value)
    return made


def options(**given: bool) -> native.Options:
    made = native.options_new()
    for name, value in given.items():
        native.options_set_bool(made, name, value)
    return made


def declare() -> native.Schema:
    """Models and associations are declared by name, in any order, in words much like SQL."""
    schema = native.schema_new()
    native.schema_add_model(schema, "Person", None, None)
    native.schema_add_attribute(schema, "Person", "id", "integer primary key auto increment", None)
    native.schema_add_attribute(schema, "Person", "name", "string not null", None)
    native.schema_add_attribute(schema, "Person", "email", "string not null unique", None)

    # The foreign key is an attribute of the association's target. `not null`: no license without an owner. `unique`:
    # no person has two licenses, whoever writes to the table.
    native.schema_add_model(schema, "DrivingLicense", None, None)  # gets a primary key `id`
    native.schema_add_attribute(schema, "DrivingLicense", "number", "string not null", None)
    native.schema_add_attribute(schema, "DrivingLicense", "ownerId", "integer not null unique", None)
    native.schema_has_one(schema, "Person", "DrivingLicense", "foreign key ownerId inverse owner", None)

    # A foreign key that is not declared is created, and may be null. This one refers to the email, not to the id.
    native.schema_add_model(schema, "LibraryCard", None, None)
    native.schema_add_attribute(schema, "LibraryCard", "code", "string(12) primary key", None)
    words = "foreign key holderEmail source key email inverse holder"
    native.schema_has_one(schema, "Person", "LibraryCard", words, None)

    native.schema_resolve(schema)
    return schema


class Example:
    """Each method is one step, and run() calls them in order."""

    def __init__(self, schema: native.Schema, session: native.Session) -> None:
        self.session = session
        self.person = native.schema_find_model(schema, "Person")
        self.card = native.schema_find_model(schema, "LibraryCard")

    def run(self) -> None:
        self.create()
        self.get()
        self.create_again()
        self.set()
        self.roll_back()
        self.unset()
        self.replace()

    def create(self) -> None:
        heading("Create two people, and a license for one: its ownerId is filled in")
        ada, bob = values(name="Ada", email="ada@example.org"), values(name="Bob", email="bob@example.org")
        self.ada = native.record_create(self.session, self.person, ada, None)
        show("Ada", self.ada)
        self.bob = native.record_create(self.session, self.person, bob, None)
        show("Bob", self.bob)
        self.license = native.record_create_association(self.ada, "drivingLicense", values(number="B-123456"), None)
        show("Ada's license", self.license)

    def get(self) -> None:
        heading("Get: the license of a person, and the owner of a license")
        license = native.record_get_association(self.ada, "drivingLicense", None)
        show("Ada's license", license)
        show("its owner", native.record_get_association(license, "owner", None))

    def create_again(self) -> None:
        heading("Create a second license for Ada: nothing is replaced unasked")
        second = self.ada, "drivingLicense", values(number="B-999999"), None
        refused(gemel.OccupiedError, native.record_create_association, *second)

    def set(self) -> None:
        heading("Set by record: the license moves to Bob. Set by key: back to Ada, without being read first")
        native.record_set_association(self.bob, "drivingLicense", self.license, None)
        show("Bob's license", self.license)
        key = values(id=native.record_get_int(self.license, "id"))
        show("Ada's license", native.record_set_association_key(self.ada, "drivingLicense", key, None))
        native.record_reload(self.license, None)  # another record of that row, which was stale

    def roll_back(self) -> None:
        def give_to_bob() -> None:
            native.record_set_association(self.bob, "drivingLicense", self.license, None)
            show("within", self.license)
            raise ValueError("Bob failed the test")

        heading("A transaction that fails: the row is as before, and so is the record in memory")
        show("before", self.license)
        refused(ValueError, native.session_transact, self.session, None, give_to_bob)
        show("after", self.license)

    def unset(self) -> None:
        heading("Unset: ownerId may not be null, so the license is deleted")
        native.record_unset_association(self.ada, "drivingLicense", None)
        show("Ada's license", native.record_get_association(self.ada, "drivingLicense", None))
        refused(gemel.NotFoundError, native.record_reload, self.license, None)

    def set_card(self, code: str, setting: native.Options | None) -> None:
        card = native.record_build(self.session, self.card, values(code=code))  # in memory; set inserts it
        native.record_set_association(self.ada, "libraryCard", card, setting)
        found = native.records_find_all(self.session, self.card, None, None)
        for i in range(native.records_count(found)):
            show("" if i else "all cards", native.records_at(found, i))

    def replace(self) -> None:
        heading("Replace, where the foreign key may be null: the previous card stays, without a holder")
        self.set_card("LC-1", None)
        self.set_card("LC-2", None)
        heading("Replace with destroyPrevious: the previous card is deleted")
        self.set_card("LC-3", options(destroyPrevious=True))


def main(arguments: list[str]) -> None:
    sql = arguments[:1] == ["--sql"]
    url = arguments[sql] if len(arguments) > sql else "sqlite::memory:"
    print(f"Open {url.partition(':')[0]} and make the tables")  # what follows may hold a password
    schema = declare()
    database = native.database_open(url, schema, options(logBinds=sql))
    native.database_set_log(database, show_statement if sql else None)
    native.database_sync(database, options(force=True))  # drop what an earlier run left
    Example(schema, native.session_open(database, None)).run()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except gemel.Error as error:
        sys.exit(f"person_license: {error}")
