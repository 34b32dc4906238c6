"""Hours that the law does not allow, or that are never open."""

from collections.abc import Iterator

from engine.campaigns.finding import Mistake
from engine.campaigns.lint.look import Look
from engine.campaigns.lint.timeline import APPROACHES
from engine.domain.case import CollectorRole, Jurisdiction
from preferences.channel import ContactKind
from preferences.hours import Hours, hours_text


def hours_inside_the_law(look: Look) -> Iterator[Mistake]:
    """Find hours outside what the law allows for the kinds of contact of a campaign."""
    mine = look.campaign.hours
    for law, kinds in _windows(look).items():
        allowed = mine.meet(law)
        if allowed != mine:
            names = ", ".join(sorted(kinds))
            message = f"{hours_text(mine)} is outside the law, which allows {hours_text(law)} for: {names}"
            fix = "choose hours inside that" if allowed.never else f"write {_as_yaml(allowed)}"
            yield Mistake(look.at("hours"), message, fix)


def hours_open_at_all(look: Look) -> Iterator[Mistake]:
    """Find a campaign that is never open."""
    if look.campaign.hours.never:
        yield Mistake(look.at("hours"), "no moment of the week is open", 'write {mon-fri: "08:00-19:45"}')


def _windows(look: Look) -> dict[Hours, set[str]]:
    """Collect the hours of the law that hold for a campaign, each with the kinds of contact it is for."""
    windows: dict[Hours, set[str]] = {}
    for jurisdiction in look.jurisdictions or frozenset(Jurisdiction):
        for role in look.roles or frozenset(CollectorRole):
            for kind in _kinds(look):
                law = look.knowledge.law_hours(jurisdiction, role, kind)
                if law is not None:
                    windows.setdefault(law, set()).add(str(kind))
    return windows


def _kinds(look: Look) -> set[ContactKind]:
    """List the kinds of contact that a campaign may make."""
    texts = look.knowledge.templates.channels
    kinds = {ContactKind(step.task) for step in look.campaign.steps if step.task in APPROACHES}
    for _, step in look.messages():
        named = {*step.channels, *(step.fallback.to if step.fallback else ())}
        liked = texts.get(step.template or "", frozenset()) if None in named else frozenset()
        kinds |= {ContactKind(kind) for kind in {*named, *liked} if kind is not None}
    return kinds


def _as_yaml(hours: Hours) -> str:
    days = (part.split(" ", 1) for part in hours_text(hours).split("; "))
    return "{" + ", ".join(f'{day}: "{spans}"' for day, spans in days) + "}"
