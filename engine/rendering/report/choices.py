"""What somebody chose, in plain Dutch: the same sentences on paper, on the page and in a mail."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale

from engine.rendering.dutch import LOCALE, SCREEN
from engine.rendering.report.dutch import day
from preferences.change import LEARNED, Change, Field, Through
from preferences.channel import ChannelKind
from preferences.fold import standing
from preferences.hours import Span, parse_hours_text

ZONE = ZoneInfo("Europe/Amsterdam")
CHANNELS: Mapping[str, str] = {
    ChannelKind.SMS: "sms",
    ChannelKind.EMAIL: "e-mail",
    ChannelKind.WHATSAPP: "WhatsApp",
    ChannelKind.LETTER: "brieven",
}
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
#: through what it reached us, as the end of a sentence that begins with the day
WAYS = {
    Through.IMPORT: "hoorden wij dit van de schuldeiser ({by})",
    Through.PROVIDER: "zei u dit tegen het bedrijf dat onze berichten bezorgt",
    Through.REPLY: "schreef u dit in een antwoord",
    Through.PORTAL: "koos u dit op onze pagina",
    Through.AGENT: "zei u dit tegen een medewerker",
    Through.LETTER: "schreef u dit in een brief",
    Through.BOUNCE: "kwam ons bericht terug",
}
#: the same for what we learned of an address: nobody chose that
WAYS_TO_LEARN = WAYS | {
    Through.REPLY: "stond dit in een antwoord",
    Through.PORTAL: "hoorden wij dit op onze pagina",
    Through.LETTER: "stond dit in een brief",
}
#: who may speak for somebody
REPRESENTATIVES = {
    "helper": "helper",
    "bewindvoerder": "bewindvoerder",
    "curator": "curator",
    "guardian": "voogd",
    "lawyer": "advocaat",
}
#: so many days are named one by one
A_FEW = 2
#: by version: the words with which people agree to WhatsApp
Wordings = Mapping[str, str]
NO_WORDINGS: Wordings = MappingProxyType({})
#: so much of a number or mailbox is shown where somebody may look over a shoulder
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Told:
    """One choice in words."""

    #: what was chosen
    what: str
    #: when, and through what
    how: str
    #: whether it counts now, or something later took its place
    holds: bool


def told_choices(
    changes: Iterable[Change], *, masked: bool = False, wordings: Wordings = NO_WORDINGS
) -> list[Told]:
    """
    Tell all choices, the newest first.

    `masked` shows only the end of a number or mailbox; `wordings` are the texts with which people agree to
    WhatsApp, by version.
    """
    known = sorted(changes, key=lambda one: (one.at, one.field.value, one.value), reverse=True)
    holding = {held.change.id for held in standing(known)}
    return [Told(_what(one, wordings, masked=masked), _how(one), one.id in holding) for one in known]


def changes_of(parts: Iterable[Mapping[str, str]]) -> list[Change]:
    """Read choices back from a file about somebody."""
    return [
        Change(
            id=str(number),
            debtor_id="",
            at=datetime.fromisoformat(part["at"]),
            by=part["by"],
            through=Through(part["through"]),
            field=Field(part["field"]),
            value=part["value"],
            words=part["words"],
            proof=part["proof"],
        )
        for number, part in enumerate(parts, start=1)
    ]


def _what(change: Change, wordings: Wordings, *, masked: bool) -> str:
    value = change.value
    if masked and change.field in LEARNED:
        value = f"…{value[-SHOWN:]}"
    told = SENTENCES[change.field](value, change.words)
    wording = wordings.get(change.words) if change.field is Field.WHATSAPP_OPT_IN else None
    return f"{told} Daar staat: {wording}" if wording else told


def _how(change: Change) -> str:
    ways = WAYS_TO_LEARN if change.field in LEARNED else WAYS
    way = ways[change.through].format(by=change.by)
    local = change.at.astimezone(ZONE)
    proof = f" Bewijs: {change.proof}." if change.proof and change.field is Field.WHATSAPP_OPT_IN else ""
    return f"Op {SCREEN.datum(local.date())} om {local:%H:%M} uur {way}.{proof}"


def _order(value: str, _: str) -> str:
    named = [CHANNELS.get(one.strip(), one) for one in value.split(",") if one.strip()]
    if not named:
        return "U heeft geen voorkeur meer voor een manier van bericht."
    first, *others = named
    then = f", en daarna {' en '.join(others)}" if others else ""
    return f"U krijgt het liefst {first}{then}."


def _refuse(value: str, _: str) -> str:
    return f"U wilt geen {CHANNELS.get(value, value)} van ons."


def _allow(value: str, _: str) -> str:
    return f"U wilt weer {CHANNELS.get(value, value)} van ons."


def _hours(value: str, _: str) -> str:
    if not value:
        return "U heeft geen wens meer over de tijd."
    days = parse_hours_text(value).days
    by_spans: dict[tuple[Span, ...], list[str]] = {}
    for name, spans in zip(DAYS, days, strict=True):
        if spans:
            by_spans.setdefault(spans, []).append(name)
    said = [f"{_days(names)} van {_row(list(map(_span, spans)))}" for spans, names in by_spans.items()]
    return (
        f"U krijgt het liefst bericht {', en '.join(said)}."
        if said
        else "U wilt op geen enkele tijd bericht."
    )


def _span(span: Span) -> str:
    first, _, last = str(span).partition("-")
    return f"{first} tot {last} uur"


def _days(names: list[str]) -> str:
    """Name days, more than two in a row by the first and the last."""
    first = DAYS.index(names[0])
    in_a_row = list(DAYS[first : first + len(names)]) == names
    if in_a_row and len(names) > A_FEW:
        return f"op {names[0]} tot en met {names[-1]}"
    return f"op {_row(names)}"


def _row(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"


def _quiet(value: str, _: str) -> str:
    if not value:
        return "U wilt geen rust meer."
    local = datetime.fromisoformat(value).astimezone(ZONE)
    return f"U wilt rust tot {SCREEN.datum(local.date())}, {local:%H:%M} uur."


def _language(value: str, _: str) -> str:
    try:
        name = Locale.parse(value).get_display_name(LOCALE)
    except ValueError:
        name = None
    return f"U leest het liefst {name or value}."


def _opt_in(value: str, words: str) -> str:
    if value != "yes":
        return "U wilt geen berichten via WhatsApp."
    return f"Wij mogen u berichten sturen via WhatsApp. U koos dit met tekst {words}."


def _help_consent(value: str, words: str) -> str:
    answer, partner, *_ = value.split(" ")
    if answer == "yes":
        return f"U vindt het goed dat {partner} uw gegevens krijgt, om u te helpen. Daar staat: {words}"
    before = " niet meer" if answer == "withdrawn" else " niet"
    return f"U vindt het{before} goed dat {partner} uw gegevens krijgt."


def _representative(value: str, _: str) -> str:
    if not value:
        return "Niemand spreekt meer voor u. Onze berichten gaan naar u zelf."
    kind, name, _reached, until, *cases = value.split("; ")
    last = f" Dat duurt tot en met {SCREEN.datum(date.fromisoformat(until))}." if until else ""
    who = f"{name} spreekt voor u ({REPRESENTATIVES.get(kind, kind)})"
    if cases:
        return f"{who}, alleen in dossier {cases[0]}. Onze berichten daarover gaan daarheen.{last}"
    return f"{who}. Onze berichten gaan daarheen.{last}"


def spoken_for(somebody: Mapping[str, Any] | None) -> str:
    """Say who speaks for a debtor, in which cases, and until when; empty: nobody does."""
    if not somebody or not somebody["name"]:
        return ""
    kind, cases, until = somebody["kind"], somebody.get("cases"), somebody["until"]
    where = f"alleen in dossier {', '.join(cases)}" if cases else "in alle dossiers"
    last = f", tot en met {day(until)}" if until else ""
    return f"{somebody['name']} ({REPRESENTATIVES.get(kind, kind)}), {where}{last}"


def _yes(yes: str, no: str) -> Callable[[str, str], str]:
    return lambda value, _: yes if value == "yes" else no


def _failed(value: str, _: str) -> str:
    return f"Een bericht naar {value} kwam niet aan. Wij gebruiken dit niet meer."


def _of_another(value: str, _: str) -> str:
    return f"{value} is van iemand anders. Wij gebruiken dit niet meer."


#: by field: from its value and its words to a sentence
SENTENCES: Mapping[Field, Callable[[str, str], str]] = {
    Field.CHANNEL_ORDER: _order,
    Field.REFUSE_CHANNEL: _refuse,
    Field.ALLOW_CHANNEL: _allow,
    Field.HOURS: _hours,
    Field.QUIET_UNTIL: _quiet,
    Field.LANGUAGE: _language,
    Field.LARGE_PRINT: _yes("U wilt grote letters.", "U wilt gewone letters."),
    Field.PLAIN_TEXT: _yes("U wilt e-mails zonder opmaak.", "U wilt e-mails met opmaak."),
    Field.WHATSAPP_OPT_IN: _opt_in,
    Field.HELP_CONSENT: _help_consent,
    Field.REPRESENTATIVE: _representative,
    Field.ADDRESS_FAILED: _failed,
    Field.ADDRESS_OF_ANOTHER: _of_another,
}
