"""Which channel: the best one of the step that this person accepts and that can reach them."""

from datetime import timedelta

from engine.domain.decision import PREFERENCE, Ruling, TaskKind, Verdict
from engine.domain.people import ContactPoint, PointState
from engine.policy.carriers import lacks_home, reason_against
from engine.policy.facts import Choice, Facts
from preferences.channel import ChannelKind

RULE = "channel_choice"
NOT_FRESH = "nobody checked the address lately"

#: what we use when a step leaves the choice to somebody who made none (house policy)
HOUSE_ORDER = (ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER)


def choose(facts: Facts) -> Choice:
    """Go through the step's channels, the best first, and take the first that nothing speaks against."""
    reasons: list[tuple[str, str]] = []
    chosen: ChannelKind | None = None
    point: ContactPoint | None = None
    for channel in wanted(facts):
        if chosen is not None:
            reasons.append((channel.value, f"not needed: {chosen} comes first"))
            continue
        found, against = _point(facts, channel)
        if found is None:
            reasons.append((channel.value, against))
            continue
        chosen, point = channel, found
        liked = channel in facts.preference.order
        reasons.append(
            (channel.value, "chosen: the debtor likes it" if liked else "chosen: the step's order")
        )
    return Choice(chosen, point, tuple(reasons))


def wanted(facts: Facts) -> tuple[ChannelKind, ...]:
    """List the channels of this try in order; `preferred` becomes what the debtor likes."""
    order: list[ChannelKind] = []
    for channel in facts.move.channels:
        order += facts.preference.order if channel is None else (channel,)
    if not order and facts.move.channels:
        # only `preferred`, and no wish is known
        order = [channel for channel in HOUSE_ORDER if channel in facts.template_channels]
    return tuple(dict.fromkeys(order))


def a_channel_is_left(facts: Facts) -> Verdict:
    """Ask a person when no channel of the step can be used; name the reason for each channel."""
    step = facts.move.step
    if step is None or step.template is None or facts.move.rest_until or facts.move.task:
        return Verdict.allow(RULE, "no message is planned")
    choice = facts.choice or choose(facts)
    if choice.channel is not None:
        said = dict(choice.reasons)[choice.channel.value]
        return Verdict(RULE, Ruling.ALLOW, f"{choice.channel} {said}", PREFERENCE, details=choice.reasons)
    because = "no channel is left: " + "; ".join(f"{channel}: {why}" for channel, why in choice.reasons)
    return Verdict(RULE, Ruling.TASK, because, PREFERENCE, None, _task_for(facts), choice.reasons)


def _task_for(facts: Facts) -> TaskKind:
    """Ask for the address that the law wants named; agree on a channel; else find a way."""
    if lacks_home(facts):
        return TaskKind.COMPLETE_ADDRESS
    if any(against == NOT_FRESH for _, against in (facts.choice or choose(facts)).reasons):
        return TaskKind.CHECK_ADDRESS
    refused = any(
        point.state.usable
        for channel in wanted(facts)
        if channel in facts.preference.refused
        for point in facts.debtor.points_for(channel, facts.today)
    )
    return TaskKind.AGREE_CHANNEL if refused else TaskKind.FIND_CONTACT_POINT


def _point(facts: Facts, channel: ChannelKind) -> tuple[ContactPoint | None, str]:
    """Find the contact point for a channel, or say what speaks against the channel."""
    if channel in facts.preference.refused:
        return None, "the debtor refused it"
    if channel not in facts.template_channels:
        return None, "the template has no text for it"
    points = facts.debtor.points_for(channel, facts.today)
    usable = [point for point in points if point.state.usable]
    if not usable:
        return None, f"the contact point is {points[0].state}" if points else "no contact point"
    best = next((point for point in usable if point.state is PointState.CONFIRMED), usable[0])
    if channel is ChannelKind.LETTER and not _is_fresh(facts, best):
        return None, NOT_FRESH
    against = reason_against(facts, channel, best)
    return (None, against) if against else (best, "")


def _is_fresh(facts: Facts, address: ContactPoint) -> bool:
    """
    Say whether the letter of a fallback may trust its address (house policy, issue of the cascade).

    Whoever did not react elsewhere may have moved, and then a letter tells a stranger (NL-72). The first
    letter of a step goes to the address that the creditor gave.
    """
    days, step = facts.agency.fresh_address_days, facts.move.step
    is_own = step is None or (not facts.move.ordinal and ChannelKind.LETTER in step.channels)
    if days is None or is_own or facts.notice is not None:
        return True
    return address.checked_on is not None and address.checked_on + timedelta(days=days) >= facts.today
