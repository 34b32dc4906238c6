"""Light checks on what debtors read: structure, words used, white space, length of sentences, plain words."""

import csv
import re
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta, nodes
from ruamel.yaml import YAML

from engine.referral.wording import WARM_REFERRAL, WARM_REFERRAL_SMS, newest
from engine.rendering.told_words import ONLY_ON_THE_PAGE, YES_OR_NO

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates" / "nl_b1"
JARGON = ROOT / "../shared/data/readability/jargon.csv"

FOLDERS = sorted(path for path in TEMPLATES.iterdir() if path.is_dir() and not path.name.startswith("_"))
FILES = [file for folder in FOLDERS for file in sorted(folder.glob("*.txt"))]
PARTS = sorted((TEMPLATES / "_parts").glob("*.txt"))
SCRIPTS = sorted((TEMPLATES / "_scripts").glob("*.md"))

ABOUT_KEYS = {"title", "purpose", "jurisdictions", "legal_role", "phase", "words"}
LEGAL_ROLES = {
    "none",
    "claim_description",
    "fourteen_day_letter",
    "be_first_reminder",
    "be_formal_notice",
    "confirmation",
}
PHASES = {"new", "first_contact", "follow_up", "last_amicable", "review", "closed"}
ALLOWED_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.If,
    nodes.For,
    nodes.Include,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
)
FILTERS = {"euro", "datum", "dag", "iban"}

#: words that tell a passer-by that there is a debt, or that frighten (law.md NL-25, NL-72)
TELLTALE = re.compile(
    r"schuld|achterstand|incasso|aanmaning|ingebrekestelling|onbetaald|openstaand|vordering|factuur|rekening"
    r"|betal(?!en\b)|deurwaarder|beslag|politie|ontruiming|€|EUR\b",
    re.IGNORECASE,
)
GSM7 = re.compile(r"[A-Za-z0-9 \n@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!\"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]*")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"])")

BILL = {
    "nummer": "2026-0517",
    "datum": date(2026, 4, 20),
    "omschrijving": "huur van mei 2026",
    "bedrag": Decimal("612.40"),
    "soort": "principal",
    "vervaldag": date(2026, 5, 1),
}
INTEREST = BILL | {
    "omschrijving": "3% per jaar volgens uw contract, van 16 mei 2026 tot en met 10 juni 2026",
    "bedrag": Decimal("1.31"),
    "soort": "interest",
}
HUUR = {
    "nummer": "PW-1001",
    "omschrijving": "huur van mei 2026",
    "open": Decimal("613.71"),
    "betaald": Decimal(0),
    "totaal": Decimal("613.71"),
    "hoofdsom": Decimal("612.40"),
    "rente": Decimal("1.31"),
    "kosten": Decimal(0),
    "vervaldag": date(2026, 5, 1),
    "facturen": [BILL, INTEREST],
}
STOOKKOSTEN = HUUR | {
    "nummer": "PW-1002",
    "omschrijving": "stookkosten van 2025",
    "open": Decimal("80.00"),
    "betaald": Decimal("20.00"),
    "totaal": Decimal("100.00"),
    "hoofdsom": Decimal("60.00"),
    "rente": Decimal(0),
    "kosten": Decimal("40.00"),
    "facturen": [
        BILL | {"nummer": "2026-0600", "omschrijving": "stookkosten van 2025", "bedrag": Decimal(60)},
        BILL | {"omschrijving": "kosten van 1 april 2026", "bedrag": Decimal(40), "soort": "costs"},
    ],
}
SERVICE = HUUR | {"nummer": "PW-1003", "omschrijving": "servicekosten van juni 2026"}

