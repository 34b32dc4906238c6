"""What was not tried for a case, and why: a review lists it before the case may be handed over."""

from collections.abc import Iterator
from dataclasses import fields
from typing import NamedTuple

from engine.decide import DONE_BY_PEOPLE
from engine.domain.campaign import Step
from engine.domain.contact import Contact
from engine.domain.people import CARRIES, ContactPoint, PointKind
from engine.policy.carriers import reason_against
from engine.policy.facts import Facts
from preferences.channel import ChannelKind

#: stands between the reason of a review and the list
BEFORE_LIST = "; not tried: "
PASSED_OVER = "it was passed over"
NEVER_CAME = "the time was up before it came"
NOBODY_DID = "a person was asked, and noted no try"
NO_STEP = "no step of the campaign uses it"


class Untried(NamedTuple):
    """Something that was left undone: a step, a channel or a contact point."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what} ({self.why})"


def not_tried(facts: Facts) -> tuple[Untried, ...]:
    """List steps without a try, channels by which nothing can have arrived, and ways that nobody used."""
    tries = [one for one in facts.contacts if facts.case.id in one.case_ids]
    return (
        *_steps(facts, tries),
        *_channels(facts, tries),
        *_by_people(facts, tries),
        *_points(facts, tries),
    )


def told(untried: tuple[Untried, ...]) -> str:
    """Write the list behind the reason of a review; empty when everything was tried."""
    return BEFORE_LIST + ", ".join(map(str, untried)) if untried else ""


def _steps(facts: Facts, tries: list[Contact]) -> Iterator[Untried]:
    skipped = dict(facts.move.skipped)
    tried = {one.step for one in tries if one.campaign == facts.campaign.name}
    for index, step in enumerate(facts.campaign.steps):
        why = skipped.get(step.id) or (NEVER_CAME if index >= facts.move.step_index else _why_no_try(step))
        if step.id not in tried and why:
            yield Untried(f"step {step.id}", why)


def _why_no_try(step: Step) -> str:
    """Say why a step that came has no contact; other work of people is no contact, so it says nothing."""
    if step.task is None:
        asked = {one.name: getattr(step.when, one.name) for one in fields(step.when)}
        wants = [f"{name} {str(wish).lower()}" for name, wish in asked.items() if wish is not None]
        return f"{PASSED_OVER}: it asks for {', '.join(wants)}" if wants else PASSED_OVER
    return NOBODY_DID if step.task in DONE_BY_PEOPLE else ""


def _channels(facts: Facts, tries: list[Contact]) -> Iterator[Untried]:
    arrived = {one.kind.value for one in tries if one.outcome.may_have_reached}
    outcomes = {one.kind.value: one.outcome.value for one in tries}
    for channel in ChannelKind:
        if channel.value in arrived:
            continue
        failed = outcomes.get(channel.value)
        yield Untried(channel.value, f"tried: {failed}" if failed else _why_not(facts, channel))


def _why_not(facts: Facts, channel: ChannelKind) -> str:
    if channel in facts.preference.refused:
        return "the debtor refused it"
    points = facts.debtor.points_for(channel, facts.today)
    usable = [one for one in points if one.state.usable]
    if not usable:
        return f"the contact point is {points[0].state}" if points else "no contact point"
    return reason_against(facts, channel, usable[0]) or NO_STEP


def _by_people(facts: Facts, tries: list[Contact]) -> Iterator[Untried]:
    """Name calls and visits, unless somebody was reached so; those that steps ask for are told by step."""
    for kind in dict.fromkeys(DONE_BY_PEOPLE.values()):
        of_kind = [one for one in tries if one.kind is kind]
        if not of_kind:
            yield Untried(kind.value, "nobody noted one")
        elif not any(one.outcome.may_have_reached for one in of_kind):
            yield Untried(kind.value, f"tried {len(of_kind)} times: nobody was reached")


def _points(facts: Facts, tries: list[Contact]) -> Iterator[Untried]:
    """Count the ways to somebody that work and were never used; their values are nobody's business here."""
    used = {one.to for one in tries}
    somebody = facts.debtor.represented_on(facts.today)
    points = somebody.points if somebody else facts.debtor.points
    for kind in dict.fromkeys(CARRIES.values()):
        of_kind = [one for one in points if one.kind is kind and one.state.usable]
        left = [one for one in of_kind if one.value not in used]
        if left and len(of_kind) > 1:
            yield Untried(_named(kind, left), "never used")


def _named(kind: PointKind, left: list[ContactPoint]) -> str:
    return f"{len(left)} more of kind {kind}" if len(left) > 1 else f"1 more {kind}"
