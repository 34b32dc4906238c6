"""The words of the house in plain Dutch, for who reads a file on paper."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_currency

HERE = ZoneInfo("Europe/Amsterdam")

WORDS: Mapping[str, str] = {
    # channels
    "sms": "sms",
    "email": "e-mail",
    "whatsapp": "WhatsApp",
    "letter": "brief",
    "call": "telefoongesprek",
    "visit": "bezoek",
    "reply": "uw antwoord",
    # outcomes
    "planned": "gepland",
    "intended": "klaargezet",
    "accepted": "aangenomen door de aanbieder",
    "delivered": "bezorgd",
    "read": "gelezen",
    "postponed": "uitgesteld",
    "bounced": "niet bezorgd: het adres werkt niet",
    "stopped": "de ontvanger heeft dit kanaal gestopt",
    "refused": "geweigerd door de aanbieder",
    "in_doubt": "onzeker of het verstuurd is",
    "held": "ligt bij een medewerker",
    "expired": "niet op tijd bezorgd",
    "cancelled": "ingetrokken voor verzending",
    "printed": "gedrukt",
    "posted": "op de post",
    "returned": "terug van de post",
    "replied": "beantwoord",
    "unrecognised": "onbekende melding van de aanbieder",
    # status and phase
    "open": "open",
    "paid": "betaald",
    "closed": "gesloten",
    "handed_over": "overgedragen",
    "new": "nieuw",
    "first_contact": "eerste contact",
    "follow_up": "vervolg",
    "last_amicable": "laatste minnelijke stap",
    "review": "beoordeling",
    # what a message is in law
    "none": "gewoon bericht",
    "claim_description": "vorderingsoverzicht (NL-20)",
    "fourteen_day_letter": "veertiendagenbrief (NL-30)",
    "be_first_reminder": "eerste herinnering, België (BE-01)",
    "be_formal_notice": "ingebrekestelling, België (BE-12)",
    "confirmation": "bevestiging van een afspraak",
    # parts of a claim
    "principal": "hoofdsom",
    "interest": "rente",
    "costs": "kosten",
    # rulings
    "allow": "mag",
    "wait": "wacht",
    "task": "medewerker",
    "stop": "stop",
    # rules
    "house_stop": "noodstop",
    "standing": "stand van het dossier",
    "pauses": "pauzes",
    "nl_registration": "registratie (Nederland)",
    "be_notice_first": "eerst ingebrekestelling (België)",
    "amicable_clock": "duur van de minnelijke fase",
    "campaign_step": "stap van de campagne",
    "frequency": "niet te vaak",
    "one_at_a_time": "één bericht tegelijk",
    "channel_choice": "keuze van het kanaal",
    "nl_contact_window": "contacttijden (Nederland)",
    "be_contact_window": "contacttijden (België)",
    "hours": "contacttijden samen",
    # kinds of lines
    "contact": "contact",
    "decision": "besluit",
    "import": "aanlevering",
    "preference": "voorkeur",
    "pause": "pauze",
    "payment": "betaling",
    "case": "dossier",
    "house": "het hele kantoor",
    "erasure": "gewist",
    # points
    "mobile": "mobiel nummer",
    "landline": "vast nummer",
    "address": "postadres",
    "person": "natuurlijk persoon",
    "business": "onderneming",
    "unverified": "niet bevestigd",
    "confirmed": "bevestigd",
    "wrong_person": "van iemand anders",
    # arrangements
    "arrangement": "betaalafspraak",
    "arrangement_proposed": "voorgesteld",
    "arrangement_running": "loopt",
    "arrangement_settled": "nagekomen",
    "arrangement_broken": "niet nagekomen",
    "arrangement_refused": "niet doorgegaan",
    # clocks
    "amicable_phase": "minnelijke fase",
    "pause_own_wish": "pauze: eigen wens",
    "pause_dispute": "pauze: betwisting",
    "pause_complaint": "pauze: klacht",
    "pause_details": "pauze: gegevens gevraagd",
    "pause_debt_help": "pauze: schuldhulp",
    "pause_moratorium": "pauze: moratorium",
    "pause_insolvency": "pauze: insolventie",
    "pause_death": "pauze: overlijden",
    "pause_arrangement": "pauze: afspraak loopt",
    "pause_payment_check": "pauze: betaling nagaan",
    "pause_team": "pauze: besluit van het team",
    # fields of a choice
    "channels": "kanalen",
    "quiet_until": "rust tot",
    "language": "taal",
    "large_print": "grote letters",
    # sources
    "house policy": "eigen beleid",
    "campaign": "campagne",
}
#: reasons as the rules write them -> Dutch; what is not here is shown as it was written
REASONS = tuple(
    (re.compile(pattern), dutch)
    for pattern, dutch in (
        (r"the house is open", "er is geen noodstop"),
        (r"everything was stopped", "alles is stilgezet"),
        (r"the case is open", "het dossier is open"),
        (r"nothing is left to pay", "er is niets meer te betalen"),
        (r"no pause stands", "er loopt geen pauze"),
        (r"the debtor asked for quiet", "er is om rust gevraagd"),
        (r"Dutch law asks for no registration here", "hier is geen Nederlandse registratie nodig"),
        (r"registered as (.+)", r"geregistreerd als \1"),
        (r"the law asks for no formal notice here", "hier is geen ingebrekestelling nodig"),
        (r"this is the formal notice", "dit is de ingebrekestelling"),
        (
            r"the term of the formal notice ended on (.+)",
            r"de termijn van de ingebrekestelling eindigde op \1",
        ),
        (r"day (\d+) of at most (\d+)", r"dag \1 van hooguit \2"),
        (r"step (\S+) is due", r"stap \1 is aan de beurt"),
        (r"(\d+) of (\d+) contacts in (\d+) days(?:; .*)?", r"\1 van \2 contacten in \3 dagen"),
        (r"no contact stands in the way", "er loopt geen ander contact"),
        (r"contact (\S+) is long enough ago", r"contact \1 is lang genoeg geleden"),
        (r"after contact (\S+)", r"eerst contact \1"),
        (r"(\w+) chosen: (.+)", r"gekozen: \1 (\2)"),
        (r"the law sets no hours for an? (\w+) by an? (\w+)", r"de wet noemt hier geen tijden (\1)"),
        (r"the debtor does not live in Belgium", "woont niet in België"),
        (r"the debtor does not live in the Netherlands", "woont niet in Nederland"),
        (r"open for (.+)", r"open volgens \1"),
    )
)


def word(name: object) -> str:
    """Say a word of the house in Dutch; one that is not known stays as it is."""
    return WORDS.get(str(name or ""), str(name or ""))


def reason(said: object) -> str:
    """Say a recorded reason in Dutch; one that is not known is quoted as it was recorded."""
    text = str(said or "")
    for pattern, dutch in REASONS:
        found = pattern.fullmatch(text)
        if found:
            return found.expand(dutch)
    return f"\u201c{text}\u201d" if text else ""


def moment(at: object) -> str:
    """Write a moment in local time."""
    if not at:
        return ""
    local = datetime.fromisoformat(str(at)).astimezone(HERE)
    return format_datetime(local, "d MMMM y HH:mm", locale="nl_NL")


def day(on: object) -> str:
    """Write a day."""
    return format_datetime(datetime.fromisoformat(str(on)), "d MMMM y", locale="nl_NL") if on else ""


def euro(cents: Any) -> str:
    """Write an amount."""
    return format_currency(int(cents) / 100, "EUR", locale="nl_NL")
