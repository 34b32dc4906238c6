"""Judges the content of a template before it is ever sent: every branch, for every law and role it is for."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from engine.domain.campaign import LegalRole
from engine.domain.case import ChargeKind, CollectorRole, Jurisdiction
from engine.policy.content.announced import Announced, announced_in
from engine.policy.content.finding import ContentFinding
from engine.policy.content.judge import judge
from engine.policy.nl.collection_costs import collection_costs as costs_of
from engine.rendering.content_facts import contents_of
from engine.rendering.samples import COUNTRY, DESCRIPTION, scenes
from engine.rendering.scene import Record
from engine.rendering.template import ChannelText
from preferences.channel import ChannelKind

FOR_OTHERS = (CollectorRole.COLLECTOR,)
OWN = (CollectorRole.CREDITOR,)
#: who sends what; any other message is sent by both
ROLES = {
    LegalRole.CLAIM_DESCRIPTION: FOR_OTHERS,
    LegalRole.BE_FORMAL_NOTICE: FOR_OTHERS,
}
#: the words of an invented house, each unlike the others
HOUSE: dict[str, str] = {
    "schuldeiser": "Polder Wonen",
    "schuldeiser_adres": "Dorpsstraat 1, 3456 AC Voorbeeldstad",
    "schuldeiser_nummer": "0999.000.111",
    "schuldeiser_telefoon": "030 000 00 02",
    "schuldeiser_mail": "hulp@polderwonen.example",
    "schuldeiser_hoedanigheid": "verhuurder",
    "grond": "huurcontract",
    "afzender": "Rivierhoek Services",
    "afzender_adres": "Kadeweg 5, 3011 AA Rotterdam",
    "afzender_nummer": "90000001",
    "telefoon": "010 000 00 01",
    "mail": "post@rivierhoek.example",
    "website": "rivierhoek.example",
    "toezichthouder": "FOD Economie",
    "betaalpagina": "betaal.rivierhoek.example",
    "portaal": "mijn.rivierhoek.example/VoorbeeLdVanEenCode123",
    "hulppagina": "rivierhoek.example/hulp",
    "klachtroute": "rivierhoek.example/klacht",
    "geschilroute": "Geschillencommissie Voorbeeld",
    "naam": "S. Bakker",
    "aanhef": "Beste S. Bakker",
    "adres": "Lindelaan 12, 3456 AB Voorbeeldstad",
    "kenmerk": "D-1001",
    "contact": "C-7Q2M4K",
    "betaalkenmerk": "D-1001",
}
#: organisation.yaml must have these, so no text is without them
ALWAYS = frozenset(HOUSE) - {"betaalpagina", "schuldeiser_telefoon"}
MARK = "INC-2024-0001"
INTEREST = "3% per jaar, van 16 mei 2026 tot en met 10 juni 2026"
NOTHING = Decimal(0)


def judge_template(text: ChannelText) -> Iterator[ContentFinding]:
    """Find what some branch of a text lacks or may not say; each finding once."""
    found: dict[str, ContentFinding] = {}
    for role in _roles(text):
        judged: set[str] = set()
        for words in _words(text, role):
            rendered = text.compiled.render(words)
            if rendered in judged:
                continue
            judged.add(rendered)
            for content in contents_of(text, rendered, words, role):
                found |= {finding.code: finding for finding in judge(content)}
    yield from found.values()


def _roles(text: ChannelText) -> tuple[CollectorRole, ...]:
    """Say who sends a text; WhatsApp is for a creditor's own claims only (law.md 3, S)."""
    return (
        OWN if text.channel is ChannelKind.WHATSAPP else ROLES.get(text.about.legal_role, (*FOR_OTHERS, *OWN))
    )


def announced_by(text: ChannelText) -> frozenset[Announced]:
    """Say which steps some branch of a text announces."""
    lines: dict[str, None] = {}
    for words in _words(text, CollectorRole.CREDITOR):
        # an appointment was made together, so nothing is announced by it
        talked = {"afspraak": None} if "afspraak" in text.asked else {}
        lines |= dict.fromkeys(text.compiled.render(words | talked).split("\n"))
    return announced_in("\n".join(lines))


def _words(text: ChannelText, role: CollectorRole) -> Iterator[dict[str, object]]:
    """Give words for each branch that can really come for a role, with facts that fit together."""
    own = role is CollectorRole.CREDITOR
    for scene in scenes(text):
        house = {name: word for name, word in HOUSE.items() if name in ALWAYS or scene[name]}
        words = scene | house | {"namens": not own, "registratie": "" if own else MARK}
        words["gerechtsdeurwaarder"] = role is CollectorRole.BAILIFF
        if own:
            words |= {"afzender": HOUSE["schuldeiser"], "afzender_adres": HOUSE["schuldeiser_adres"]}
        yield words | _claim(words, text.about.legal_role)


def _claim(words: dict[str, object], legal_role: LegalRole) -> dict[str, object]:
    costs = legal_role is LegalRole.FOURTEEN_DAY_LETTER or bool(words["kosten_toegestaan"])
    belgian = words[COUNTRY] == Jurisdiction.BE
    plain, rich = _case("D-1001", Decimal(100)), _case("D-1002", Decimal(200), rich=True, costs=costs)
    cases = [plain, rich] if words["meer_zaken"] else [rich if words["rente"] else plain]
    sums: dict[str, object] = {
        name: sum((Decimal(str(case[part])) for case in cases), NOTHING)
        for name, part in (
            ("hoofdsom", "hoofdsom"),
            ("rente", "rente"),
            ("kosten", "kosten"),
            ("betaald", "betaald"),
        )
    }
    outstanding = sum((Decimal(str(case["open"])) for case in cases), NOTHING)
    scale = costs_of(Decimal(str(sums["hoofdsom"])), vat_added=bool(words["kosten_btw"]))
    later = Decimal("20.00") if belgian else scale
    vat = NOTHING if belgian or not words["kosten_btw"] else scale - costs_of(Decimal(str(sums["hoofdsom"])))
    return sums | {
        "zaken": cases,
        "bedrag": outstanding if words["bedrag"] else NOTHING,
        "kosten_toegestaan": costs,
        "kosten_later": later if costs else NOTHING,
        "kosten_btw": vat if costs else NOTHING,
    }


def _case(number: str, principal: Decimal, *, rich: bool = False, costs: bool = False) -> Record:
    interest, fee = (Decimal("1.31") if rich else NOTHING), (Decimal("20.00") if rich and costs else NOTHING)
    paid = Decimal("50.00") if rich else NOTHING
    bills = [_bill(ChargeKind.PRINCIPAL, DESCRIPTION, principal)]
    bills += [_bill(ChargeKind.INTEREST, INTEREST, interest)] if interest else []
    bills += [_bill(ChargeKind.COSTS, DESCRIPTION, fee)] if fee else []
    total = principal + interest + fee
    return {
        "nummer": number,
        "omschrijving": DESCRIPTION,
        "open": total - paid,
        "betaald": paid,
        "totaal": total,
        "hoofdsom": principal,
        "rente": interest,
        "kosten": fee,
        "vervaldag": date(2026, 5, 1),
        "facturen": bills,
    }


def _bill(kind: ChargeKind, description: str, amount: Decimal) -> Record:
    return {
        "nummer": "2026-0517",
        "datum": date(2026, 4, 20),
        "omschrijving": description,
        "bedrag": amount,
        "soort": kind.value,
        "vervaldag": date(2026, 5, 1),
    }
