"""From a contact, or from invented words, to the true facts that content rules compare a text with."""

from collections.abc import Mapping
from decimal import Decimal

from engine.domain.campaign import LegalRole
from engine.domain.case import ChargeKind, CollectorRole, Jurisdiction
from engine.policy.content.content import Content, ContentKind
from engine.rendering.about import ReaderKind
from engine.rendering.dutch import SCREEN
from engine.rendering.organisation_words import LINK_CLOSE, LINK_OPEN
from engine.rendering.scene import Record
from engine.rendering.template import WITH_SUBJECT, ChannelText, split_subject
from engine.rendering.whatsapp import PLACE
from preferences.channel import ChannelKind

#: what a text of a legal role is in the eyes of the content rules; any other is a message
KINDS = {
    LegalRole.CLAIM_DESCRIPTION: ContentKind.CLAIM_DESCRIPTION,
    LegalRole.FOURTEEN_DAY_LETTER: ContentKind.FOURTEEN_DAY_LETTER,
    LegalRole.BE_FIRST_REMINDER: ContentKind.BE_FIRST_REMINDER,
    LegalRole.BE_FORMAL_NOTICE: ContentKind.BE_FORMAL_NOTICE,
}
#: the words that facts are made of, beside those of the organisation
FACT_WORDS = (
    "naam", "adres", "zaken", "hoofdsom", "rente", "kosten", "bedrag", "kosten_later", "kosten_btw",
    "betaal_voor",
)  # fmt: skip
#: how much of an e-mail's body a list of mails shows
PREVIEW = 90
#: an address that no text holds: what is not known is missing
UNKNOWN = "adres niet bekend"


def contents_of(
    text: ChannelText, rendered: str, words: Mapping[str, object], role: CollectorRole
) -> tuple[Content, ...]:
    """Give what is to be judged of a rendered text: its body, and for an e-mail also its outside."""
    rendered = rendered.replace(LINK_OPEN, "").replace(LINK_CLOSE, "")
    jurisdiction = Jurisdiction(str(words["land"]))
    facts = facts_from(words, role)

    def content(kind: ContentKind, part: str) -> Content:
        return Content(
            text=part,
            kind=kind,
            jurisdiction=jurisdiction,
            collector_role=role,
            channel=text.channel,
            facts=facts,
        )

    if text.channel not in WITH_SUBJECT:
        return (content(ContentKind.SMS_NUDGE, PLACE.sub(r"\1", rendered)),)
    subject, body = split_subject(rendered)
    inside = content(_kind_of(text), f"{subject}\n{body}")
    if text.channel is not ChannelKind.EMAIL:
        return (inside,)
    outside = (content(ContentKind.EMAIL_SUBJECT, subject), content(ContentKind.PREVIEW, body[:PREVIEW]))
    return (inside, *outside)


def _kind_of(text: ChannelText) -> ContentKind:
    if text.about.reader is ReaderKind.STRANGER:
        return ContentKind.TO_STRANGER
    return KINDS.get(text.about.legal_role, ContentKind.MESSAGE)


def facts_from(words: Mapping[str, object], role: CollectorRole) -> dict[str, str]:
    """Write the words of a text as the facts of the content rules."""
    own = role is CollectorRole.CREDITOR
    facts = {
        "registered_name": str(words["afzender"]),
        "registration_mark": "" if own else str(words["registratie"]),
        "phone": str(words["telefoon"]),
        "kvk": str(words["afzender_nummer"]),
        "collector_address": str(words["afzender_adres"]),
        "collector_enterprise_number": str(words["afzender_nummer"]),
        "collector_contact": str(words["telefoon"]),
        "collector_kind": "bailiff" if role is CollectorRole.BAILIFF else "agency",
        "creditor_name": str(words["schuldeiser"]),
        "creditor_address": str(words["schuldeiser_adres"]),
        "creditor_enterprise_number": str(words["schuldeiser_nummer"]),
        "enterprise_number": str(words["schuldeiser_nummer"]),
        "creditor_phone": str(words["schuldeiser_telefoon"]),
        "creditor_email": _bare(words["schuldeiser_mail"]),
        "creditor_capacity": str(words["schuldeiser_hoedanigheid"]),
        "title": str(words["grond"]),
        "debtor_name": str(words["naam"]),
        "debtor_address": str(words["adres"]) or UNKNOWN,
    }
    return facts | _of_the_claim(words)


def _of_the_claim(words: Mapping[str, object]) -> dict[str, str]:
    cases = words["zaken"]
    first = _first_bill(cases if isinstance(cases, list) else [])
    facts = {
        "principal": _amount(words["hoofdsom"]),
        "interest": _amount(words["rente"]),
        "costs": _amount(words["kosten"]),
        "lump_sum": _amount(words["kosten"]),
        "total": _amount(words["bedrag"]),
        "balance": _amount(words["bedrag"]),
        "penalty": _amount(words["kosten_later"]),
        "vat": "no",
        "vat_declared": "yes" if words["kosten_btw"] else "no",
        "extended_term": SCREEN.datum(words["betaal_voor"]),  # type: ignore[arg-type]
    }
    if first is None:
        return facts
    return facts | {
        "object": str(first["omschrijving"]),
        "product": str(first["omschrijving"]),
        "payment_term": SCREEN.datum(first["vervaldag"]),  # type: ignore[arg-type]
        "due_date": SCREEN.datum(first["vervaldag"]),  # type: ignore[arg-type]
        "invoice_date": SCREEN.datum(first["datum"]),  # type: ignore[arg-type]
        "invoice_number": str(first["nummer"]),
    }


def _first_bill(cases: list[Record]) -> Record | None:
    bills = (bill for case in cases for bill in case["facturen"])  # type: ignore[attr-defined]
    return next((bill for bill in bills if bill["soort"] == ChargeKind.PRINCIPAL.value), None)


def _amount(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal) else "0.00"


def _bare(value: object) -> str:
    return str(value).replace(LINK_OPEN, "").replace(LINK_CLOSE, "")
