"""Asking what may never answer: who asks waits so long, and at most one question is on its way."""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from datetime import timedelta
from threading import Lock, Thread
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Asked(Generic[Answer]):
    """
    A question that may hang, asked by many.

    Who asks while it is on its way gets the answer to that one: of those that hang there is never more than
    one. It is asked in a thread that keeps no process from ending.
    """

    def __init__(self, question: Callable[[], Answer]) -> None:
        self._question = question
        self._lock = Lock()
        self._under_way: Future[Answer] | None = None

    def answer(self, patience: timedelta) -> Answer | None:
        """Give the answer, or None when it does not come in time; raises what the question raises."""
        with self._lock:
            if self._under_way is None or self._under_way.done():
                self._under_way = Future()
                Thread(target=self._ask, args=(self._under_way,), name="asked", daemon=True).start()
            waited_for = self._under_way
        try:
            return waited_for.result(patience.total_seconds())
        except TooLate:
            return None

    def _ask(self, answered: "Future[Answer]") -> None:
        try:
            answered.set_result(self._question())
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            answered.set_exception(error)
