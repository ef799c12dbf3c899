#!/usr/bin/env python3
"""Do the published JSON Schema and the library agree on what a document is?

Everything goes through both: the JSON Schema by way of a validator, the library by way of the program in document.c. It
must not know what a document means beyond that.
"""
import json
import os
import pathlib
import re
import subprocess
import unittest

import jsonschema

HERE = pathlib.Path(__file__).parent
ROOT = pathlib.Path(os.environ["SOURCE_ROOT"])
CONFORMANCE = ROOT / "tests/conformance"
ACCEPTED, REFUSED, UNRESOLVED = 0, 1, 2

SCHEMA = json.loads((ROOT / "capi/gemel.schema.json").read_text(encoding="utf-8"))


def wrong_documents(name):
    """(title, document, complaints) of each case of a file: its form is told by its content."""
    text = (HERE / f"{name}.wrong").read_text(encoding="utf-8")
    for case in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        title, rest = case.split("\n", 1)
        document, complaints = re.split(r"^---\n", rest, maxsplit=1, flags=re.MULTILINE)
        yield title, document.removesuffix("\n"), complaints.rstrip("\n") + "\n"


def scenarios():
    """(name, document, whether the definition is refused) of each scenario."""
    refused = {}
    for line in (CONFORMANCE / "open.expected.sqlite.jsonl").read_text(encoding="utf-8").splitlines():
        outcome = json.loads(line)
        refused[outcome["name"]] = "error" in outcome["define"]
    for line in (CONFORMANCE / "open.scenarios.jsonl").read_text(encoding="utf-8").splitlines():
        scenario = json.loads(line)
        document = {"models": scenario["models"], "associations": scenario["associations"]}
        yield scenario["name"], document, refused[scenario["name"]]


class Documents(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.validator = jsonschema.Draft202012Validator(SCHEMA)

    def read(self, document):
        """What the library says: the status of the program, and what it prints."""
        result = subprocess.run(
            [os.environ["SCHEMA_DOCUMENT"]], input=document.encode(), capture_output=True, check=False
        )
        self.assertEqual(result.stderr, b"")
        return result.returncode, result.stdout.decode()

    def assert_valid(self, document):
        self.assertEqual([error.message for error in self.validator.iter_errors(document)], [])

    def assert_accepted(self, text):
        """By both, and so is the canonical document, which is its own."""
        self.assert_valid(json.loads(text))
        status, canonical = self.read(text)
        self.assertEqual((status, "" if status == ACCEPTED else canonical), (ACCEPTED, ""))
        self.assert_valid(json.loads(canonical))
        self.assertEqual(self.read(canonical), (ACCEPTED, canonical))
        return canonical

    def test_the_json_schema_is_one(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_every_object_of_the_json_schema_refuses_unknown_members(self):
        def objects(node):
            for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
                yield from objects(item)
            if isinstance(node, dict) and "properties" in node and node.get("type") == "object":
                yield node

        found = list(objects(SCHEMA))
        self.assertGreater(len(found), 10)
        for node in found:
            # An association is what its type says; the other members of a filter are attributes.
            if "else" not in node and node.get("title") != "Filter":
                self.assertIs(node.get("additionalProperties"), False, node.get("title"))

    def test_the_examples_are_documents(self):
        examples = sorted((ROOT / "examples/schema").glob("*.json"))
        self.assertNotEqual(examples, [])
        for path in examples:
            with self.subTest(path.name):
                self.assert_accepted(path.read_text(encoding="utf-8"))
                self.assertEqual(json.loads(path.read_text())["$schema"], "../../capi/gemel.schema.json")

    def test_canonical_documents_are_written_as_they_are_here(self):
        documents = sorted((HERE / "canonical").glob("*.json"))
        self.assertNotEqual(documents, [])
        for path in documents:
            with self.subTest(path.name):
                text = path.read_text(encoding="utf-8")
                self.assertEqual(self.assert_accepted(text), text)

    def test_the_definitions_of_every_scenario_are_a_document(self):
        count = 0
        for name, document, refused in scenarios():
            with self.subTest(name):
                count += 1
                if not refused:
                    self.assert_accepted(json.dumps(document))
                else:
                    status, _ = self.read(json.dumps(document))
                    self.assertEqual(status, UNRESOLVED if self.validator.is_valid(document) else REFUSED)
        self.assertEqual(count, 200)

    def test_what_has_not_the_form_of_a_document_is_refused_by_both(self):
        for title, document, complaints in wrong_documents("structure"):
            with self.subTest(title):
                self.assertFalse(self.validator.is_valid(json.loads(document)))
                self.assertEqual(self.read(document), (REFUSED, complaints))

    def test_what_no_json_schema_can_see_is_refused_by_the_library(self):
        for title, document, complaints in wrong_documents("text"):
            with self.subTest(title):
                self.assertEqual(self.read(document), (REFUSED, complaints))

    def test_what_contradicts_itself_is_refused_when_it_is_resolved_with_its_place(self):
        for title, document, complaints in wrong_documents("meaning"):
            with self.subTest(title):
                self.assert_valid(json.loads(document))
                self.assertEqual(self.read(document), (UNRESOLVED, complaints))

    def test_what_is_no_filter_is_refused_by_both_and_by_the_library_when_it_is_resolved(self):
        for title, document, complaints in wrong_documents("filters"):
            with self.subTest(title):
                self.assertFalse(self.validator.is_valid(json.loads(document)))
                self.assertEqual(self.read(document), (UNRESOLVED, complaints))


if __name__ == "__main__":
    unittest.main()
