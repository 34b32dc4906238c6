"""Every mistake in a file at once, each with its line, its key and the fix."""

import pytest

from engine.campaigns.loading import load_organisation
from tests.campaigns.yaml_files import SMALL, edited, loaded

STEP = "campaigns.huur.steps"


def told(findings):
    return [(one.line, one.key, one.fix) for one in findings]


def test_finds_nothing_in_a_good_file(tmp_path):
    campaigns = loaded(tmp_path, SMALL)

    assert campaigns.findings == ()
    assert [one.name for one in campaigns.campaigns] == ["huur"]
    assert campaigns.source == SMALL.encode()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # keys
        ("    for:", "    foor:", (8, "campaigns.huur.foor", 'did you mean "for"?')),
        ("        task: call", "        taks: call", (17, f"{STEP}.bellen.taks", 'did you mean "task"?')),
        ("when: [bounced]", "wenn: [bounced]", (14, f"{STEP}.eerste.fallback.wenn", 'did you mean "when"?')),
        (
            "version: 1\n",
            "version: 1\nkleur: rood\n",
            (2, "kleur", "the keys here are: version, defaults, campaigns"),
        ),
        (
            "    for: {creditor: woonstede, jurisdiction: nl, amount: 10-500}\n",
            "",
            (7, "campaigns.huur.for", 'add "for: {creditor: NAME}"'),
        ),
        ("version: 1\n", "", (1, "version", 'add "version: 1"')),
        ("  costs: none\n", "", (6, "campaigns.huur.costs", 'add "costs: none"')),
        (
            '  hours: {mon-fri: "08:00-19:45"}\n',
            "",
            (6, "campaigns.huur.hours", 'add "hours: {mon-fri: "08:00-19:45"}"'),
        ),
        ("{contacts: 2, per: 7 days}", "{contacts: 2}", (4, "defaults.cap.per", 'add "per: 7 days"')),
        ("to: [letter]", "too: [letter]", (14, f"{STEP}.eerste.fallback.too", 'did you mean "to"?')),
        # names
        (
            "  huur:",
            "  Huur & zo:",
            (
                7,
                "campaigns.Huur & zo",
                "use small letters, digits, - and _, and begin with a letter or digit",
            ),
        ),
        (
            "template: herinnering\n        channels: [preferred",
            "template: ../geheim\n        channels: [preferred",
            (
                12,
                f"{STEP}.eerste.template",
                "use small letters, digits, - and _, and begin with a letter or digit",
            ),
        ),
        # words of a fixed list
        ("version: 1", "version: 2", (1, "version", "write 1")),
        (
            "jurisdiction: nl",
            "jurisdiction: fr",
            (8, "campaigns.huur.for.jurisdiction", "choose one of: be, nl"),
        ),
        ("costs: none", "costs: non", (5, "defaults.costs", 'did you mean "none"?')),
        (
            "[preferred, email]",
            "[preferred, e-mail]",
            (13, f"{STEP}.eerste.channels.2", 'did you mean "email"?'),
        ),
        (
            "to: [letter]",
            "to: [preferred]",
            (14, f"{STEP}.eerste.fallback.to.1", "choose one of: email, letter, sms, whatsapp"),
        ),
        (
            "when: [bounced]",
            "when: [bounce]",
            (14, f"{STEP}.eerste.fallback.when.1", 'did you mean "bounced"?'),
        ),
        (
            "task: call",
            "task: phone",
            (17, f"{STEP}.bellen.task", "choose one of: call, review, video_call, visit, work"),
        ),
        (
            "{replied: false}",
            "{replied: no}",
            (23, f"{STEP}.tweede.when.replied", "choose one of: false, true"),
        ),
        (
            "        when: {replied",
            "        role: fourteen_days_letter\n        when: {replied",
            (23, f"{STEP}.tweede.role", 'did you mean "fourteen_day_letter"?'),
        ),
        (
            "        when: {replied",
            "        offer: mediaton\n        when: {replied",
            (23, f"{STEP}.tweede.offer", 'did you mean "mediation"?'),
        ),
        # durations
        (
            "after: 5 working days",
            "after: 5 workdays",
            (16, f"{STEP}.bellen.after", 'did you mean "working days"?'),
        ),
        ("after: 14 days", "after: 14", (20, f"{STEP}.tweede.after", 'write "14 days"')),
        ("after: 14 days", "after: -14 days", (20, f"{STEP}.tweede.after", 'write "5 days"')),
        ("after: 14 days", "after: two weeks", (20, f"{STEP}.tweede.after", 'write "5 days"')),
        ("per: 7 days", "per: 1 week", (4, "defaults.cap.per", "choose one of: day, days")),
        ("per: 7 days", "per: 0 days", (4, "defaults.cap.per", 'write at least "1 day"')),
        (
            "per: 7 days",
            "per: 7 days, gap: 1 open day",
            (4, "defaults.cap.gap", "choose one of: day, days, hour, hours"),
        ),
        # numbers, amounts and ranges
        ("contacts: 2", "contacts: many", (4, "defaults.cap.contacts", "write a number such as 5")),
        ("contacts: 2", "contacts: 0", (4, "defaults.cap.contacts", 'write at least "1"')),
        ("amount: 10-500", "amount: 500-10", (8, "campaigns.huur.for.amount", "write the smallest first")),
        ("amount: 10-500", 'amount: "> 10"', (8, "campaigns.huur.for.amount", 'write ">= 5" or "<= 500"')),
        ("amount: 10-500", 'amount: ">= 10,50"', (8, "campaigns.huur.for.amount", "write 10.50")),
        ("amount: 10-500", 'amount: ">="', (8, "campaigns.huur.for.amount", "write 10.50")),
        (
            "amount: 10-500",
            "days_overdue: 5.5",
            (8, "campaigns.huur.for.days_overdue", "write a number such as 5"),
        ),
        # hours
        ("mon-fri:", "ma-vr:", (3, "defaults.hours.ma-vr", "write 'mon'")),
        (
            '"08:00-19:45"',
            '"8-20"',
            (3, "defaults.hours.mon-fri", 'write for example "08:00-19:45", or "closed"'),
        ),
        (
            '{mon-fri: "08:00-19:45"}',
            "from eight to eight",
            (3, "defaults.hours", 'write {mon-fri: "08:00-19:45"}'),
        ),
        (
            "  costs: none",
            "  costs: none\n  timezone: Europe/Rotterdam",
            (6, "defaults.timezone", "write Europe/Amsterdam or Europe/Brussels"),
        ),
        # variants
        (
            "split: 50/50",
            "split: 60/50",
            (25, "campaigns.huur.variants.eerste.split", "write shares such as 50/50"),
        ),
        ("split: 50/50", "split: half", (25, "campaigns.huur.variants.eerste.split", "write 50/50")),
        (", split: 50/50", "", (25, "campaigns.huur.variants.eerste.split", 'add "split: 50/50"')),
        (
            "split: 50/50",
            "split: 100",
            (
                25,
                "campaigns.huur.variants.eerste",
                "write a share for each variant: {a: NAME, b: NAME, split: 50/50}",
            ),
        ),
        # kinds
        ("amount: 10-500", "amount: [10, 500]", (8, "campaigns.huur.for.amount", "write one value")),
        (
            "cap: {contacts: 2, per: 7 days}",
            "cap: often",
            (4, "defaults.cap", "write keys under it: contacts, per, gap"),
        ),
        (
            "{replied: false}",
            "[replied]",
            (
                23,
                f"{STEP}.tweede.when",
                "write keys under it: replied, paid_part, other_arrears, represented, outstanding",
            ),
        ),
        ("[email, letter]", "[]", (22, f"{STEP}.tweede.channels", "write at least one")),
        (
            "[email, letter]",
            "{email: letter}",
            (22, f"{STEP}.tweede.channels", 'write [a, b], or begin each item with "- "'),
        ),
        ("[email, letter]", "", (22, f"{STEP}.tweede.channels", "write a value, or remove the key")),
        # what a step needs
        ("        after: 0 days\n", "", (10, f"{STEP}.eerste.after", 'add "after: 5 working days"')),
        (
            "      - id: bellen\n        after: 5 working days",
            "      - after: 5 working days",
            (15, f"{STEP}.2.id", 'add "id: first-message"'),
        ),
        (
            "        task: call\n",
            "",
            (15, f"{STEP}.bellen", 'add "template: NAME" with "channels", or "task: call"'),
        ),
        (
            "        task: call",
            "        task: call\n        template: herinnering\n        channels: [sms]",
            (17, f"{STEP}.bellen.task", "make two steps of it"),
        ),
        (
            "        channels: [email, letter]\n",
            "",
            (19, f"{STEP}.tweede.channels", 'add "channels: [preferred, email, letter]"'),
        ),
        (
            "        task: call",
            "        task: call\n        channels: [sms]",
            (18, f"{STEP}.bellen.channels", "remove it"),
        ),
        (
            "        when: {replied",
            "        script: gesprek\n        when: {replied",
            (23, f"{STEP}.tweede.script", "remove it"),
        ),
    ],
)
def test_names_line_key_and_fix(tmp_path, old, new, expected):
    text = edited(old, new)

    campaigns = loaded(tmp_path, text)

    assert told(campaigns.findings) == [expected]
    assert campaigns.campaigns == ()


