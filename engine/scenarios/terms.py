"""be_clocks.csv: the Belgian terms after a first reminder and a formal notice."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum, auto

from engine.domain.calendar import ONE_DAY
from engine.domain.campaign import LegalRole
from engine.domain.case import Jurisdiction
from engine.policy.be.calendar import be_calendar
from engine.policy.be.term import Term, term_of
from engine.policy.carriers import CARRIERS
from engine.policy.law_window import law_zone
from engine.scenarios.row import Row, written
from engine.scenarios.table import Answer, Table
from preferences.channel import ChannelKind


class Kind(StrEnum):
    """Which term runs."""

    #: the creditor's own reminder
    FIRST_REMINDER = auto()
    FORMAL_NOTICE = auto()
    #: the collector's, because the creditor's is not proven (BE-13)
    COLLECTOR_FIRST_REMINDER = auto()


class IsSme(StrEnum):
    """Whether the creditor is a small firm; `na` where it does not matter."""

    YES = auto()
    NO = auto()
    NA = auto()


OUTPUTS = ("carrier_ok", "first_day", "last_day", "next_allowed_day", "interest_from")
#: the later day is right as well where the term ends on a Saturday, Sunday or holiday (law.md 4a)
LATER = {"last_day": "alt_art17_last_day", "next_allowed_day": "alt_art17_next_allowed_day"}


def answer(row: Row) -> Sequence[Answer]:
    """Work out the term in both readings of its end: as counted, and moved to a working day."""
    kind = row.word("kind", Kind)
    if row.word("carrier", ChannelKind) not in CARRIERS[_legal_role(kind)]:
        return (Answer({**dict.fromkeys(OUTPUTS, ""), "carrier_ok": "no"}),)
    counted, moved = (_term(row, kind, end_moves=moves) for moves in (False, True))
    if counted == moved:
        return (_answer(row, kind, counted),)
    later = _answer(row, kind, moved)
    columns = dict(LATER)
    if later.got["interest_from"] == later.got["next_allowed_day"]:
        columns["interest_from"] = LATER["next_allowed_day"]
    return _answer(row, kind, counted), Answer(later.got, "alt_art17", columns)


def _answer(row: Row, kind: Kind, term: Term) -> Answer:
    interest = ""
    if kind is Kind.FIRST_REMINDER:
        is_sme = row.word("creditor_is_sme", IsSme) is IsSme.YES
        interest = written(_sent_on(row) + ONE_DAY if is_sme else term.free_from)
    days = (written(term.first_day), written(term.last_day), written(term.free_from))
    return Answer(dict(zip(OUTPUTS, ("yes", *days, interest), strict=True)))


def _term(row: Row, kind: Kind, *, end_moves: bool) -> Term:
    by_mail = row.word("carrier", ChannelKind) is ChannelKind.EMAIL
    electronic = by_mail and kind is not Kind.FORMAL_NOTICE
    return term_of(_sent_on(row), be_calendar(), electronic=electronic, end_moves=end_moves)


def _sent_on(row: Row) -> date:
    return row.moment("sent").astimezone(law_zone(Jurisdiction.BE)).date()


def _legal_role(kind: Kind) -> LegalRole:
    return LegalRole.BE_FORMAL_NOTICE if kind is Kind.FORMAL_NOTICE else LegalRole.BE_FIRST_REMINDER


TABLE = Table(
    name="be_clocks",
    inputs=("kind", "sent", "carrier", "creditor_is_sme"),
    outputs=tuple(f"expected_{name}" for name in OUTPUTS),
    answer=answer,
)
