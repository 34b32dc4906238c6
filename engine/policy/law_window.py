"""The hours in which the law lets somebody approach a debtor; shared by rules and by the campaign check."""

from dataclasses import dataclass
from datetime import UTC, date
from functools import cache
from zoneinfo import ZoneInfo

from engine.domain.calendar import ONE_DAY, Calendar
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import Source, Verdict
from engine.domain.readings import CAREFUL, Readings
from engine.policy.facts import Facts
from engine.policy.layers import Layer
from preferences.channel import ContactKind
from preferences.hours import Hours, never_closed, parse_hours_text
from preferences.wall import local_time, zone_named

#: the law counts in the civil time of the country in which the debtor lives
ZONES = {Jurisdiction.NL: "Europe/Amsterdam", Jurisdiction.BE: "Europe/Brussels"}
#: why there are no hours where the law sets none
FREE = {Jurisdiction.NL: Source("NL-01", "V"), Jurisdiction.BE: Source("BE-19", "V")}
#: whether a letter is an approach at all
LETTER = Source("NL-14", "U")
IN_PERSON = frozenset({ContactKind.CALL, ContactKind.VISIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class LawWindow:
    """The hours of one rule of the law."""

    hours: Hours
    #: whether nothing may go on Sundays and holidays
    closed_days_count: bool
    source: Source


@cache
def law_window(jurisdiction: Jurisdiction, role: CollectorRole, kind: ContactKind) -> LawWindow | None:
    """
    Find the window that the law sets for a kind of contact; None when it sets none.

    NL-10 to NL-12 (V) bind collectors and bailiffs; whether a letter is an approach is NL-14 (U), so it keeps
    to open days without hours. BE-19 (V) binds their calls and visits. NL-01 (V): own claims are free.
    """
    if role is CollectorRole.CREDITOR:
        return None
    if jurisdiction is Jurisdiction.NL:
        if kind is ContactKind.LETTER:
            return _window("mon-sat 00:00-24:00", LETTER, closed_days_count=True)
        return _window("mon-sat 07:00-20:00", Source("NL-10", "V"), closed_days_count=True)
    if kind in IN_PERSON:
        return _window("mon-sun 08:00-22:00", Source("BE-19", "V"), closed_days_count=False)
    return None


def law_zone(jurisdiction: Jurisdiction) -> ZoneInfo:
    """Give the local time in which the law counts."""
    return zone_named(ZONES[jurisdiction])


def law_layer(
    role: CollectorRole, kind: ContactKind, calendar: Calendar, readings: Readings = CAREFUL
) -> Layer | None:
    """Give the law's window as a layer of hours, with the closed days of a calendar."""
    window = law_window(calendar.jurisdiction, role, kind)
    if window is None or (window.source is LETTER and not readings.letters_keep_to_open_days):
        return None
    is_closed = calendar.is_closed if window.closed_days_count else never_closed
    return Layer("law", window.hours, law_zone(calendar.jurisdiction), is_closed, window.source)


def weigh_law_hours(rule: str, facts: Facts) -> Verdict:
    """Answer for a rule on contact hours: wait until the law allows the contact that is planned."""
    kind, role, calendar = facts.kind, facts.case.collector_role, facts.calendar
    if kind is None:
        return Verdict.allow(rule, "no contact is planned")
    layer = law_layer(role, kind, calendar, facts.agency.readings)
    if layer is None:
        return Verdict.allow(
            rule, f"the law sets no hours for a {kind} by a {role}", FREE[calendar.jurisdiction]
        )
    today = local_time(facts.now, layer.zone).date()
    opens = layer.next_open(facts.now)
    if opens is None or not calendar.covers(today):
        because = f"the calendar knows no holidays of {today.year}: add its rows"
        return Verdict.wait(rule, because, facts.now + ONE_DAY, layer.source)
    if opens == facts.now.astimezone(UTC):
        return Verdict.allow(rule, f"inside {layer}", layer.source)
    return Verdict.wait(rule, _closed(layer, today, calendar), opens, layer.source)


def _closed(layer: Layer, today: date, calendar: Calendar) -> str:
    """Say why the law's window is closed now."""
    if layer.is_closed(today):
        name, source = calendar.holidays.get(today, ("Sunday", "NL-11 (V)"))
        return f"{today} is closed by law: {name}, {source}"
    return f"outside {layer}"


def _window(text: str, source: Source, *, closed_days_count: bool) -> LawWindow:
    return LawWindow(hours=parse_hours_text(text), closed_days_count=closed_days_count, source=source)
