"""What a table of scenarios is: its columns, who answers its rows, and when an answer is right."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation

from engine.scenarios.row import Row

#: a column with this beginning says what must come out
EXPECTED = "expected_"


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What the rules answer to a row, under one reading of the law.

    `columns` names for an answer the column that holds the right value under this reading, where that is not
    `expected_NAME`.
    """

    got: Mapping[str, str]
    reading: str = "expected"
    columns: Mapping[str, str] = field(default_factory=dict)


#: says how an expected value and an answer compare; the row may hold more that matters
Agrees = Callable[[str, str, Row], bool]


def same(expected: str, got: str, row: Row) -> bool:
    """Say whether two cells mean the same: the same words, amount or moment."""
    return expected == got or _plain(expected) == _plain(got)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One kind of table."""

    name: str
    #: the columns that a row needs to be answered
    inputs: tuple[str, ...]
    #: the columns that hold what must come out
    outputs: tuple[str, ...]
    #: gives the answer under every reading that is right; the first is the law's own words
    answer: Callable[[Row], Sequence[Answer]]
    agrees: Agrees = same

    def expected(self, row: Row) -> dict[str, str]:
        """Give what must come out of a row, by the name of the answer."""
        return {name.removeprefix(EXPECTED): row.optional(name) for name in self.outputs}

    def check(self, row: Row) -> tuple[Mapping[str, str], str | None]:
        """Answer a row; the second part says under which reading the answer is right, None when it is not."""
        answers = self.answer(row)
        for answer, columns in _ways(answers):
            if self._is_right(answer, columns, row):
                return answer.got, answer.reading if columns else "expected"
        return answers[0].got, None

    def _is_right(self, answer: Answer, columns: Mapping[str, str], row: Row) -> bool:
        return all(
            self.agrees(row.optional(columns.get(name.removeprefix(EXPECTED), name)), got, row)
            for name, got in (
                (name, answer.got.get(name.removeprefix(EXPECTED), "")) for name in self.outputs
            )
        )


def _ways(answers: Sequence[Answer]) -> Iterator[tuple[Answer, Mapping[str, str]]]:
    """Hold every answer against the expected columns first, then against those of its own reading."""
    for answer in answers:
        yield answer, {}
    for answer in answers:
        if answer.columns:
            yield answer, answer.columns


def _plain(text: str) -> Decimal | datetime | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if moment.tzinfo else text
