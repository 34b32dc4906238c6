"""What a form on the page asks: questions, the answers that can be chosen, and what an answer means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from engine.replies.label import Label
from engine.visiting import Level


class AskKind(StrEnum):
    """How a question is answered."""

    #: one of a few answers; nothing is chosen beforehand, so no machine that presses buttons answers it
    CHOICE = auto()
    #: a few lines in words of one's own
    WORDS = auto()
    #: a day: 3-6-2026
    DAY = auto()
    #: euros: 25 or 25,50
    AMOUNT = auto()
    #: a phone number
    PHONE = auto()
    #: yes, or left empty
    TICK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer that can be chosen, and what it means as a reply."""

    value: str
    words: str
    labels: tuple[Label, ...] = ()
    entities: Mapping[str, str] = field(default_factory=dict)
    #: the channel to stop: its name, or `this` for the channel of the message
    stop: str = ""
    #: yes or no, to a question about help
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question."""

    name: str
    kind: AskKind
    question: str
    hint: str = ""
    answers: tuple[Answer, ...] = ()
    is_needed: bool = False
    #: said when it is needed and missing, or cannot be read
    mistake: str = ""
    #: an amount may be zero
    may_be_nothing: bool = False
    #: under which name the answer is told: date, amount; empty: only in words
    entity: str = ""
    autocomplete: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that somebody can do on the page."""

    key: str
    level: Level
    #: on the page that leads to it
    link: str
    title: str
    #: what follows, told before somebody does it
    told: tuple[str, ...]
    asks: tuple[Ask, ...]
    #: what it means as a reply, whatever is chosen
    labels: tuple[Label, ...] = ()
    #: what follows, told after it
    done: tuple[str, ...]
    #: whether it needs at least one answer, though no single one
    needs_any: bool = False
    #: the subject of a question about help, which is asked in its registered words; empty: it asks none
    subject: str = ""
    #: the question itself, once it is known who is asked
    asked: str = ""
