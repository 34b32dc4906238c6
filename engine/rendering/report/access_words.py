"""The words of our tables and of our reading for the person whom they are about: plain, and with care."""

import re
from collections.abc import Mapping

from engine.rendering.report.dutch import WORDS, day, euro, moment, reason, word

#: as what we read a message; of what is hard we say only what we thought, never what somebody is
READ_AS: Mapping[str, str] = {
    "paid": "u hebt betaald",
    "will_pay": "u gaat betalen",
    "arrangement": "u wilt in delen betalen",
    "dispute": "u bent het er niet mee eens",
    "help": "betalen is moeilijk, of u vraagt hulp",
    "represented": "iemand anders regelt dit voor u",
    "stop_channel": "u wilt dit soort bericht niet meer",
    "stop_all": "u wilt geen berichten meer",
    "channel_pref": "u wilt liever een ander soort bericht",
    "time_pref": "u wilt liever op een andere tijd bericht",
    "callback": "u wilt dat wij bellen",
    "wrong_person": "wij schreven misschien de verkeerde persoon",
    "deceased": "er is misschien iemand overleden",
    "moved": "u bent verhuisd",
    "complaint": "u hebt een klacht",
    "question": "u hebt een vraag",
    "distress": "het gaat misschien niet goed met u",
    "auto_reply": "een automatisch antwoord",
    "ack": "u hebt ons bericht gezien",
    "abuse": "u bent misschien boos",
    "other_language": "een andere taal",
    "unclear": "wij wisten niet wat u bedoelde",
}
#: words of the house that need more care here than in a file for a court
WITH_CARE: Mapping[str, str] = {
    "pause_danger": "rust, omdat het misschien niet goed met u ging",
    "care_for_somebody": "kijken of het goed met u gaat",
    "case": "verandering in het dossier",
    "task": "werk van een medewerker",
}
#: how our record says why a person had to look, or why we kept quiet, and what that is about
READ, QUIET = (
    re.compile(r"a reply: (\w+)"),
    re.compile(r"paused(?: until somebody ends it)?: (?P<kinds>.+)|paused for (?P<kind>\w+): .*"),
)
#: what of a person is printed row by row, under which heading; all else is told in a part of its own
PRINTED: Mapping[str, str] = {
    "contact_point": "Uw nummers en adressen, en wanneer wij ze nakeken",
    "case_": "Wat de schuldeiser over het dossier zei",
    "pause": "Rust: wanneer wij u niets sturen",
    "reaction": "Wanneer u reageerde, of uw pagina bekeek",
    "referral": "Naar wie wij u brachten voor hulp",
    "partner_message": "Wat wij aan die hulp stuurden",
    "client_report": "Wat een hulpverlener ons over u meldde",
    "guidance": "Begeleiding door ons",
    "other_arrears": "Betalingen die u ergens anders nog moet doen",
    "notice": "Antwoorden en bevestigingen die wij u moesten sturen",
    "raw_call": "Berichten van u, zoals ze binnenkwamen",
    "erasure": "Wat wij hebben gewist",
}
#: columns of those tables, and words of our record -> Dutch
LABELS: Mapping[str, str] = {
    "about": "gaat over",
    "address": "delen van het adres",
    "agreed_at": "u zei ja op",
    "alarmed_at": "een mens gewaarschuwd op",
    "answer": "antwoord",
    "answered_at": "u antwoordde op",
    "asked_at": "gevraagd op",
    "at": "wanneer",
    "because": "waarom",
    "by": "door",
    "case_id": "dossier",
    "cause": "waardoor",
    "changed": "veranderd",
    "channel": "hoe",
    "channels": "langs welke weg",
    "checked_on": "nagekeken op",
    "client": "wat zij over u zeiden",
    "collector_role": "in welke rol wij schrijven",
    "consent": "toestemming",
    "contact_due_on": "zij bellen u voor",
    "contacted_at": "zij spraken u op",
    "creditor": "schuldeiser",
    "debtor_id": "uw nummer bij ons",
    "decision": "besluit",
    "described_on": "uitleg van de rekening gekregen op",
    "due_at": "wij kijken weer op",
    "earlier_by": "eerdere brief: hoe",
    "earlier_on": "eerdere brief: wanneer",
    "earlier_received_on": "eerdere brief: gekregen op",
    "ended_at": "klaar op",
    "expires_at": "niet meer nodig na",
    "field": "keuze",
    "fingerprint": "controlegetal",
    "from": "van",
    "ground": "waarom",
    "guide": "wie u begeleidt",
    "heard_at": "wij hoorden dit op",
    "iban": "rekening om op te betalen",
    "id": "nummer",
    "is_kept": "nog bewaard",
    "jurisdiction": "land",
    "kept_until": "bewaard tot",
    "kind": "soort",
    "known_on": "bekend sinds",
    "legal_role": "wat het is",
    "lift_asked_at": "eerder stoppen gevraagd op",
    "lift_asked_by": "eerder stoppen gevraagd door",
    "look_at": "wij kijken weer op",
    "made_at": "gemaakt op",
    "made_by": "gemaakt door",
    "may_lapse": "mag vervallen",
    "name": "naam",
    "noted_at": "opgeschreven op",
    "noted_by": "opgeschreven door",
    "of_representative": "van wie voor u spreekt",
    "offered_at": "aangeboden op",
    "offered_by": "aangeboden door",
    "only_to": "alleen naar",
    "opened_at": "begonnen op",
    "outcome": "hoe het liep",
    "paid_cents": "betaald",
    "paid_in_file_cents": "betaald volgens de schuldeiser",
    "partner": "wie helpt",
    "pause_id": "hoort bij rust",
    "phase": "fase",
    "points": "nummers en adressen",
    "proof": "bewijs",
    "provider": "langs welk bedrijf",
    "provider_ref": "nummer bij dat bedrijf",
    "rank": "plaats in de lijst",
    "reason": "waarom",
    "received_at": "binnengekomen op",
    "reference": "kenmerk",
    "result": "wat eruit kwam",
    "route": "hoe",
    "said": "wat er gezegd is",
    "second": "samen met",
    "sector": "soort schuldeiser",
    "since": "vanaf",
    "source": "van wie",
    "state": "hoe het staat",
    "status": "hoe het staat",
    "step": "stap",
    "step_due_on": "stap klaar voor",
    "stop_last": "rust tot en met",
    "stop_told_at": "einde van de rust gemeld op",
    "subject": "waarover",
    "task": "taak",
    "template": "tekst",
    "through": "langs welke weg",
    "told": "wat erin staat",
    "tries": "hoe vaak geprobeerd",
    "until": "tot",
    "value": "wat",
    "way": "hoe",
    "whole_debtor": "voor al uw dossiers",
    "why": "waarom",
    "wording": "onze vraag",
    "wording_version": "versie van de vraag",
    "words": "uw woorden",
    "worked_at": "verwerkt op",
}
#: values of columns -> Dutch, beside those of engine.rendering.report.dutch
VALUES: Mapping[str, str] = {
    "accepted": "aangenomen",
    "asked": "gevraagd",
    "asked_for_help": "u vroeg om hulp",
    "bank": "een bank",
    "be": "België",
    "broken": "gestopt, omdat iets niet doorging",
    "broken_arrangement": "een afspraak lukte niet",
    "cannot_pay": "betalen lukte niet",
    "contacted": "er was contact",
    "debtor": "van uzelf",
    "declined": "afgewezen",
    "email": "e-mail",
    "ended": "klaar",
    "energy": "een energiebedrijf",
    "finished": "klaar",
    "health_insurer": "een zorgverzekeraar",
    "import": "aangeleverd",
    "nl": "Nederland",
    "no_reaction": "wij hoorden niets",
    "not_found": "niet gevonden",
    "not_reached": "niet bereikt",
    "offered": "aangeboden",
    "other": "iets anders",
    "other_arrears": "u moet ergens anders ook nog betalen",
    "pointed": "verteld waar hulp is",
    "refused": "u wilde dit niet",
    "rent": "huur",
    "resumed": "de rust is voorbij",
    "running": "loopt",
    "several_creditors": "u moet aan meer bedrijven betalen",
    "shop": "een winkel",
    "started": "begonnen",
    "stopped": "gestopt",
    "tax": "belasting",
    "telecom": "telefoon of internet",
    "waits": "wacht op een mens",
    "warm": "wij brachten u in contact",
    "water": "een waterbedrijf",
    "webhook": "van computer naar computer",
    "withdrawn": "ingetrokken",
}


