"""contact_window.csv: whether somebody may be approached at a moment, and else from when."""

from collections.abc import Sequence
from datetime import UTC
from enum import StrEnum, auto

from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import HOUSE
from engine.policy.calendars import calendar_for
from engine.policy.law_window import law_layer, law_zone
from engine.policy.layers import Layer, first_open
from engine.scenarios.row import Row, names, yes_no
from engine.scenarios.table import Answer, Table
from preferences.channel import ContactKind
from preferences.hours import never_closed, parse_hours


class Basis(StrEnum):
    """What holds for a row."""

    LAW = auto()
    POLICY = auto()


def answer(row: Row) -> Sequence[Answer]:
    """Lay the hours of the law, and of the policy of a row, over each other."""
    moment = row.moment("moment").astimezone(UTC)
    layers = _layers(row)
    opens = first_open(moment, layers)
    if opens is None:
        raise row.wrong("policy_window", "nothing opens within two months")
    allowed = opens == moment
    zone = law_zone(row.word("jurisdiction", Jurisdiction))
    later = "" if allowed else opens.astimezone(zone).isoformat()
    return (Answer({"allowed": yes_no(allowed), "next_allowed": later}),)


def _layers(row: Row) -> list[Layer]:
    jurisdiction = row.word("jurisdiction", Jurisdiction)
    calendar = calendar_for(jurisdiction)
    day = row.moment("moment").astimezone(law_zone(jurisdiction)).date()
    if not calendar.covers(day):
        raise row.wrong("moment", f"no holidays are known of {day.year}")
    law = law_layer(row.word("role", CollectorRole), row.word("channel", ContactKind), calendar)
    policy = [_policy(row, jurisdiction)] if row.word("basis", Basis) is Basis.POLICY else []
    return [*([law] if law else []), *policy]


def _policy(row: Row, jurisdiction: Jurisdiction) -> Layer:
    """Read the policy of a row: hours on every day but Sunday, and the calendars whose holidays it keeps."""
    try:
        hours = parse_hours({"mon-sat": row.text("policy_window")})
    except ValueError as fault:
        raise row.wrong("policy_window", str(fault)) from None
    kept = [calendar_for(_calendar(row, name)) for name in row.list("policy_holidays")]
    is_closed = (lambda day: any(one.is_holiday(day) for one in kept)) if kept else never_closed
    return Layer("policy", hours, law_zone(jurisdiction), is_closed, HOUSE)


def _calendar(row: Row, name: str) -> Jurisdiction:
    if not names(name.lower(), Jurisdiction):
        raise row.wrong("policy_holidays", f"'{name}' has no calendar; write NL, BE or NL;BE")
    return Jurisdiction(name.lower())


TABLE = Table(
    name="contact_window",
    inputs=("basis", "jurisdiction", "role", "channel", "moment", "policy_window", "policy_holidays"),
    outputs=("expected_allowed", "expected_next_allowed"),
    answer=answer,
)
