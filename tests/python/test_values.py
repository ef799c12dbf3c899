"""Do values come out of the module as they went in, and is refused what is not of their type?"""

import json
import unittest
from typing import Any

import gemel
from gemel import _native as native
from scene import SceneTest, options, values

GREATEST, LEAST = 2**63 - 1, -(2**63)


class Values(SceneTest):
    def setUp(self) -> None:
        super().setUp()
        self.record = self.create(self.person, name="Ada")

    def reloaded(self) -> native.Record:
        native.record_save(self.record, None)
        key = values(id=native.record_get_int(self.record, "id"))
        return native.record_find(self.session, self.person, key, None)

    def test_text_comes_back_with_every_character(self) -> None:
        for text in ["", "Ada", "Zoë", "日本語", "😀 in 𝔾", "line\nline\ttab", "\u2028\ufeff\uffff", "x" * 100_000]:
            with self.subTest(text=text[:20]):
                native.record_set_text(self.record, "note", text)
                self.assertEqual(text, native.record_get_text(self.record, "note"))
                self.assertEqual(text, native.record_get_text(self.reloaded(), "note"))
                self.assertEqual(text, json.loads(native.record_to_json(self.reloaded()))["note"])

    def test_a_nul_in_a_text_reaches_the_core_which_refuses_it_and_is_not_its_end(self) -> None:
        with self.assertRaisesRegex(gemel.ValidationError, r"note must not hold the character U\+0000"):
            native.record_set_text(self.record, "note", "a\0b")
            native.record_save(self.record, None)

    def test_a_nul_in_a_name_is_refused_and_is_not_its_end(self) -> None:
        with self.assertRaisesRegex(ValueError, "record_get_text: attribute must not hold a NUL"):
            native.record_get_text(self.record, "name\0x")

    def test_half_of_a_character_is_refused(self) -> None:
        for call in (native.record_set_text, native.values_set_text):
            with self.assertRaises(UnicodeEncodeError):
                call(self.record if call is native.record_set_text else native.values_new(), "note", "\ud83d")
        with self.assertRaises(UnicodeEncodeError):
            native.record_is_null(self.record, "\ud83d")

    def test_integers_of_64_bits_come_back_and_none_is_cut(self) -> None:
        for number in [0, -1, 2**31, GREATEST, LEAST]:
            native.record_set_int(self.record, "serial", number)
            self.assertEqual(number, native.record_get_int(self.reloaded(), "serial"))
        for number in [GREATEST + 1, LEAST - 1, 2**200]:
            with self.assertRaisesRegex(OverflowError, f"record_set_int: value is out of range: {number}"):
                native.record_set_int(self.record, "serial", number)
        self.assertEqual(LEAST, native.record_get_int(self.record, "serial"))

    def test_a_place_below_zero_or_past_every_end_is_refused(self) -> None:
        for place in [-1, 2**63]:
            with self.assertRaises(OverflowError):
                native.model_attribute_at(self.person, place)
        self.assertIsNone(native.model_attribute_at(self.person, 2**63 - 1))

    def test_doubles_come_back_to_the_last_bit(self) -> None:
        for number in [0.1, 5e-324, 1.7976931348623157e308, 3]:
            native.record_set_double(self.record, "height", number)
            back = native.record_get_double(self.reloaded(), "height")
            self.assertEqual(float(number).hex(), back.hex())

    def test_booleans_and_null_come_back(self) -> None:
        for truth in [True, False]:
            native.record_set_bool(self.record, "active", truth)
            self.assertIs(truth, native.record_get_bool(self.reloaded(), "active"))
        native.record_set_null(self.record, "active")
        self.assertIs(True, native.record_is_null(self.reloaded(), "active"))
        self.assertIsNone(native.record_get_text(self.reloaded(), "active"))
        with self.assertRaisesRegex(gemel.UsageError, "active"):
            native.record_get_bool(self.record, "active")

    def test_by_attribute_it_is_the_same_as_by_name(self) -> None:
        at = {native.attribute_name(it): it for it in (
            native.model_attribute_at(self.person, i) for i in range(native.model_attribute_count(self.person)))}
        native.record_set_text_by_attribute(self.record, at["note"], "😀")
        native.record_set_int_by_attribute(self.record, at["serial"], GREATEST)
        native.record_set_double_by_attribute(self.record, at["height"], 0.5)
        native.record_set_bool_by_attribute(self.record, at["active"], True)
        native.record_set_null_by_attribute(self.record, at["email"])
        back = self.reloaded()
        self.assertEqual(("😀", GREATEST, 0.5, True, True), (
            native.record_get_text_by_attribute(back, at["note"]),
            native.record_get_int_by_attribute(back, at["serial"]),
            native.record_get_double_by_attribute(back, at["height"]),
            native.record_get_bool_by_attribute(back, at["active"]),
            native.record_is_null_by_attribute(back, at["email"])))

    def test_what_is_not_of_the_type_is_refused_and_nothing_is_converted_in_silence(self) -> None:
        wrong: list[tuple[Any, str, Any]] = [
            (native.record_set_text, "text must be str, not bytes", b"bytes"),
            (native.record_set_text, "text must be str, not NoneType", None),
            (native.record_set_int, "value must be int, not float", 1.0),
            (native.record_set_int, "value must be int, not str", "1"),
            (native.record_set_int, "value must be int, not bool", True),
            (native.record_set_bool, "value must be bool, not int", 1),
            (native.record_set_bool, "value must be bool, not NoneType", None),
            (native.record_set_double, "value must be float, not str", "1.5"),
        ]
        for call, message, value in wrong:
            with self.subTest(message=message), self.assertRaisesRegex(TypeError, message):
                call(self.record, "note", value)
        self.assertFalse(native.record_is_changed(self.record))

    def test_bytes_come_back_and_nothing_but_bytes_is_taken_for_them(self) -> None:
        for data in [b"", b"\0", b"a\0b\xff", bytes(range(256)) * 100]:
            native.record_set_blob(self.record, "photo", data)
            self.assertEqual(data, native.record_get_blob(self.record, "photo"))
            self.assertEqual(data, native.record_get_blob(self.reloaded(), "photo"))
        native.record_set_null(self.record, "photo")
        self.assertIsNone(native.record_get_blob(self.reloaded(), "photo"))
        for wrong in ["text", bytearray(b"x"), None, 5]:
            with self.assertRaisesRegex(TypeError, "bytes must be bytes, not "):
                native.record_set_blob(self.record, "photo", wrong)

    def test_a_schema_as_a_document(self) -> None:
        document = native.schema_to_json(self.schema)
        again = native.schema_from_json(document)
        native.schema_resolve(again)
        self.assertEqual(document, native.schema_to_json(again))
        with self.assertRaisesRegex(gemel.DefinitionError, "line 1"):
            native.schema_from_json("{")

    def test_json_in_and_out(self) -> None:
        given = {"name": "Zoë 😀", "serial": LEAST, "height": 1.5, "active": False, "note": None}
        record = native.record_build(self.session, self.person, values(**given))
        self.assertEqual({"id": None, **given}, json.loads(native.record_to_json(record)))
        with self.assertRaisesRegex(gemel.ValidationError, "line 1"):
            native.values_merge_json(native.values_new(), "{")

    def test_options_of_every_type(self) -> None:
        made = options()
        native.options_set_bool(made, "readOnly", False)
        native.options_set_int(made, "poolSize", 1)
        native.options_set_text(made, "synchronous", "off")
        self.assertIsInstance(native.database_open("sqlite::memory:", self.schema, made), native.Database)

    def test_what_a_call_gives_besides_its_success_is_returned(self) -> None:
        self.assertIs(True, native.record_destroy(self.record, None))
        self.assertIs(False, native.record_destroy(self.record, None))
        self.assertIsNone(native.record_find(self.session, self.person, values(id=1), None))
        key = values(id=native.record_get_int(self.create(self.person, name="Bob"), "id"))
        self.assertIsNone(native.record_set_association_key(self.create(self.card), "holder", key, None))


if __name__ == "__main__":
    unittest.main()
