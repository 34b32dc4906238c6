"""Fit a form to who fills it in: which case it is about, what is asked about help, and about WhatsApp."""

from dataclasses import replace

from engine.domain.told import Question
from engine.visiting import Level, Visit
from web.portal.asking import Action, Answer, Ask, AskKind
from web.portal.own_actions import CHOICES

#: value, words on the page, meaning
YES_NO = (("ja", "Ja", "yes"), ("nee", "Nee", "no"))


def is_there(action: Action, visit: Visit) -> bool:
    """Say whether an action is there for somebody: a question about help is only asked when it can be."""
    return not action.subject or question_at(action, visit) is not None


def question_at(action: Action, visit: Visit) -> Question | None:
    """Give the question about help that an action asks."""
    return next((one for one in visit.questions if one.subject == action.subject), None)


def fitted(action: Action, visit: Visit) -> Action:
    """Add the questions that depend on the case; an action that has them already stays as it is."""
    question = question_at(action, visit)
    if question is not None:
        # the version stands in the answer: who saw other words than those of today is shown the new ones
        yes, no = (
            Answer(value=f"{word} {question.version}", words=shown, says=said) for word, shown, said in YES_NO
        )
        asked = replace(action.asks[0], answers=(yes, no))
        return replace(action, told=(question.text,), asks=(asked,), asked=question.name)
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
