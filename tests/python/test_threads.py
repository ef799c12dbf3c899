"""Is the GIL released while a call waits, and taken back for a callback? None of it may be measured by a clock."""

import sys
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import gemel
from gemel import _native as native
from scene import SceneTest, values

# Long enough for everything: a call that keeps the GIL waits for it, and fails.
FOR_EVER = 60_000


class Threads(SceneTest):
    def setUp(self) -> None:
        super().setUp()
        self.database = self.file_database(busyTimeout=FOR_EVER)
        # Nobody loses the GIL, but who gives it back.
        before = sys.getswitchinterval()
        self.addCleanup(sys.setswitchinterval, before)
        sys.setswitchinterval(1000)

    def test_while_a_call_waits_for_a_lock_another_thread_goes_on_and_gives_it_the_lock(self) -> None:
        holder, waiter = native.session_open(self.database, None), native.session_open(self.database, None)
        native.session_begin(holder, None)
        started, ended = threading.Lock(), threading.Event()
        started.acquire()

        def wait() -> None:
            started.release()  # the main thread cannot go on before this one gives the GIL back: inside the call
            native.session_begin(waiter, None)
            ended.set()

        thread = threading.Thread(target=wait)
        thread.start()
        started.acquire()
        self.assertFalse(ended.is_set())
        native.record_create(holder, self.person, values(name="Ada"), None)
        native.session_commit(holder)
        thread.join()
        self.assertTrue(ended.is_set())
        self.assertEqual(1, native.session_depth(waiter))
        self.assertEqual(1, native.records_count(native.records_find_all(waiter, self.person, None, None)))

    def test_while_a_call_waits_for_a_connection_another_thread_goes_on_and_gives_it_back(self) -> None:
        database = self.file_database(busyTimeout=FOR_EVER, poolSize=1)
        holder, waiter = native.session_open(database, None), native.session_open(database, None)
        native.session_begin(holder, None)
        started = threading.Lock()
        started.acquire()

        def wait() -> int:
            started.release()
            return native.records_count(native.records_find_all(waiter, self.person, None, None))

        with ThreadPoolExecutor(1) as pool:
            found = pool.submit(wait)
            started.acquire()
            native.record_create(holder, self.person, values(name="Ada"), None)
            native.session_commit(holder)
            self.assertEqual(1, found.result())

    def test_a_callback_has_the_gil_and_other_threads_run_while_its_transaction_waits(self) -> None:
        sessions = [native.session_open(self.database, None) for _ in range(4)]
        names: list[str] = []
        native.database_set_log(self.database, lambda sql, *rest: names.append(sql))

        def work(session: native.Session) -> list[Any]:
            def create() -> Any:
                return native.record_create(session, self.person, values(name="Ada"), None)

            return [native.session_transact(session, None, create) for _ in range(25)]

        with ThreadPoolExecutor(4) as pool:
            made = [record for records in pool.map(work, sessions) for record in records]
        self.assertEqual(100, len({native.record_get_int(record, "id") for record in made}))
        self.assertEqual(100, sum(sql.startswith("INSERT") for sql in names))

    def test_an_exception_belongs_to_the_thread_that_it_was_raised_on(self) -> None:
        def work(number: int) -> int:
            session = native.session_open(self.database, None)

            def fail() -> None:
                native.record_create(session, self.person, values(name=str(number)), None)
                raise ValueError(number)

            for _ in range(10):
                with self.assertRaises(ValueError) as caught:
                    native.session_transact(session, None, fail)
                self.assertEqual((number,), caught.exception.args)
            return number

        with ThreadPoolExecutor(4) as pool:
            self.assertEqual([0, 1, 2, 3], list(pool.map(work, range(4))))

    def test_two_threads_in_one_session_are_refused(self) -> None:
        session = native.session_open(self.database, None)
        refused: list[BaseException | None] = []

        def inside(*event: Any) -> None:
            with ThreadPoolExecutor(1) as pool:
                refused.append(pool.submit(native.session_begin, session, None).exception())

        native.database_set_log(self.database, inside)
        native.record_create(session, self.person, values(name="Ada"), None)
        self.assertIsInstance(refused[0], gemel.UsageError)
        self.assertIn("on another thread", str(refused[0]))


if __name__ == "__main__":
    unittest.main()
