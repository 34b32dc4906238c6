"""The steps of messages on their way, and the reports about them that go out to us."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum, auto

import httpx

from channels.fakes.history import Call, History, Reported


class Habit(StrEnum):
    """How the providers report; the last three happen to everybody once."""

    #: each report once, in order
    ONCE = auto()
    #: each report twice
    TWICE = auto()
    #: the reports that are due together, the last first
    BACKWARDS = auto()
    #: no reports at all
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """A moment on the way of a message."""

    due: datetime
    #: moves the message on, and gives the report about it when somebody wants one
    advance: Callable[[], Call | None]


class Reports:
    """Keeps the steps that are still to come, and tells about those that came."""

    def __init__(self, now: Callable[[], datetime], history: History) -> None:
        self.now = now
        self.history = history
        self.habit = Habit.ONCE
        self.steps: list[Step] = []
        #: held until what was taken was told too: who asks for everything may build on the answers
        self.telling = asyncio.Lock()

    def plan(self, steps: list[Step]) -> None:
        """Add the steps of one message."""
        self.steps.extend(steps)

    async def deliver(self, post: httpx.AsyncClient, *, everything: bool = False) -> int:
        """
        Take the steps that are due (or all of them), report them, and give the number of reports.

        Reports that are under way already are waited for.
        """
        async with self.telling:
            return await self._deliver(post, everything=everything)

    async def _deliver(self, post: httpx.AsyncClient, *, everything: bool) -> int:
        now = self.now()
        due = self._take_until(datetime.max.replace(tzinfo=UTC) if everything else now)
        calls = self._by_habit([call for step in due if (call := step.advance())])
        for call in calls:
            answer = await _post(post, call)
            self.history.reports.append(
                Reported(at=now, provider=call.provider, url=call.url, word=call.word, answer=answer)
            )
        return len(calls)

    def _take_until(self, moment: datetime) -> list[Step]:
        due: list[Step] = []
        later: list[Step] = []
        for step in sorted(self.steps, key=lambda one: one.due):
            (due if step.due <= moment else later).append(step)
        self.steps = later
        return due

    def _by_habit(self, calls: list[Call]) -> list[Call]:
        match self.habit:
            case Habit.ONCE:
                return calls
            case Habit.TWICE:
                return [call for call in calls for _ in range(2)]
            case Habit.BACKWARDS:
                return calls[::-1]
            case Habit.NEVER:
                return []


async def _post(post: httpx.AsyncClient, call: Call) -> int:
    try:
        answer = await post.post(call.url, content=call.content, headers=call.headers)
    except (httpx.HTTPError, httpx.InvalidURL):
        return 0
    return answer.status_code