def gently(name: object) -> str:
    """Say a word of the house to the person whom it is about."""
    text = str(name or "")
    return WITH_CARE.get(text) or word(text).removeprefix("pauze: ")


def why(said: object) -> str:
    """Say why something was done; what we thought when we read a message is told as gently as there."""
    text = str(said or "")
    if found := READ.fullmatch(text):
        return f"uw antwoord: {read_as([found[1]])}"
    if found := QUIET.fullmatch(text):
        kinds = (found["kinds"] or found["kind"]).split(", ")
        return f"rust: {', '.join(gently(f'pause_{kind}') for kind in kinds)}"
    return reason(text)


def read_as(labels: list[str]) -> str:
    """Say as what we read a message."""
    return "; ".join(READ_AS.get(label, label) for label in labels)


def label(name: str) -> str:
    """Name a column, as a label begins."""
    said = LABELS.get(name, name)
    return said[:1].upper() + said[1:]


def value(name: str, said: object) -> str:
    """Write a value of a column as people do."""
    if isinstance(said, dict):
        return "; ".join(f"{label(key)}: {value(key, one)}" for key, one in said.items() if one)
    if isinstance(said, list):
        return ", ".join(value(name, one) for one in said)
    if isinstance(said, bool):
        return "ja" if said else "nee"
    if name.endswith("_cents") and isinstance(said, int):
        return euro(said)
    return _text(name, "" if said is None else str(said))


def _text(name: str, text: str) -> str:
    if name.endswith(("_at", "_on", "until", "since")) or name in {"at", "stop_last"}:
        return _when(text)
    if name in {"kind", "why"} and f"pause_{text}" in WORDS:
        return gently(f"pause_{text}")
    return VALUES.get(text) or gently(text)


def _when(text: str) -> str:
    """Write a moment or a day; what is neither stays as it is."""
    try:
        return moment(text) if "T" in text else day(text)
    except ValueError:
        return text