def test_tells_every_mistake_of_a_file_in_one_go(tmp_path):
    text = SMALL
    for old, new in (
        ("version: 1", "version: 3"),
        ("per: 7 days", "per: often"),
        ("jurisdiction: nl", "jurisdction: nl"),
        ("after: 0 days", "after: 0"),
        ("to: [letter]", "to: [post]"),
        ("task: call", "task: shout"),
        ("split: 50/50", "split: 50/60"),
    ):
        text = edited(old, new, text)

    findings = loaded(tmp_path, text).findings

    assert [one.line for one in findings] == [1, 4, 8, 11, 14, 17, 25]


def test_looks_behind_a_misspelt_key(tmp_path):
    text = edited("        after: 5 working days", "        aftre: 5 workdays")

    findings = loaded(tmp_path, text).findings

    assert told(findings) == [
        (16, "campaigns.huur.steps.bellen.aftre", 'did you mean "working days"?'),
        (16, "campaigns.huur.steps.bellen.aftre", 'did you mean "after"?'),
    ]


def test_reports_a_mistake_in_defaults_once_however_many_campaigns_take_it(tmp_path):
    second = SMALL.split("campaigns:\n")[1].replace("huur:", "nog-een:")
    text = edited("per: 7 days", "per: often") + second

    assert [one.key for one in loaded(tmp_path, text).findings] == ["defaults.cap.per"]


