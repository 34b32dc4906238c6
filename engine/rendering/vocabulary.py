"""The words that templates may use, and what kind of thing each one stands for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from types import MappingProxyType


class Kind(StrEnum):
    """What a word stands for: it decides how a template may use it."""

    #: words from organisation.yaml, or numbers and codes of our own
    TEXT = auto()
    #: a name from the portfolio; it counts as one word
    NAME = auto()
    #: a description from the portfolio, in whatever language its writer liked
    FREE = auto()
    #: a web or mail address
    LINK = auto()
    #: an amount in euro, with the filter `euro`
    AMOUNT = auto()
    #: a day, with the filter `datum` or `dag`
    DATE = auto()
    #: an account number, as it is or with the filter `iban`
    ACCOUNT = auto()
    #: a whole number
    NUMBER = auto()
    #: yes or no, for `{% if %}` only
    FLAG = auto()
    #: several of the same, for `{% for %}` only
    LIST = auto()
    #: a thing with parts, or nothing
    RECORD = auto()
    #: HTML that is already safe; only the layout of e-mails has one
    HTML = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its kind and, for lists and records, the parts of an item."""

    kind: Kind
    parts: Mapping[str, "Word"] = field(default_factory=dict)


Vocabulary = Mapping[str, Word]


def _words(**kinds: Kind) -> dict[str, Word]:
    return {name: Word(kind) for name, kind in kinds.items()}


INVOICE: Vocabulary = MappingProxyType(
    _words(
        nummer=Kind.NAME,
        datum=Kind.DATE,
        omschrijving=Kind.FREE,
        bedrag=Kind.AMOUNT,
        soort=Kind.TEXT,
        vervaldag=Kind.DATE,
    )
)
CASE: Vocabulary = MappingProxyType(
    _words(
        nummer=Kind.NAME,
        omschrijving=Kind.FREE,
        open=Kind.AMOUNT,
        betaald=Kind.AMOUNT,
        totaal=Kind.AMOUNT,
        hoofdsom=Kind.AMOUNT,
        rente=Kind.AMOUNT,
        kosten=Kind.AMOUNT,
        vervaldag=Kind.DATE,
    )
    | {"facturen": Word(Kind.LIST, INVOICE)}
)
APPOINTMENT: Vocabulary = MappingProxyType(
    _words(datum=Kind.DATE, tijd=Kind.TEXT, hoe=Kind.TEXT, wie=Kind.NAME)
)
INSTALMENT: Vocabulary = MappingProxyType(_words(nummer=Kind.NUMBER, datum=Kind.DATE, bedrag=Kind.AMOUNT))
PAUSE: Vocabulary = MappingProxyType(_words(tot=Kind.DATE))
PARTNER: Vocabulary = MappingProxyType(_words(naam=Kind.NAME, telefoon=Kind.TEXT))
QUESTION: Vocabulary = MappingProxyType(_words(tekst=Kind.TEXT, kort=Kind.TEXT))
ARRANGEMENT: Vocabulary = MappingProxyType(
    _words(
        bedrag=Kind.AMOUNT,
        aantal=Kind.NUMBER,
        elke=Kind.TEXT,
        eerste_datum=Kind.DATE,
        termijn_bedrag=Kind.AMOUNT,
        laatste_datum=Kind.DATE,
        laatste_bedrag=Kind.AMOUNT,
        betaald=Kind.AMOUNT,
        open=Kind.AMOUNT,
        gemist=Kind.FLAG,
        gemist_datum=Kind.DATE,
        gemist_bedrag=Kind.AMOUNT,
        volgende_datum=Kind.DATE,
        volgende_bedrag=Kind.AMOUNT,
    )
    | {"termijnen": Word(Kind.LIST, INSTALMENT)}
)

#: who the text is for and who writes it: the same for every case of a creditor
ORGANISATION_WORDS: Vocabulary = MappingProxyType(
    _words(
        schuldeiser=Kind.TEXT,
        schuldeiser_adres=Kind.TEXT,
        schuldeiser_nummer=Kind.TEXT,
        schuldeiser_telefoon=Kind.TEXT,
        schuldeiser_mail=Kind.LINK,
        schuldeiser_hoedanigheid=Kind.TEXT,
        grond=Kind.TEXT,
        afzender=Kind.TEXT,
        afzender_adres=Kind.TEXT,
        afzender_nummer=Kind.TEXT,
        registratie=Kind.TEXT,
        namens=Kind.FLAG,
        telefoon=Kind.TEXT,
        mail=Kind.LINK,
        website=Kind.LINK,
        toezichthouder=Kind.TEXT,
        betaalpagina=Kind.LINK,
        portaal=Kind.LINK,
        hulppagina=Kind.LINK,
        klachtroute=Kind.LINK,
        geschilroute=Kind.LINK,
        sms_antwoord=Kind.FLAG,
    )
)
#: what differs from one contact to the next
CONTACT_WORDS: Vocabulary = MappingProxyType(
    _words(
        naam=Kind.NAME,
        aanhef=Kind.NAME,
        vertegenwoordiger=Kind.NAME,
        kenmerk=Kind.TEXT,
        contact=Kind.TEXT,
        betaalkenmerk=Kind.TEXT,
        iban=Kind.ACCOUNT,
        iban_vroeger=Kind.ACCOUNT,
        meer_zaken=Kind.FLAG,
        gerechtsdeurwaarder=Kind.FLAG,
        bedrag=Kind.AMOUNT,
        hoofdsom=Kind.AMOUNT,
        rente=Kind.AMOUNT,
        kosten=Kind.AMOUNT,
        betaald=Kind.AMOUNT,
        kosten_later=Kind.AMOUNT,
        kosten_btw=Kind.AMOUNT,
        kosten_toegestaan=Kind.FLAG,
        vandaag=Kind.DATE,
        betaal_voor=Kind.DATE,
        termijn_dagen=Kind.NUMBER,
        grote_letters=Kind.FLAG,
        land=Kind.TEXT,
        adres=Kind.NAME,
        liefst=Kind.TEXT,
        taal_regel=Kind.TEXT,
        bewijs_gevraagd=Kind.FLAG,
        toelichting=Kind.FREE,
        vraag_app=Kind.TEXT,
    )
    | {
        "zaken": Word(Kind.LIST, CASE),
        "afspraak": Word(Kind.RECORD, APPOINTMENT),
        "regeling": Word(Kind.RECORD, ARRANGEMENT),
        "pauze": Word(Kind.RECORD, PAUSE),
        "partner": Word(Kind.RECORD, PARTNER),
        "vraag": Word(Kind.RECORD, QUESTION),
    }
)
WORDS: Vocabulary = MappingProxyType({**ORGANISATION_WORDS, **CONTACT_WORDS})
#: what the layout of e-mails may use: the body as HTML, a few words around it, colours of the house style
LAYOUT_WORDS: Vocabulary = MappingProxyType(
    _words(
        inhoud=Kind.HTML,
        onderwerp=Kind.NAME,
        afzender=Kind.TEXT,
        grote_letters=Kind.FLAG,
        kleur_tekst=Kind.TEXT,
        kleur_accent=Kind.TEXT,
        kleur_zacht=Kind.TEXT,
        kleur_link=Kind.TEXT,
    )
)
