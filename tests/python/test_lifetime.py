"""May handles go in any order, and does a borrowed part keep alive what it is a part of?"""

import gc
import itertools
import threading
import unittest
import weakref
from typing import Any

from gemel import _native as native
from scene import SceneTest, person_schema, values


class Lifetime(SceneTest):
    def test_handles_may_go_in_any_order_and_what_is_left_still_works(self) -> None:
        uses: dict[str, Any] = {
            "schema": lambda it: self.assertEqual(3, native.schema_model_count(it)),
            "model": lambda it: self.assertEqual("Person", native.model_name(it)),
            "database": lambda it: self.assertIsNone(native.database_sync(it, None)),
            "session": lambda it: self.assertIsNone(native.session_begin(it, None) or native.session_commit(it)),
            "record": lambda it: self.assertIsNone(native.record_reload(it, None)),
        }
        gc.freeze()
        self.addCleanup(gc.unfreeze)
        for order in itertools.permutations(uses):
            self.setUp()
            alive = {
                "schema": self.schema, "model": self.person, "database": self.database, "session": self.session,
                "record": self.create(self.person, name="Ada"),
            }
            del self.schema, self.person, self.license, self.card, self.database, self.session
            for name in order:
                for left, handle in alive.items():
                    with self.subTest(order=order, gone=name, left=left):
                        uses[left](handle)
                del alive[name], handle
                gc.collect()

    def test_parts_live_on_when_the_schema_is_dropped(self) -> None:
        model = native.schema_find_model(person_schema(), "Person")
        gc.collect()
        attribute = native.model_find_attribute(model, "email")
        association = native.model_association_at(model, 0)
        del model
        gc.collect()
        person_schema()  # takes the memory, were it free
        self.assertEqual("email", native.attribute_name(attribute))
        self.assertEqual("Person", native.model_name(native.attribute_model(attribute)))
        key = native.association_foreign_key(native.association_inverse(association))
        del association, attribute
        gc.collect()
        self.assertEqual("ownerId", native.attribute_name(key))

    def test_a_part_of_a_record_or_of_records_keeps_them(self) -> None:
        model = native.record_model(self.create(self.person, name="Ada"))
        record = native.records_at(native.records_find_all(self.session, self.person, None, None), 0)
        del self.schema, self.person, self.license, self.card, self.database, self.session
        gc.collect()
        self.assertEqual("Person", native.model_name(model))
        self.assertEqual("Ada", native.record_get_text(record, "name"))
        self.assertEqual("Person", native.model_name(native.record_model(record)))

    def test_a_walk_from_part_to_part_keeps_the_schema_only(self) -> None:
        association = native.model_find_association(self.person, "license")
        for _ in range(10):
            association = native.association_inverse(association)
        self.assertIs(self.schema, association._owner)

    def test_handles_may_go_on_any_thread(self) -> None:
        handles = [self.create(self.person, name=str(i)) for i in range(50)]
        handles += [self.session, self.database, self.schema]
        del self.schema, self.person, self.license, self.card, self.database, self.session
        while handles:
            thread = threading.Thread(target=handles.pop)
            thread.start()
            thread.join()

    def test_a_session_that_is_dropped_in_a_transaction_is_rolled_back(self) -> None:
        native.session_begin(self.session, None)
        record = self.create(self.person, name="Ada")
        del self.session, record
        gc.collect()
        self.session = native.session_open(self.database, None)
        self.assertEqual(0, native.records_count(native.records_find_all(self.session, self.person, None, None)))

    def test_what_came_out_does_not_change_with_its_record(self) -> None:
        record = self.create(self.person, name="Ada")
        name, json = native.record_get_text(record, "name"), native.record_to_json(record)
        native.record_set_text(record, "name", "Eve" * 100)
        del record
        gc.collect()
        self.assertEqual("Ada", name)
        self.assertIn('"name":"Ada"', json)

    def test_a_callback_lives_exactly_as_long_as_the_database_holds_it(self) -> None:
        class Log:
            def __call__(self, *event: Any) -> None:
                pass

        def logged() -> "weakref.ref[Log]":
            log = Log()
            native.database_set_log(self.database, log)
            return weakref.ref(log)

        first = logged()
        gc.collect()
        self.assertIsNotNone(first())
        second = logged()
        self.assertIsNone(first())
        native.database_set_log(self.database, None)
        self.assertIsNone(second())

        third = logged()
        session = self.session
        del self.database, self.session
        gc.collect()
        self.assertIsNotNone(third())  # the session still sends statements
        native.record_create(session, self.person, values(name="Ada"), None)
        del session
        gc.collect()
        self.assertIsNone(third())


if __name__ == "__main__":
    unittest.main()
