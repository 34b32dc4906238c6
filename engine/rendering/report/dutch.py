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
    "referral": "doorverwijzing of begeleiding",
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
    "quiet_until": "rust tot",
    "language": "taal",
    "large_print": "grote letters",
    # more rules
    "be_amounts_checked": "bedragen (België)",
    "be_registration": "registratie (België)",
    "be_reminder_first": "eerst herinnering (België)",
    "costs_shown": "kosten in het bericht",
    "nl_costs_after_letter": "kosten na de veertiendagenbrief",
    "nl_description_first": "eerst het vorderingsoverzicht",
    "nl_one_letter": "één veertiendagenbrief tegelijk",
    "plain_text": "begrijpelijke tekst",
    "whatsapp_opt_in": "toestemming voor WhatsApp",
    # tasks
    "agree_arrangement": "betaalafspraak beoordelen",
    "answer_complaint": "klacht beantwoorden",
    "answer_data_request": "vraag om gegevens beantwoorden",
    "answer_dispute": "betwisting beantwoorden",
    "answer_reply": "antwoord lezen",
    "care_for_somebody": "iemand heeft zorg nodig",
    "confirm_client": "cliënt van een partner vergelijken",
    "guide_somebody": "iemand begeleiden",
    "help_consent": "toestemming voor hulp",
    "representative": "wie voor de debiteur spreekt",
    "check_authority": "nagaan wie mag spreken",
    "check_payment": "betaling nagaan",
    "check_person": "persoon nagaan",
    "decide_in_doubt": "beslissen over een onzeker bericht",
    "decide_plan": "beslissen over een voorstel",
    "file_claim": "vordering indienen",
    "find_contact_point": "nummer of adres zoeken",
    "complete_address": "naar het postadres vragen",
    "check_address": "nagaan of het adres klopt",
    "follow_debt_help": "schuldhulp volgen",
    "follow_referral": "verwijzing volgen",
    "mend_message": "bericht herstellen",
    "video_call": "videobellen",
    "unclear_import": "navragen bij de schuldeiser",
    "send_claim_description": "vorderingsoverzicht sturen",
    "send_statement": "saldo-opgave sturen",
    "write_to_estate": "aan de erven schrijven",
    # pauses
    "pause_bewind": "pauze: bewind",
    "pause_collective_settlement": "pauze: collectieve schuldenregeling",
    "pause_curatele": "pauze: curatele",
    "pause_danger": "pauze: gevaar",
    "pause_helper": "pauze: een helper spreekt",
    "pause_mediation": "pauze: schuldbemiddeling",
    "pause_minor": "pauze: minderjarig",
    "pause_plan_request": "pauze: afbetalingsplan gevraagd",
    "pause_protocol": "pauze: afspraak tussen partijen",
    "pause_restriction": "pauze: minder gebruik van gegevens",
    "pause_warm_referral": "pauze: warme verwijzing",
    # choices
    "agree_channel": "toestemming voor een kanaal",
    "allow_channel": "kanaal mag weer",
    "refuse_channel": "kanaal mag niet",
    "channel_order": "volgorde van kanalen",
    "address_failed": "adres werkt niet",
    "address_of_another": "adres van iemand anders",
    "work": "werktelefoon",
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
        (r"paused until somebody ends it: (.+)", r"pauze tot iemand die beëindigt: \1"),
        (r"paused until a task is done: (.+)", r"pauze tot een taak klaar is: \1"),
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
        (r"no (?:contact|message) is planned", "er staat geen contact klaar"),
        (r"no contact stands in the way", "er loopt geen ander contact"),
        (r"contact (\S+) is long enough ago", r"contact \1 is lang genoeg geleden"),
        (r"after contact (\S+)", r"eerst contact \1"),
        (r"(\w+) chosen: (.+)", r"gekozen: \1 (\2)"),
        (r"the law sets no hours for an? (\w+) by an? (\w+)", r"de wet noemt hier geen tijden (\1)"),
        (r"Belgian law asks for no registration here", "hier is geen Belgische registratie nodig"),
        (r"registered with the FOD Economie", "geregistreerd bij de FOD Economie"),
        (r"no costs are asked", "er worden geen kosten gevraagd"),
        (r"the claim holds no costs", "in de vordering zitten geen kosten"),
        (r"the campaign may show costs", "de campagne mag kosten noemen"),
        (r"the law asks for no reminder by a collector here", "hier is geen herinnering nodig"),
        (r"the creditor sent the first reminder", "de schuldeiser stuurde de eerste herinnering"),
        (r"this is the first reminder.*", "dit is de eerste herinnering"),
        (
            r"the term of the first reminder ended on (.+)",
            r"de termijn van de eerste herinnering eindigde op \1",
        ),
        (
            r"the 14-day letter ran out; costs from (.+)",
            r"de termijn van de veertiendagenbrief is om; kosten vanaf \1",
        ),
        (r"costs may be asked from (.+)", r"kosten mogen vanaf \1"),
        (r"(\S+) euro of costs is at most (\S+)", r"\1 euro kosten is hooguit \2"),
        (r"the law sets no hours here", "de wet noemt hier geen tijden"),
        (r"the case is (\w+)", r"het dossier is \1"),
        (r"a person reviews the case", "een medewerker beoordeelt het dossier"),
        (r"the registration of the agency is not active", "de registratie van het bureau is niet actief"),
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