ONE_CASE = {
    "zaken": [HUUR],
    "meer_zaken": False,
    "gerechtsdeurwaarder": False,
    "kenmerk": "PW-1001",
    "bedrag": Decimal("613.71"),
    "hoofdsom": Decimal("612.40"),
    "rente": Decimal("1.31"),
    "kosten": Decimal(0),
    "betaald": Decimal(0),
    "vertegenwoordiger": "",
    "afspraak": {"datum": date(2026, 9, 25), "tijd": "14:30", "hoe": "videobellen", "wie": "A. de Boer"},
    "partner": {"naam": "OCMW Voorbeeldstad", "telefoon": ""},
    "bewijs_gevraagd": False,
    "liefst": "",
    "toelichting": "",
    "vraag": None,
    "vraag_app": ONLY_ON_THE_PAGE,
    "kosten_btw": Decimal(0),
}
THREE_CASES = ONE_CASE | {
    "zaken": [HUUR, STOOKKOSTEN, SERVICE],
    "meer_zaken": True,
    "gerechtsdeurwaarder": True,
    "kenmerk": "PW-1001, PW-1002 en PW-1003",
    "bedrag": Decimal("1307.42"),
    "hoofdsom": Decimal("1284.80"),
    "rente": Decimal("2.62"),
    "kosten": Decimal("40.00"),
    "betaald": Decimal("20.00"),
    "vertegenwoordiger": "Van der Wal Bewind",
    "afspraak": {"datum": date(2026, 9, 24), "tijd": "10:00", "hoe": "bellen", "wie": "een medewerker"},
    "partner": {"naam": "Gemeente Voorbeeldstad", "telefoon": "010-0000003"},
    "bewijs_gevraagd": True,
    "liefst": "een e-mail",
    "toelichting": "Wij hebben de rekening nagekeken. Het bedrag klopt.",
    "vraag": {
        "tekst": newest(WARM_REFERRAL, "Gemeente Voorbeeldstad")[1],
        "kort": newest(WARM_REFERRAL_SMS, "uw gemeente")[1],
    },
    "vraag_app": f"{newest(WARM_REFERRAL_SMS, 'uw gemeente')[1]} {YES_OR_NO}",
    "kosten_btw": Decimal("7.81"),
}
PAID = ONE_CASE | {"zaken": [], "bedrag": Decimal(0), "hoofdsom": Decimal(0), "rente": Decimal(0)}

COLLECTOR = {
    "afzender": "Rivierhoek Services B.V.",
    "afzender_adres": "Kadeweg 5, 3011 AA Rotterdam",
    "afzender_nummer": "90000001",
    "registratie": "REG-TEST-0001",
    "namens": True,
    "telefoon": "010-0000001",
    "mail": "hallo@rivierhoek.example",
    "website": "rivierhoek.example",
    "portaal": "mijn.rivierhoek.example/VoorbeeLdVanEenCode123",
    "hulppagina": "rivierhoek.example/hulp",
    "geschilroute": "www.geschil.example",
    "sms_antwoord": False,
}
CREDITOR = {
    "afzender": "Polder Wonen B.V.",
    "afzender_adres": "Dorpsstraat 1, 3456 AC Voorbeeldstad",
    "afzender_nummer": "90000002",
    "registratie": "",
    "namens": False,
    "telefoon": "0800-0000002",
    "mail": "hulp@polderwonen.example",
    "website": "polderwonen.example",
    "portaal": "polderwonen.example/in",
    "hulppagina": "polderwonen.example/hulp",
    "geschilroute": "",
    "sms_antwoord": True,
}
COMMON = {
    # the longest of the lines in engine/rendering/languages.yaml, in the signs of GSM-7
    "taal_regel": ("Am primit mesajul dumneavoastra. Cautam pe cineva care vorbeste limba dumneavoastra."),
    "naam": "S. Bakker",
    "aanhef": "Beste S. Bakker",
    "schuldeiser": "Polder Wonen B.V.",
    "schuldeiser_adres": "Dorpsstraat 1, 3456 AC Voorbeeldstad",
    "schuldeiser_nummer": "90000002",
    "schuldeiser_telefoon": "0800-0000002",
    "schuldeiser_mail": "hulp@polderwonen.example",
    "schuldeiser_hoedanigheid": "verhuurder",
    "grond": "huurcontract",
    "adres": "Lindelaan 12, 3456 AB Voorbeeldstad",
    "pauze": {"tot": date(2026, 8, 1)},
    "toezichthouder": "FOD Economie, K.M.O., Middenstand en Energie",
    "contact": "C-7Q2M4K",
    "iban": "NL02ABNA0123456789",
    "betaalkenmerk": "7000 0010 0100",
    "betaalpagina": "betalen.polderwonen.example/PW-1001",
    "klachtroute": "klacht@rivierhoek.example",
    "vandaag": date(2026, 5, 29),
    "betaal_voor": date(2026, 6, 12),
    "termijn_dagen": 14,
    "grote_letters": False,
    "regeling": {
        "bedrag": Decimal("613.71"),
        "aantal": 6,
        "eerste_datum": date(2026, 7, 1),
        "termijn_bedrag": Decimal("102.29"),
        "elke": "maand",
        "laatste_datum": date(2026, 12, 1),
        "laatste_bedrag": Decimal("102.26"),
        "betaald": Decimal("102.29"),
        "open": Decimal("511.42"),
        "gemist": True,
        "gemist_datum": date(2026, 8, 1),
        "gemist_bedrag": Decimal("102.29"),
        "volgende_datum": date(2026, 9, 1),
        "volgende_bedrag": Decimal("102.29"),
        "termijnen": [
            {"nummer": number, "datum": date(2026, 6 + number, 1), "bedrag": Decimal("102.29")}
            for number in range(1, 7)
        ],
    },
}
COSTS = {"kosten_toegestaan": True, "kosten_later": Decimal("91.86")}
NO_COSTS = {"kosten_toegestaan": False, "kosten_later": Decimal(0)}
BARE = {"betaalpagina": "", "klachtroute": "", "schuldeiser_telefoon": "", "grote_letters": True}
NO_PLAN = {"regeling": None}

