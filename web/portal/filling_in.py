"""Read what somebody filled in on a form: what it means, and what is still wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from engine.replies.label import Label
from web.forms import read_day
from web.portal.asking import Action, Ask, AskKind

#: nobody needs more for what they want to say here; a longer text is a letter
MOST_WORDS = 2000
PHONE = re.compile(r"\+?[\d\s()./-]{6,20}")
MOST_EURO, NO_AMOUNT = Decimal(100_000), Decimal(-1)
NOTHING_CHOSEN = "Kies wat u wilt veranderen"
TOO_LONG = f"Gebruik niet meer dan {MOST_WORDS} tekens"


@dataclass(slots=True)
class FilledIn:
    """A form as it came in."""

    #: by name, as it was typed: shown again when something is wrong
    values: Mapping[str, str]
    #: by name of the question: what is wrong
    mistakes: dict[str, str] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    entities: dict[str, str | float] = field(default_factory=dict)
    stop: str = ""
    says: str = ""
    #: question and answer, as they stood on the page
    lines: list[str] = field(default_factory=list)
    own_words: str = ""

    @property
    def text(self) -> str:
        """Give all that was filled in, as it stood on the page."""
        return "\n".join(self.lines)


def filled_in(action: Action, values: Mapping[str, str]) -> FilledIn:
    """Read a form of an action; `mistakes` is empty when everything is well."""
    found = FilledIn(values=values, labels=list(action.labels), lines=[f"Op de pagina: {action.title}."])
    answered = 0
    for ask in action.asks:
        value = values.get(ask.name, "").strip()
        answered += bool(value)
        if value:
            READERS[ask.kind](found, ask, value)
        elif ask.is_needed:
            found.mistakes[ask.name] = ask.mistake
    if action.needs_any and not answered:
        found.mistakes[action.asks[0].name] = NOTHING_CHOSEN
    found.labels = list(dict.fromkeys(found.labels))
    return found


def _choice(found: FilledIn, ask: Ask, value: str) -> None:
    answer = next((one for one in ask.answers if one.value == value), None)
    if answer is None:
        found.mistakes[ask.name] = ask.mistake or NOTHING_CHOSEN
        return
    found.labels += answer.labels
    found.entities |= answer.entities
    found.stop = answer.stop or found.stop
    found.says = answer.says or found.says
    found.lines.append(f"{ask.question} {answer.words}.")


def _words(found: FilledIn, ask: Ask, value: str) -> None:
    if len(value) > MOST_WORDS:
        found.mistakes[ask.name] = TOO_LONG
        return
    found.own_words = value
    found.lines.append(f"{ask.question} {value}")


def _day(found: FilledIn, ask: Ask, value: str) -> None:
    day = read_day(value)
    if day is None:
        found.mistakes[ask.name] = ask.mistake
        return
    found.entities[ask.entity] = day.isoformat()
    found.lines.append(f"{ask.question} {value}.")


def _amount(found: FilledIn, ask: Ask, value: str) -> None:
    try:
        amount = Decimal(value.replace("€", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        amount = NO_AMOUNT
    is_right = amount.is_finite() and 0 <= amount <= MOST_EURO
    if not is_right or (not amount and not ask.may_be_nothing):
        found.mistakes[ask.name] = ask.mistake
        return
    found.entities[ask.entity] = float(amount)
    found.lines.append(f"{ask.question} {value} euro.")


def _phone(found: FilledIn, ask: Ask, value: str) -> None:
    if not PHONE.fullmatch(value):
        found.mistakes[ask.name] = ask.mistake
        return
    found.lines.append(f"{ask.question} {value}.")


def _tick(found: FilledIn, ask: Ask, value: str) -> None:
    found.lines.append(f"{ask.question} Ja.")


READERS = {
    AskKind.CHOICE: _choice,
    AskKind.WORDS: _words,
    AskKind.DAY: _day,
    AskKind.AMOUNT: _amount,
    AskKind.PHONE: _phone,
    AskKind.TICK: _tick,
}
