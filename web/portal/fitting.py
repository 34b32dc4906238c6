"""Fit a form to who fills it in: which case it is about, and whether WhatsApp is offered."""

from dataclasses import replace

from engine.visiting import Level, Visit
from web.portal.asking import Action, Answer, Ask, AskKind
from web.portal.own_actions import CHOICES


def fitted(action: Action, visit: Visit) -> Action:
    """Add the questions that depend on the case; an action that has them already stays as it is."""
    asks = action.asks
    if any(ask.name in {"zaak", "whatsapp"} for ask in asks):
        return action
    if action.level > Level.OPENED and len(visit.cases) > 1 and action is not CHOICES:
        asks = (_which(visit), *asks)
    if action is CHOICES and visit.creditor.whatsapp.enabled and visit.creditor.whatsapp.wordings:
        asks = (*asks, _whatsapp(visit))
    return replace(action, asks=asks)


def _which(visit: Visit) -> Ask:
    return Ask(
        name="zaak",
        kind=AskKind.CHOICE,
        question="Om welke zaak gaat het?",
        answers=tuple(Answer(value=one.id, words=f"Zaak {one.id}") for one in visit.cases),
        is_needed=True,
        mistake="Kies om welke zaak het gaat",
    )


def _whatsapp(visit: Visit) -> Ask:
    """Ask for WhatsApp in the very words of the creditor's newest wording."""
    return Ask(name="whatsapp", kind=AskKind.TICK, question=visit.creditor.whatsapp.wordings[-1][1])