#: templates for somebody whom we reached by mistake: they tell nothing of paying
FOR_STRANGERS = {"verkeerde_persoon"}
#: templates that are only written when there is an arrangement
ABOUT_A_PLAN = {
    "regeling_bevestiging",
    "regeling_herinnering",
    "regeling_gemist",
    "regeling_klaar",
    "be_jaaroverzicht",
}
STATES = (ONE_CASE, THREE_CASES)
ALL_STATES = (*STATES, PAID)


def samples_for(states):
    """Cross everything that a text can branch on."""
    return [
        COMMON | state | sender | costs | extra | {"land": country}
        for state, sender, costs, extra, country in product(
            states, (COLLECTOR, CREDITOR), (COSTS, NO_COSTS), ({}, BARE), ("nl", "be")
        )
    ]


WORDS = samples_for(STATES)
KNOWN_WORDS = set(WORDS[0])


def environment():
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - plain text
    )
    env.filters |= {
        "euro": lambda amount: format_currency(amount, "EUR", locale="nl_NL"),
        "datum": lambda day: format_date(day, "d MMMM y", locale="nl_NL"),
        "dag": lambda day: format_date(day, "EEEE d MMMM", locale="nl_NL"),
        "iban": lambda iban: " ".join(iban[at : at + 4] for at in range(0, len(iban), 4)),
    }
    return env


ENV = environment()


def name_of(path):
    return path.relative_to(TEMPLATES).as_posix()


def about(folder):
    return YAML(typ="safe").load((folder / "about.yaml").read_text())


def tree(file):
    return ENV.parse(file.read_text())


def words_in(file):
    return meta.find_undeclared_variables(tree(file))


def texts_of(file):
    """Every different text that the sample words make of a file, for the countries of its folder."""
    countries = about(file.parent)["jurisdictions"]
    template = ENV.get_template(name_of(file))
    needs_plan = file.parent.name in ABOUT_A_PLAN
    states = ALL_STATES if file.parent.name == "betaling_bedankt" else STATES
    samples = [words for words in samples_for(states) if words["land"] in countries]
    if not needs_plan:
        samples += [words | NO_PLAN for words in samples]
    return sorted({template.render(words) for words in samples})


