"""Hours that the law does not allow, or that are never open."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce

from engine.campaigns.finding import KeyPath, Mistake, Places
from engine.campaigns.lint.look import Look
from engine.campaigns.lint.timeline import APPROACHES
from engine.domain.case import CollectorRole, Jurisdiction
from engine.policy.law_window import LawWindow
from preferences.channel import ContactKind
from preferences.hours import Hours, hours_text


def hours_inside_the_law(looks: Iterable[Look], places: Places) -> Iterator[Mistake]:
    """
    Find hours outside what the law allows for the kinds of contact of campaigns.

    Hours that several campaigns take from `defaults` are told of once, with a fix that is right for all.
    """
    windows: dict[KeyPath, dict[LawWindow, set[ContactKind]]] = {}
    mine: dict[KeyPath, Hours] = {}
    for look in looks:
        path = places.written(look.at("hours"))
        mine[path] = look.campaign.hours
        known = windows.setdefault(path, {})
        for law, kinds in _windows(look).items():
            known.setdefault(law, set()).update(kinds)
    for path, known in windows.items():
        yield from _outside(path, mine[path], known)


def _outside(
    path: KeyPath, mine: Hours, windows: Mapping[LawWindow, Iterable[ContactKind]]
) -> Iterator[Mistake]:
    against = {law: kinds for law, kinds in windows.items() if mine.meet(law.hours) != mine}
    if not against:
        return
    allowed = reduce(Hours.meet, (law.hours for law in against), mine)
    fix = "choose hours inside that" if allowed.never else f"write {_as_yaml(allowed)}"
    said = sorted(_said(law, kinds) for law, kinds in against.items())
    yield Mistake(path, f"{hours_text(mine)} is outside the law: {'; '.join(said)}", fix)


def _said(law: LawWindow, kinds: Iterable[ContactKind]) -> str:
    """Tell what one rule of the law allows, for which kinds of contact."""
    return f"law.md {law.source} allows {hours_text(law.hours)} for {', '.join(sorted(map(str, kinds)))}"


def hours_open_at_all(look: Look) -> Iterator[Mistake]:
    """Find a campaign that is never open."""
    if look.campaign.hours.never:
        yield Mistake(look.at("hours"), "no moment of the week is open", 'write {mon-fri: "08:00-19:45"}')


def _windows(look: Look) -> dict[LawWindow, set[ContactKind]]:
    """Collect the hours of the law that hold for a campaign, each with the kinds of contact it is for."""
    windows: dict[LawWindow, set[ContactKind]] = {}
    for jurisdiction in look.jurisdictions or frozenset(Jurisdiction):
        for role in look.roles or frozenset(CollectorRole):
            for kind in _kinds(look):
                law = look.knowledge.law_window(jurisdiction, role, kind)
                if law is not None:
                    windows.setdefault(law, set()).add(kind)
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