def test_keeps_nothing_of_a_file_with_one_wrong_campaign(tmp_path):
    second = SMALL.split("campaigns:\n")[1].replace("huur:", "nog-een:").replace("task: call", "task: cal")

    campaigns = loaded(tmp_path, SMALL + second)

    assert campaigns.campaigns == ()
    assert [(draft.campaign.name, draft.whole) for draft in campaigns.drafts] == [
        ("huur", True),
        ("nog-een", False),
    ]


def test_knows_which_campaigns_a_wrong_default_leaves_a_hole_in(tmp_path):
    own_cap = SMALL.split("campaigns:\n")[1].replace("huur:", "nog-een:")
    own_cap = edited("    steps:", "    cap: {contacts: 1, per: 7 days}\n    steps:", own_cap)

    campaigns = loaded(tmp_path, edited("per: 7 days", "per: often") + own_cap)

    assert [(draft.campaign.name, draft.whole) for draft in campaigns.drafts] == [
        ("huur", False),
        ("nog-een", True),
    ]


def test_asks_for_campaigns_where_there_are_none(tmp_path):
    findings = loaded(tmp_path, SMALL.split("campaigns:\n")[0]).findings

    assert told(findings) == [(1, "campaigns", 'add "campaigns: ..."')]


def test_shortens_what_is_long(tmp_path):
    (finding,) = loaded(tmp_path, edited("costs: none", f"costs: {'x' * 61}")).findings

    assert finding.message == f'"{"x" * 60}..." is not known here'


