"""Read the forms of partners: what is told, and what is still wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.domain.partner import PartnerSaid
from engine.referral.referring import LONGEST_EXTENSION
from web.forms import Fields, read_day

#: their own number of a client; a name with a space in it is none
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:+-]{0,63}")
LONGEST, LONGEST_PROOF = 200, 1000
FIRST_DAY = date(1900, 1, 1)
DAY_MISTAKE = "Vul een dag in, zoals 3-6-2026"
BORN_MISTAKE = "Vul een geboortedatum in, zoals 3-6-1980"
REFERENCE_MISTAKE = "Vul uw eigen nummer van de cliënt in, zonder spaties"
USED_BEFORE = "Dit nummer gebruikte u al. Kies een ander nummer"
TOO_LONG = "Dit is te lang"
TOO_EARLY_OR_LATE = f"Kies een latere dag, en niet meer dan {LONGEST_EXTENSION.days} dagen vanaf nu"
NO_CHOICE = "Kies wat u wilt melden"
#: name of the field: name in the call
PLAIN = {
    "naam": "name",
    "postcode": "postcode",
    "nummer": "house_number",
    "telefoon": "phone",
    "email": "email",
    "zaak": "case_id",
}


@dataclass(slots=True)
class Filled:
    """A form as it came in."""

    #: by name, as it was typed: shown again when something is wrong
    values: Fields
    #: by name of the field: what is wrong
    mistakes: dict[str, str] = field(default_factory=dict)
    #: what is told, as a signed call would hold it; its key and moment come later
    event: dict[str, object] = field(default_factory=dict)


def filled_report(values: Fields, today: date) -> Filled:
    """Read who a client is."""
    given = {name: values.get(name, "").strip() for name in ("kenmerk", "geboren", *PLAIN)}
    found = Filled(values=values)
    if not REFERENCE.fullmatch(given["kenmerk"]):
        found.mistakes["kenmerk"] = REFERENCE_MISTAKE
    if not given["naam"]:
        found.mistakes["naam"] = "Vul de naam van uw cliënt in"
    born = read_day(given["geboren"])
    if born is None or not FIRST_DAY <= born <= today:
        found.mistakes["geboren"] = BORN_MISTAKE
    found.mistakes |= {name: TOO_LONG for name in PLAIN if len(given[name]) > LONGEST}
    client = {word: given[name] for name, word in PLAIN.items() if given[name]}
    client["birth_date"] = born.isoformat() if born else ""
    found.event = {"said": PartnerSaid.REPORTED.value, "about": given["kenmerk"], "client": client}
    return found


def filled_answer(values: Fields, about: str, answers: Mapping[PartnerSaid, str]) -> Filled:
    """Read which answer was chosen."""
    found = Filled(values=values)
    said = values.get("wat", "")
    if said not in set(answers):
        found.mistakes["wat"] = NO_CHOICE
    found.event = {"said": said, "about": about}
    return found


def filled_extension(values: Fields, about: str, after: date, today: date) -> Filled:
    """Read until when a stop has to last, and the proof; `after` is the last day of the stop as it is."""
    found = Filled(values=values)
    until, proof = read_day(values.get("tot", "")), values.get("bewijs", "").strip()
    if until is None:
        found.mistakes["tot"] = DAY_MISTAKE
    elif not max(after, today) < until <= today + LONGEST_EXTENSION:
        found.mistakes["tot"] = TOO_EARLY_OR_LATE
    if not proof:
        found.mistakes["bewijs"] = "Vul in welk bewijs u heeft"
    elif len(proof) > LONGEST_PROOF:
        found.mistakes["bewijs"] = TOO_LONG
    day = until.isoformat() if until else ""
    found.event = {"said": PartnerSaid.EXTENDED.value, "about": about, "until": day, "proof": proof}
    return found
