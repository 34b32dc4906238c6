"""The parts of a campaign and of a step in a few plain words each, as a person would say them."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from engine.domain.campaign import Campaign, Cap, Condition, Fallback, LegalRole, Step
from preferences.channel import ChannelKind
from preferences.hours import hours_text


def say_range(least: Decimal | int | None, most: Decimal | int | None) -> str:
    """Say from where to where; empty when there is no limit."""
    if least is not None and most is not None:
        return f"{least}" if least == most else f"{least}-{most}"
    return f"at least {least}" if least is not None else f"at most {most}" if most is not None else ""


def say_channels(channels: Iterable[ChannelKind | None]) -> str:
    """Say channels in their order."""
    return ", ".join(kind or "preferred" for kind in channels)


def say_fallback(fallback: Fallback | None) -> str:
    """Say when a step tries again, and how."""
    if fallback is None:
        return ""
    when = ", ".join(sorted(fallback.when))
    return f"on {when} after {fallback.after} to {say_channels(fallback.to)}"


def say_condition(when: Condition) -> str:
    """Say what must hold; empty when nothing must."""
    asked = (("replied", when.replied), ("paid_part", when.paid_part), ("other_arrears", when.other_arrears),
             ("represented", when.represented))  # fmt: skip
    said = [name if wanted else f"not {name}" for name, wanted in asked if wanted is not None]
    if when.outstanding_at_least is not None:
        said.append(f"outstanding from {when.outstanding_at_least}")
    if when.outstanding_below is not None:
        said.append(f"outstanding below {when.outstanding_below}")
    return " and ".join(said)


def say_cap(cap: Cap) -> str:
    """Say how often somebody may be contacted."""
    contacts = "1 contact" if cap.contacts == 1 else f"{cap.contacts} contacts"
    return f"{contacts} per {cap.days} days, {cap.gap_hours} hours apart"


def say_role(role: LegalRole) -> str:
    """Say what a message is in law; empty for a friendly one."""
    return "" if role is LegalRole.NONE else role


def say_step(step: Step) -> str:
    """Say everything about a step on one line."""
    return ", ".join(f"{label} {said}" for label, say in STEP_PARTS.items() if (said := say(step)))


def say_variants(campaign: Campaign, step_id: str) -> str:
    """Say how debtors are divided over the wordings of a step."""
    mine = (variant for variant in campaign.variants if variant.step == step_id)
    return ", ".join(f"{variant.share}% {variant.template} ({variant.name})" for variant in mine)


CAMPAIGN_PARTS: Mapping[str, Callable[[Campaign], str]] = {
    "creditor": lambda one: ", ".join(one.segment.creditors),
    "jurisdiction": lambda one: one.segment.jurisdiction or "",
    "collector role": lambda one: one.segment.collector_role or "",
    "sector": lambda one: ", ".join(one.segment.sectors),
    "debtor": lambda one: one.segment.debtor_kind or "",
    "days overdue": lambda one: say_range(
        one.segment.days_overdue_at_least, one.segment.days_overdue_at_most
    ),
    "amount": lambda one: say_range(one.segment.amount_at_least, one.segment.amount_at_most),
    "costs": lambda one: one.costs,
    "longest duration": lambda one: f"{one.max_duration_days} days",
    "time zone": lambda one: one.timezone,
    "hours": lambda one: hours_text(one.hours),
    "cap": lambda one: say_cap(one.cap),
    "end": lambda one: "with a review" if one.review_at_end else "without a review",
}
STEP_PARTS: Mapping[str, Callable[[Step], str]] = {
    "delay": lambda one: str(one.after),
    "template": lambda one: one.template or "",
    "channels": lambda one: say_channels(one.channels),
    "fallback": lambda one: say_fallback(one.fallback),
    "legal role": lambda one: say_role(one.legal_role),
    "task": lambda one: one.task or "",
    "script": lambda one: one.script or "",
    "offer": lambda one: one.offer or "",
    "condition": lambda one: say_condition(one.when),
}