def test_reads_as_one_line_for_people(tmp_path):
    (finding,) = loaded(tmp_path, edited("costs: none", "costs: non")).findings

    expected = 'campaigns.yaml:5: error: defaults.costs: "non" is not known here; did you mean "none"?'
    assert str(finding).endswith(expected)


ORGANISATION = """\
version: 1
agency:
  name: Bureau Voorbeeld
  address: Plein 1
  postcode: 1234 AB
  town: Voorbeeldstad
  country: NL
  enterprise_number: "01234567"
  registration: {mark: INC-0000, active: true}
  supervisor: Inspectie Voorbeeld
  complaint_route: www.bureau.example/klacht
  dispute_route: www.bureau.example/geschil
  help_page: https://www.bureau.example/hulp
creditors:
  winkel:
    name: Winkel Voorbeeld
    address: Straat 2
    postcode: 1234 AB
    town: Voorbeeldstad
    country: NL
    enterprise_number: 0100.000.070
    phone: +31 10 000 00 01
    jurisdiction: nl
    collector_role: creditor
    sector: shop
    iban: NL91 ABNA 0417 1643 00
    sender: {sms: Winkel, email: post@winkel.example}
    whatsapp: {enabled: true, reason: They asked, decided_by: S. Voorbeeld, decided_on: 2026-09-01}
"""


def organisation(tmp_path, text):
    file = tmp_path / "organisation.yaml"
    file.write_text(text, encoding="utf-8")
    return load_organisation(file)


def test_keeps_the_zeros_and_signs_of_numbers(tmp_path):
    read = organisation(tmp_path, ORGANISATION)

    assert read.findings == ()
    assert read.organisation.agency.firm.enterprise_number == "01234567"
    assert read.organisation.creditor("winkel").firm.phone == "+31 10 000 00 01"
    assert read.organisation.creditor("winkel").iban == "NL91ABNA0417164300"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("iban: NL91", "iban: NL92", (26, "iban", "copy it again from the bank: NL91 ABNA 0417 1643 00")),
        ("0100.000.070", "0100.000.071", (21, "enterprise_number", "copy the enterprise number again")),
        (
            "0100.000.070",
            "0100.070",
            (21, "enterprise_number", "write 8 digits (KvK) or 10 digits (Belgium)"),
        ),
        ("+31 10 000 00 01", "010 000 00 01", (22, "phone", "begin with the country: +31 10 123 45 67")),
        ("email: post@winkel.example", "email: winkel", (27, "sender.email", "write name@company.example")),
        (
            "sms: Winkel",
            "sms: Winkel Voorbeeld",
            (27, "sender.sms", "write a name of at most 11 letters and digits, or a number: +31612345678"),
        ),
        (
            "decided_on: 2026-09-01",
            "decided_on: 1-9-2026",
            (28, "whatsapp.decided_on", "write year-month-day: 2026-09-01"),
        ),
        (", decided_by: S. Voorbeeld", "", (28, "whatsapp", "add them, or write enabled: false")),
        ("jurisdiction: nl", "jurisdiction: de", (23, "jurisdiction", "choose one of: be, nl")),
        (
            "collector_role: creditor",
            "collector_role: owner",
            (24, "collector_role", "choose one of: bailiff, collector, creditor"),
        ),
        ("    sector: shop\n", "", (15, "sector", 'add "sector: housing"')),
        (
            "    phone",
            "    website: http://winkel.example\n    phone",
            (22, "website", "write https://www.company.example/page"),
        ),
        ("    sector: shop", "    sektor: shop", (25, "sektor", 'did you mean "sector"?')),
    ],
)
def test_names_line_key_and_fix_in_the_organisation_too(tmp_path, old, new, expected):
    read = organisation(tmp_path, edited(old, new, ORGANISATION))

    line, key, fix = expected
    assert told(read.findings) == [(line, f"creditors.winkel.{key}", fix)]
    assert read.organisation is None