def sentences(text):
    for line in text.replace("\N{NO-BREAK SPACE}", " ").splitlines():
        cells = line.strip().strip("|").split("|")
        for cell in cells:
            yield from SENTENCE_END.split(cell.strip(" -#"))


def subject_and_body(text):
    first, _, body = text.partition("\n")
    return first, body


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_every_folder_says_what_it_is_for(folder):
    card = about(folder)

    assert set(card) - {"locked", "reader"} == ABOUT_KEYS
    assert card["title"]
    assert card["purpose"].endswith(".")
    assert set(card["jurisdictions"]) <= {"nl", "be"}
    assert card["legal_role"] in LEGAL_ROLES
    assert card["phase"] in PHASES


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_every_folder_has_an_email_and_a_letter_and_legal_roles_have_nothing_else(folder):
    files = {file.name for file in folder.glob("*.txt")}
    short = {"sms.txt", "whatsapp.txt"} if about(folder)["legal_role"] == "none" else set()

    assert files == {"email.txt", "letter.txt"} | short


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_the_word_list_is_what_the_files_use(folder):
    used = set().union(*(words_in(file) for file in folder.glob("*.txt")))

    assert set(about(folder)["words"]) == used
    assert used <= KNOWN_WORDS


def test_the_parts_list_their_words():
    listed = {name: set(part["words"]) for name, part in about(TEMPLATES / "_parts")["parts"].items()}

    assert listed == {file.stem: words_in(file) for file in PARTS}
    assert set().union(*listed.values()) <= KNOWN_WORDS


@pytest.mark.parametrize("file", FILES + PARTS, ids=name_of)
def test_only_the_small_part_of_jinja_is_used(file):
    found = list(tree(file).find_all(nodes.Node))

    assert {type(node).__name__ for node in found if not isinstance(node, ALLOWED_NODES)} == set()
    assert {node.name for node in found if isinstance(node, nodes.Filter)} <= FILTERS
    for node in found:
        if isinstance(node, nodes.Include):
            assert isinstance(node.template, nodes.Const)
            assert node.template.value.startswith("_parts/")


@pytest.mark.parametrize("file", [file for file in FILES if file.name == "whatsapp.txt"], ids=name_of)
def test_a_whatsapp_text_is_one_text_with_places_for_words(file):
    found = {type(node) for node in tree(file).find_all(nodes.Node)}

    assert found <= {nodes.Output, nodes.TemplateData, nodes.Name}
    assert all(len(text) <= 1024 for text in texts_of(file))


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_every_text_has_tidy_white_space(file):
    for text in texts_of(file):
        assert "\n\n\n" not in text
        assert "  " not in text
        assert text == text.strip()
        assert not re.search(r"[ \t]$", text, re.MULTILINE)
        assert not re.search(r"\.\.|\(\)|\bNone\b", text)
        assert not re.search(r"[^\n]\n## |\n## [^\n]*\n[^\n]", text)
        assert not re.search(r"(?m)^(?![-|]).+\n[-|] |^- .*\n(?!- |\n)|^\| .*\n(?!\| |\n)", text)


@pytest.mark.parametrize("file", [file for file in FILES if file.parent.name in FOR_STRANGERS], ids=name_of)
def test_a_text_for_a_stranger_tells_nothing_of_anybody(file):
    for text in texts_of(file):
        assert not TELLTALE.search(text)
        assert "Bakker" not in text
        assert "PW-100" not in text
        assert re.search(r"(?i)niet voor u was|verkeerd nummer", text)


@pytest.mark.parametrize(
    "file",
    [
        file
        for file in FILES
        if file.name in {"email.txt", "letter.txt"} and file.parent.name not in FOR_STRANGERS
    ],
    ids=name_of,
)
def test_every_email_and_letter_has_a_subject_headings_and_ways_out(file):
    for text in texts_of(file):
        subject, body = subject_and_body(text)

        assert re.fullmatch(r"Onderwerp: \S.{5,60}", subject)
        assert body.startswith("\n")
        assert body.count("\n## ") >= 3
        assert "Bel " in body
        assert re.search(r"Klopt er iets niet\?|niet mee eens\?", body)
        assert re.search(r"(?i)in delen|alles is betaald", body)
        assert "gratis bij schulden" in body
        assert re.search(r"Bel 113|Bel dan 1813", body)
        assert "Met vriendelijke groet," in body


