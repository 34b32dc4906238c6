"""What a creditor already knows of a debtor's wishes, as choices that came with the portfolio."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from engine.portfolio.cells import BadCell, Row, yes
from preferences.change import Change, Field, Through
from preferences.fold import checked


def wishes_of(row: Row, now: datetime) -> tuple[Change, ...]:
    """List the choices that stand in a row; a cell that does not fit its field is refused."""
    reader = _Wishes(row, now)
    wishes = [
        reader.wish("prefers", Field.CHANNEL_ORDER, row.get("prefers", "")),
        *(reader.wish("refuses", Field.REFUSE_CHANNEL, one) for one in _parts(row.get("refuses", ""))),
        reader.wish("hours", Field.HOURS, row.get("hours", "")),
        reader.wish("language", Field.LANGUAGE, row.get("language", "").lower()),
        reader.wish("large_print", Field.LARGE_PRINT, "yes" if yes(row, "large_print") else ""),
        reader.wish("plain_text", Field.PLAIN_TEXT, "yes" if yes(row, "plain_text") else ""),
        reader.opt_in(),
    ]
    return tuple(wish for wish in wishes if wish is not None)


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


@dataclass(frozen=True, slots=True)
class _Wishes:
    """Makes choices out of one row."""

    row: Row
    now: datetime

    def wish(self, column: str, field: Field, value: str, words: str = "") -> Change | None:
        """Make one choice; its id is made from what it says, so that the same row again adds nothing."""
        if not value:
            return None
        debtor_id = self.row["debtor_id"]
        same = sha256(f"{debtor_id}\n{field}\n{value}\n{words}".encode()).hexdigest()[:24]
        change = Change(
            id=f"import-{same}",
            debtor_id=debtor_id,
            at=self.now,
            by=self.row["creditor"],
            through=Through.IMPORT,
            field=field,
            value=value,
            words=words,
        )
        try:
            return checked(change)
        except ValueError as fault:
            raise BadCell(column, self.row.get(column, ""), str(fault)) from fault

    def opt_in(self) -> Change | None:
        """Read `yes VERSION`: agreement counts only with the version of the wording that was agreed to."""
        value = self.row.get("whatsapp_opt_in", "")
        answer, _, version = value.partition(" ")
        if answer.lower() in {"", "no"}:
            return None
        if answer.lower() != "yes" or not version.strip():
            raise BadCell("whatsapp_opt_in", value, "write yes with the version of the wording: yes 2026-01")
        return self.wish("whatsapp_opt_in", Field.WHATSAPP_OPT_IN, "yes", version.strip())
