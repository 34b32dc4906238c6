"""What a creditor already knows of a debtor's wishes, as choices that came with the portfolio."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from engine.portfolio.cells import BadCell, Row, yes_or_no
from engine.portfolio.columns import WISHES
from preferences.change import Change, Field, Through
from preferences.fold import checked

COLUMN_OF = {
    Field.CHANNEL_ORDER: "prefers",
    Field.REFUSE_CHANNEL: "refuses",
    Field.HOURS: "hours",
    Field.LANGUAGE: "language",
    Field.LARGE_PRINT: "large_print",
    Field.PLAIN_TEXT: "plain_text",
    Field.WHATSAPP_OPT_IN: "whatsapp_opt_in",
}
#: what holds as long as nobody says otherwise: a first row that says just this says nothing new
UNTOLD = {
    Field.LANGUAGE: "nl",
    Field.LARGE_PRINT: "no",
    Field.PLAIN_TEXT: "no",
    Field.WHATSAPP_OPT_IN: "no",
}

#: what a wish is about: its field, and for a refusal the channel
About = tuple[Field, str]


def wishes_of(row: Row, now: datetime) -> tuple[Change, ...]:
    """List the choices that stand in a row; a cell that does not fit its field is refused."""
    if WISHES.isdisjoint(row):
        return ()
    return tuple(_Wishes(row, now).all())


def about(change: Change) -> About:
    """Say what a wish is about; of two about the same thing only one can hold."""
    return change.field, change.value if change.field is Field.REFUSE_CHANNEL else ""


def new_wishes(wishes: Iterable[Change], history: Iterable[Change]) -> tuple[Change, ...]:
    """
    Keep the wishes that differ from what the portfolio said last about the same thing.

    So a wish that stands in every file is told once, and never overrides what the debtor chose since. Ids
    begin with a number that grows: of two imports at one moment the later one holds.
    """
    told = [change for change in history if change.through is Through.IMPORT]
    last = {about(change): (change.value, change.words) for change in sorted(told, key=_in_order)}
    fresh = [
        wish
        for wish in wishes
        if last.get(about(wish), (UNTOLD.get(wish.field), "")) != (wish.value, wish.words)
    ]
    return tuple(
        replace(wish, id=f"import-{number:04}-{wish.id.removeprefix('import-')}")
        for number, wish in enumerate(fresh, start=len(told))
    )


def _in_order(change: Change) -> tuple[datetime, str]:
    return change.at, change.id


@dataclass(frozen=True, slots=True)
class _Wishes:
    """Makes choices out of one row."""

    row: Row
    now: datetime

    def all(self) -> Iterator[Change]:
        """List every wish, in the order of the columns."""
        row = self.row
        yield from self._told(Field.LANGUAGE, row.get("language", "").lower())
        yield from self._told(Field.CHANNEL_ORDER, ",".join(_parts(row.get("prefers", ""))))
        for channel in dict.fromkeys(_parts(row.get("refuses", ""))):
            yield from self._told(Field.REFUSE_CHANNEL, channel)
        yield from self._told(Field.HOURS, row.get("hours", ""))
        yield from self._told(Field.LARGE_PRINT, yes_or_no(row, "large_print"))
        yield from self._told(Field.PLAIN_TEXT, yes_or_no(row, "plain_text"))
        yield from self._opt_in(row.get("whatsapp_opt_in", ""))

    def _opt_in(self, value: str) -> Iterator[Change]:
        """Read `yes VERSION`: agreement counts only with the version of the wording that was agreed to."""
        answer, _, version = value.partition(" ")
        if answer.lower() not in {"", "no", "yes"} or (answer.lower() == "yes") != bool(version):
            fix = "write no, or yes with the version of the wording that was agreed to: yes 2026-01"
            raise BadCell("whatsapp_opt_in", value, f"is no answer; {fix}")
        yield from self._told(Field.WHATSAPP_OPT_IN, answer.lower(), version)

    def _told(self, field: Field, value: str, words: str = "") -> Iterator[Change]:
        """Make one choice; an empty cell is none."""
        if not value:
            return
        debtor_id = self.row["debtor_id"]
        said = f"{debtor_id}\n{field}\n{value}\n{words}\n{self.now.isoformat()}"
        change = Change(
            id=f"import-{sha256(said.encode()).hexdigest()[:24]}",
            debtor_id=debtor_id,
            at=self.now,
            by=self.row["creditor"],
            through=Through.IMPORT,
            field=field,
            value=value,
            words=words,
            proof=f"bewaard door {self.row['creditor']}" if field is Field.WHATSAPP_OPT_IN else "",
        )
        try:
            yield checked(change)
        except ValueError as fault:
            column = COLUMN_OF[field]
            raise BadCell(column, self.row[column], f"cannot be read: {fault}") from fault


def _parts(value: str) -> list[str]:
    return [part for part in (part.strip().lower() for part in value.split(",")) if part]
