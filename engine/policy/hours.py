"""Hours: those of the debtor inside those of the campaign inside those of the law."""

from datetime import datetime
from functools import cache

from engine.domain.case import Jurisdiction
from engine.domain.decision import CAMPAIGN, HOUSE, PREFERENCE, TaskKind, Verdict
from engine.domain.people import DebtorKind
from engine.policy.facts import Facts
from engine.policy.law_window import law_layer
from engine.policy.layers import Layer, closed_at, first_end, first_open
from preferences.channel import ContactKind
from preferences.hours import Hours, always, never_closed, parse_hours_text

RULE = "hours"


def within_all_hours(facts: Facts) -> Verdict:
    """
    Wait until law, campaign and debtor are open together; ask a person when they never are.

    A letter may be read at any hour: it only keeps to open days. Campaigns rest on holidays everywhere
    (house policy; for Belgium as law.md BE-19 advises); their own hours say which weekdays are open.
    """
    layers = _layers(facts)
    if not layers:
        said = "no contact is planned" if facts.kind is None else f"no hours are set for a {facts.kind}"
        return Verdict.allow(RULE, said)
    closed = closed_at(facts.now, layers)
    if not closed:
        return Verdict.allow(
            RULE, f"open for {', '.join(layer.owner for layer in layers)}", layers[-1].source
        )
    opens = first_open(facts.now, layers)
    if opens is None:
        return _never(facts, layers)
    because = "closed now: " + "; ".join(_why_closed(layer, facts) for layer in closed)
    return Verdict.wait(RULE, because, opens, closed[-1].source)


def window_end(facts: Facts) -> datetime | None:
    """Give the end (UTC) of the hours that are open now; None when they do not end within two months."""
    return first_end(facts.now, _layers(facts))


def _layers(facts: Facts) -> tuple[Layer, ...]:
    """Lay the hours over each other, the law first; none when no contact is planned."""
    if facts.kind is None:
        return ()
    law = None
    if facts.debtor.kind is DebtorKind.PERSON:
        law = law_layer(facts.case.collector_role, facts.kind, facts.calendar, facts.agency.readings)
    own = _letter(facts) if facts.kind is ContactKind.LETTER else (*_like_dutch(facts), *_chosen(facts))
    return (law, *own) if law else own


def _like_dutch(facts: Facts) -> tuple[Layer, ...]:
    """Let people in Belgium rest at night and on Sundays too, as law.md BE-19 advises."""
    if facts.case.jurisdiction is not Jurisdiction.BE or not facts.agency.readings.belgian_hours_for_all:
        return ()
    return (Layer("house", _dutch_hours(), facts.zone, facts.calendar.is_closed, HOUSE),)


@cache
def _dutch_hours() -> Hours:
    return parse_hours_text("mon-sat 07:00-20:00")


def _letter(facts: Facts) -> tuple[Layer, ...]:
    if not facts.agency.readings.letters_keep_to_open_days:
        return ()
    return (Layer("house", always(), facts.zone, facts.calendar.is_closed, HOUSE),)


def _chosen(facts: Facts) -> tuple[Layer, ...]:
    campaign = Layer("campaign", facts.campaign.hours, facts.zone, facts.calendar.is_holiday, CAMPAIGN)
    wish = facts.preference.hours
    if wish is None:
        return (campaign,)
    return campaign, Layer("debtor", wish, facts.zone, never_closed, PREFERENCE)


def _never(facts: Facts, layers: tuple[Layer, ...]) -> Verdict:
    """Ask a person to agree on other hours; when the debtor's wish is not the cause, to mend the campaign."""
    because = "never open together: " + "; ".join(map(str, layers))
    others = [layer for layer in layers if layer.source is not PREFERENCE]
    if first_open(facts.now, others) is None:
        return Verdict.ask_person(RULE, f"{because}; mend the campaign", TaskKind.WORK, CAMPAIGN)
    return Verdict.ask_person(RULE, because, TaskKind.AGREE_CHANNEL, PREFERENCE)


def _why_closed(layer: Layer, facts: Facts) -> str:
    today = facts.now.astimezone(layer.zone).date()
    name, _ = facts.calendar.holidays.get(today, ("Sunday", ""))
    return f"{layer.owner} on {name}" if layer.is_closed(today) else str(layer)