@pytest.mark.parametrize("file", [file for file in FILES if file.name == "email.txt"], ids=name_of)
def test_what_shows_of_an_email_before_it_is_opened_tells_nothing(file):
    for text in texts_of(file):
        subject, body = subject_and_body(text)
        preview = " ".join(body.split())[:90]

        assert not TELLTALE.search(subject)
        assert not TELLTALE.search(preview)


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.name in {"sms.txt", "whatsapp.txt"}], ids=name_of
)
def test_a_short_message_tells_nothing_to_others_and_says_how_to_check_and_stop(file):
    for text in texts_of(file):
        assert not TELLTALE.search(text)
        assert text.startswith("Goedendag, ")
        assert re.search(r"Typ (dan )?zelf \S+example", text)
        assert "STOP" in text or "Liever geen sms? Bel ons" in text
        assert "Bel " in text
        assert "/hulp" in text


@pytest.mark.parametrize("file", [file for file in FILES if file.name == "sms.txt"], ids=name_of)
def test_an_sms_takes_two_parts_at_most(file):
    longest = {
        "afzender": "Rivierhoek Services Nederland ",
        "telefoon": "+31 10 000 0001",
        "portaal": "https://mijn.rivierhoek.example/VoorbeeLdVanEenCode123",
        "hulppagina": "https://www.rivierhoek.example/hulp",
        "website": "https://rivierhoek.example",
    }
    template = ENV.get_template(name_of(file))

    for words in WORDS:
        text = template.render(words | longest)
        assert GSM7.fullmatch(text), text
        assert len(text) <= 306, text


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_sentence_is_too_long(file):
    most = 20 if file.name in {"sms.txt", "whatsapp.txt"} else 25

    for text in texts_of(file):
        for sentence in sentences(text):
            assert len(sentence.split()) <= most, sentence


@pytest.mark.parametrize("file", FILES + PARTS + SCRIPTS, ids=name_of)
def test_no_word_stands_on_the_list_of_words_to_avoid(file):
    if not JARGON.exists():
        pytest.skip("the list of jargon stands in ../shared/data/readability/jargon.csv")
    with JARGON.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["severity"] == "error"]
    forms = {
        form
        for row in rows
        for form in (re.sub(r" \(.*", "", row["term"]), *row["variants"].split("|"))
        if form and form != "voldoen"
    }
    text = re.sub(r"{[{%].*?[}%]}", " ", file.read_text())

    assert [form for form in forms if re.search(rf"(?i)(?<!\w){re.escape(form)}(?!\w)", text)] == []


@pytest.mark.parametrize("kind", ["email", "letter"])
def test_the_fourteen_day_letter_has_the_sentence_of_the_law_and_no_date(kind):
    file = TEMPLATES / "veertiendagenbrief" / f"{kind}.txt"
    text = ENV.get_template(name_of(file)).render(WORDS[0])

    assert "binnen veertien dagen vanaf de dag nadat deze brief bij u is bezorgd." in text
    assert "De incassokosten zijn €\N{NO-BREAK SPACE}91,86." in text
    assert "€\N{NO-BREAK SPACE}612,40" in text
    assert not re.search(r"12 juni|14 dagen|2026\?", text)


@pytest.mark.parametrize("file", [file for file in FILES if file.suffix == ".txt"], ids=name_of)
def test_a_campaign_without_costs_shows_no_costs(file):
    template = ENV.get_template(name_of(file))

    for words in WORDS:
        if not words["kosten_toegestaan"]:
            assert not re.search(r"(?i)extra kosten|incassokosten|schadevergoeding", template.render(words))
