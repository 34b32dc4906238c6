"""Mistakes in campaigns that are well-formed: one table, a change to a good file and what is said of it."""

from dataclasses import replace
from datetime import date

import pytest

from engine.campaigns.finding import Level
from engine.campaigns.lint.campaigns import lint_campaigns
from engine.domain.campaign import Cap
from engine.domain.organisation import PartnerAgreement, Sender, WhatsAppPolicy
from tests.builders import a_creditor, an_agency, an_organisation
from tests.campaigns.yaml_files import SENDER, SMALL, edited, linted, loaded, some_creditors, some_knowledge

STEP = "campaigns.huur.steps"
HEAD = SMALL.split("campaigns:\n")[0] + "campaigns:\n"

#: a collector in the Netherlands, costs and all
SHOP = """\
version: 1
defaults:
  hours: {mon-fri: "08:00-19:45"}
  cap: {contacts: 2, per: 7 days}
campaigns:
  winkel:
    for: {creditor: winkel, jurisdiction: nl, collector_role: collector}
    costs: statutory
    steps:
      - id: overzicht
        after: 0 days
        template: overzicht
        role: claim_description
        channels: [email, letter]
      - id: brief
        after: 14 days
        template: veertien_dagen
        role: fourteen_day_letter
        channels: [letter]
"""

TRIES = "when: [no_reaction], after: 2 days, to: [email, letter]"

#: a collector in Belgium
BELGIAN = """\
version: 1
defaults:
  hours: {mon-fri: "08:00-19:45"}
  cap: {contacts: 2, per: 7 days}
campaigns:
  be:
    for: {creditor: be-energie, jurisdiction: be, collector_role: collector}
    costs: statutory
    steps:
      - id: notice
        after: 0 days
        template: be_notice
        role: be_formal_notice
        channels: [letter, email]
      - id: daarna
        after: 21 days
        template: herinnering
        channels: [preferred, letter]
"""


WRITING_HOURS = "law.md NL-10 (V) allows mon-sat 07:00-20:00 for email"
LETTER_DAYS = "law.md NL-14 (U) allows mon-sat 00:00-24:00 for letter"
VISITING_HOURS = "law.md BE-19 (V) allows mon-sun 08:00-22:00 for visit"


def told(findings):
    return [(one.line, one.key, one.message, one.fix) for one in findings]


@pytest.mark.parametrize("text", [SMALL, SHOP, BELGIAN])
def test_finds_nothing_in_good_campaigns(tmp_path, text):
    assert linted(tmp_path, text) == ()


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        # templates, channels, scripts, variants
        (
            "template: herinnering\n        channels: [email",
            "template: herinering\n        channels: [email",
            (
                21,
                f"{STEP}.tweede.template",
                'there is no template "herinering"',
                'did you mean "herinnering"?',
            ),
        ),
        (
            "warm: andere_toon",
            "warm: anders_toon",
            (
                25,
                "campaigns.huur.variants.eerste.warm",
                'there is no template "anders_toon"',
                'did you mean "andere_toon"?',
            ),
        ),
        (
            "[preferred, email]",
            "[preferred, sms]",
            (
                13,
                f"{STEP}.eerste.channels",
                'the template "herinnering" has no text for sms',
                'remove "sms", or write the text: herinnering/sms.txt',
            ),
        ),
        (
            "to: [letter]",
            "to: [letter, sms]",
            (
                14,
                f"{STEP}.eerste.fallback.to",
                'the template "herinnering" has no text for sms',
                'remove "sms", or write the text: herinnering/sms.txt',
            ),
        ),
        (
            "template: herinnering\n        channels: [email",
            "template: be_vriendelijk\n        channels: [email",
            (
                21,
                f"{STEP}.tweede.template",
                'the template "be_vriendelijk" is not written for: nl',
                "choose another template, or say `jurisdiction` under `for`",
            ),
        ),
        (
            "script: gesprek",
            "script: gespek",
            (18, f"{STEP}.bellen.script", 'there is no script "gespek"', 'did you mean "gesprek"?'),
        ),
        (
            "        script: gesprek\n",
            "",
            (15, f"{STEP}.bellen.script", "a call without a conversation script", 'add "script: bezoek"'),
        ),
        (
            "      eerste: {",
            "      eersten: {",
            (
                25,
                "campaigns.huur.variants.eersten",
                'there is no message step "eersten"',
                'did you mean "eerste"?',
            ),
        ),
        (
            "      eerste: {",
            "      bellen: {",
            (
                25,
                "campaigns.huur.variants.bellen",
                'there is no message step "bellen"',
                "choose one of: eerste, tweede",
            ),
        ),
        (
            "{zakelijk: herinnering, warm: andere_toon, split: 50/50}",
            "{warm: andere_toon, split: 100}",
            (
                25,
                "campaigns.huur.variants.eerste",
                'the template of the step, "herinnering", is never sent',
                "make it one of the variants, or the template of the step",
            ),
        ),
        # steps that never come
        (
            "id: tweede",
            "id: eerste",
            (19, f"{STEP}.eerste.id", 'a second step "eerste": it would count as done', 'call it "eerste-3"'),
        ),
        (
            "after: 14 days",
            "after: 90 days",
            (
                20,
                f"{STEP}.tweede.after",
                "never reached: it comes on day 97 at the earliest, and the end is day 90",
                'shorten the delays, or write "max_duration: 98 days"',
            ),
        ),
        (
            "after: 14 days",
            "after: 60 working days",
            (
                20,
                f"{STEP}.tweede.after",
                "never reached: it comes on day 91 at the earliest, and the end is day 90",
                'shorten the delays, or write "max_duration: 92 days"',
            ),
        ),
        (
            "after: 14 days",
            "after: 60 open days",
            (
                20,
                f"{STEP}.tweede.after",
                "never reached: it comes on day 91 at the earliest, and the end is day 90",
                'shorten the delays, or write "max_duration: 92 days"',
            ),
        ),
        (
            "after: 14 days",
            "after: 800 open hours",
            (
                20,
                f"{STEP}.tweede.after",
                "never reached: it comes on day 98 at the earliest, and the end is day 90",
                'shorten the delays, or write "max_duration: 99 days"',
            ),
        ),
        (
            "task: call\n        script: gesprek",
            "task: review",
            (
                18,
                f"{STEP}.tweede",
                'never reached: the step "bellen" before it ends the campaign with a review',
                "move it up, or give the review a `when`",
            ),
        ),
        (
            "{replied: false}",
            '{outstanding: ">= 600"}',
            (
                23,
                f"{STEP}.tweede.when.outstanding",
                "never reached: the campaign is for cases up to 500.00 euro",
                "change the amount here, or under `for`",
            ),
        ),
        (
            "{replied: false}",
            '{paid_part: false, outstanding: "<= 9"}',
            (
                23,
                f"{STEP}.tweede.when.outstanding",
                "never reached: the campaign is for cases from 10.00 euro",
                "change the amount here, or under `for`",
            ),
        ),
        (
            "[preferred, email]\n        fallback: {when: [bounced]",
            "[letter]\n        fallback: {when: [bounced]",
            (
                14,
                f"{STEP}.eerste.fallback.to",
                "never another channel: the step tries letter already",
                "name a channel that the step does not begin with",
            ),
        ),
        # caps
        ("contacts: 2", "contacts: 1, gap: 12 hours", None),
        (
            "contacts: 2, per: 7 days",
            "contacts: 1, per: 14 days",
            (
                16,
                f"{STEP}.bellen.after",
                "2 contacts within 8 days, and the cap of house is 1 per 14 days",
                'write "after: 14 days", or raise the cap',
            ),
        ),
        (
            "after: 5 working days",
            "after: 0 days",
            (
                16,
                f"{STEP}.bellen.after",
                "comes sooner after the contact before it than the gap of 24 hours: it waits",
                'write "after: 1 days"',
            ),
        ),
        # creditors
        (
            "creditor: woonstede",
            "creditor: woonsteede",
            (
                8,
                "campaigns.huur.for.creditor",
                'there is no creditor "woonsteede" in organisation.yaml',
                'did you mean "woonstede"?',
            ),
        ),
        (
            "creditor: woonstede",
            "sector: houses",
            (
                8,
                "campaigns.huur.for.sector",
                'no creditor in organisation.yaml is in the sector "houses"',
                'did you mean "housing"?',
            ),
        ),
        # law
        (
            "        when: {replied: false}",
            "        role: fourteen_day_letter",
            (
                21,
                f"{STEP}.tweede.template",
                'in law "herinnering" is: none, and the step says: fourteen_day_letter',
                'write "role: none", or choose another template',
            ),
        ),
        (
            "template: herinnering\n        channels: [email",
            "template: veertien_dagen\n        role: fourteen_day_letter\n        channels: [email",
            (
                21,
                f"{STEP}.tweede.template",
                "the 14-day letter announces costs, and this campaign has none (law.md NL-30, V)",
                'choose a friendly template, or write "costs: statutory"',
            ),
        ),
        (
            "costs: none",
            "costs: statutory",
            (
                5,
                "defaults.costs",
                "costs can never be asked: there is no step with a fourteen_day_letter (law.md NL-30, V)",
                'add a step with "role: fourteen_day_letter", or write "costs: none"',
            ),
        ),
        (
            '{mon-fri: "08:00-19:45"}',
            "{mon: closed}",
            (3, "defaults.hours", "no moment of the week is open", 'write {mon-fri: "08:00-19:45"}'),
        ),
    ],
)
def test_says_what_is_wrong_where_and_how_to_mend_it(tmp_path, old, new, finding):
    findings = linted(tmp_path, edited(old, new))

    assert told(findings) == ([finding] if finding else [])


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "08:00-19:45",
            "06:30-21:00",
            (
                3,
                "defaults.hours",
                f"mon-fri 06:30-21:00 is outside the law: {WRITING_HOURS}",
                'write {mon-fri: "07:00-20:00"}',
            ),
        ),
        (
            '{mon-fri: "08:00-19:45"}',
            '{sun: "10:00-16:00"}',
            (
                3,
                "defaults.hours",
                f"sun 10:00-16:00 is outside the law: {WRITING_HOURS}; {LETTER_DAYS}",
                "choose hours inside that",
            ),
        ),
        ("jurisdiction: nl, ", "", None),
        (
            "role: claim_description",
            "role: be_first_reminder",
            (
                13,
                "campaigns.winkel.steps.overzicht.role",
                "a be_first_reminder belongs to the law of be",
                'write "jurisdiction: be" under `for`, or choose another role',
            ),
        ),
        (
            "        role: claim_description\n",
            "",
            (
                10,
                "campaigns.winkel.steps.overzicht",
                "in nl a collector begins with the claim_description (law.md NL-20, V)",
                'put a step with "role: claim_description" first, without `when`',
            ),
        ),
        (
            "        role: claim_description\n",
            "        role: claim_description\n        when: {replied: false}\n",
            (
                10,
                "campaigns.winkel.steps.overzicht",
                "in nl a collector begins with the claim_description (law.md NL-20, V)",
                'put a step with "role: claim_description" first, without `when`',
            ),
        ),
        (
            "[letter]",
            "[sms, letter]",
            (
                19,
                "campaigns.winkel.steps.brief.channels",
                "a fourteen_day_letter may not go by sms (law.md NL-35, BE-03)",
                "write [letter, email]",
            ),
        ),
    ],
)
def test_holds_a_dutch_collector_to_the_law(tmp_path, old, new, finding):
    findings = linted(tmp_path, edited(old, new, SHOP))

    assert (finding in told(findings)) if finding else (findings == ())


def test_asks_for_the_role_that_a_template_has(tmp_path):
    findings = linted(tmp_path, edited("        role: fourteen_day_letter\n", "", SHOP))

    said = 'in law "veertien_dagen" is: fourteen_day_letter, and the step says: none'
    fix = 'write "role: fourteen_day_letter", or choose another template'
    assert (17, "campaigns.winkel.steps.brief.template", said, fix) in told(findings)


def test_warns_for_more_tries_than_the_cap_allows(tmp_path):
    text = edited("contacts: 2, per: 7 days", "contacts: 1, per: 3 days")
    text = edited("when: [bounced], after: 2 open days, to: [letter]", TRIES, text)

    (finding,) = linted(tmp_path, text)

    said = "2 contacts within 3 days, and the cap of house is 1 per 3 days"
    fix = 'write "after: 3 days" in the fallback, or raise the cap'
    assert told([finding]) == [(14, f"{STEP}.eerste.fallback", said, fix)]
    assert finding.level is Level.WARNING


def test_tells_once_of_hours_that_campaigns_share_with_a_fix_that_is_right_for_all(tmp_path):
    """One campaign writes, the other visits in Belgium; both take their hours from `defaults`."""
    visits = edited("task: call\n        script: gesprek", "task: visit\n        script: bezoek")
    visits = edited("woonstede, jurisdiction: nl", "be-energie, jurisdiction: be", visits)
    visits = edited("    steps:", "    costs: none\n    steps:", visits)
    text = edited("08:00-19:45", "06:00-23:00", SHOP + visits.split("campaigns:\n")[1])

    outside = [one for one in linted(tmp_path, text) if "outside the law" in one.message]

    assert told(outside) == [
        (
            3,
            "defaults.hours",
            f"mon-fri 06:00-23:00 is outside the law: {VISITING_HOURS}; {WRITING_HOURS}",
            'write {mon-fri: "08:00-20:00"}',
        )
    ]
    mended = edited("06:00-23:00", "08:00-20:00", text)
    assert not any("outside the law" in one.message for one in linted(tmp_path, mended))


def test_hours_of_their_own_are_told_of_at_their_place(tmp_path):
    text = edited("    steps:", '    hours: {mon-fri: "06:00-21:00"}\n    steps:', SHOP)

    (finding,) = linted(tmp_path, text)

    assert (finding.key, finding.fix) == ("campaigns.winkel.hours", 'write {mon-fri: "07:00-20:00"}')


def test_names_one_end_that_is_late_enough_for_every_step(tmp_path):
    text = edited("    steps:", "    max_duration: 5 days\n    steps:")

    (finding,) = [one for one in linted(tmp_path, text) if "never reached" in one.message]

    said = "never reached: it comes on day 7 at the earliest, and the end is day 5"
    assert finding.key == f"{STEP}.bellen.after"
    assert finding.message == f"{said}; after the end come also: tweede on day 21"
    assert finding.fix == 'shorten the delays, or write "max_duration: 22 days"'
    assert linted(tmp_path, edited("max_duration: 5 days", "max_duration: 22 days", text)) == ()


def test_names_one_end_that_is_late_enough_for_every_campaign_that_shares_it(tmp_path):
    other = edited("  huur:", "  later:").split("campaigns:\n")[1]
    other = other.replace("amount: 10-500", "amount: '>= 501'").replace("14 days", "40 days")
    text = edited("  costs: none\n", "  costs: none\n  max_duration: 5 days\n") + other

    (finding,) = linted(tmp_path, text)

    said = "the end is day 5, and the last step comes later, so is never reached, in:"
    assert finding.key == "defaults.max_duration"
    assert finding.message == f"{said} huur (on day 21), later (on day 47)"
    assert finding.fix == 'shorten the delays, or write "max_duration: 48 days"'
    assert linted(tmp_path, edited("max_duration: 5 days", "max_duration: 48 days", text)) == ()


def test_counts_with_the_caps_of_house_and_creditor_too(tmp_path):
    text = edited("    steps:", "    cap: {contacts: 9, per: 7 days}\n    steps:")
    house = an_agency(cap=Cap(contacts=1, days=10))
    own = with_creditor(cap=Cap(contacts=1, days=9, owner="creditor woonstede"))
    organisation = replace(own["organisation"], agency=house)

    findings = linted(tmp_path, text, organisation=organisation)

    assert [one.message for one in findings] == [
        "2 contacts within 8 days, and the cap of creditor woonstede is 1 per 9 days",
        "2 contacts within 8 days, and the cap of house is 1 per 10 days",
    ]
    assert {one.fix for one in findings} == {'write "after: 10 days", or raise the cap'}


def test_lets_a_collector_begin_otherwise_with_a_firm(tmp_path):
    text = edited("jurisdiction: nl", "jurisdiction: nl, debtor: business", SHOP)
    text = edited("template: overzicht\n        role: claim_description", "template: herinnering", text)

    assert linted(tmp_path, text) == ()


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "        role: be_formal_notice\n",
            "        role: be_formal_notice\n        when: {replied: false}\n",
            (
                10,
                "campaigns.be.steps.notice",
                "in be a collector begins with the be_formal_notice (law.md BE-12, V)",
                'put a step with "role: be_formal_notice" first, without `when`',
            ),
        ),
        (
            "      - id: notice",
            (
                "      - id: bellen\n        after: 0 days\n        task: call\n"
                "        script: gesprek\n      - id: notice"
            ),
            (
                10,
                "campaigns.be.steps.bellen",
                "in be a collector begins with the be_formal_notice (law.md BE-12, V)",
                'put a step with "role: be_formal_notice" first, without `when`',
            ),
        ),
        (
            "after: 21 days",
            "after: 14 days",
            (
                16,
                "campaigns.be.steps.daarna.after",
                "the term of the formal notice comes first: this step will wait (law.md BE-14, V)",
                'write "after: 17 days" or more',
            ),
        ),
        (
            "creditor: be-energie, jurisdiction: be, collector_role: collector",
            "creditor: be-woning",
            (
                13,
                "campaigns.be.steps.notice.role",
                "a be_formal_notice is sent by a bailiff or collector (law.md BE-12, V)",
                "set `collector_role` under `for`, or choose another role",
            ),
        ),
        (
            "template: be_notice\n        role: be_formal_notice",
            "template: be_herinnering\n        role: be_first_reminder",
            (
                15,
                "campaigns.be.steps.daarna",
                "in be a collector begins with the be_formal_notice (law.md BE-12, V)",
                'put a step with "role: be_formal_notice" first, without `when`',
            ),
        ),
    ],
)
def test_holds_a_belgian_collector_to_the_law(tmp_path, old, new, finding):
    assert finding in told(linted(tmp_path, edited(old, new, BELGIAN)))


def test_lets_a_collector_send_the_first_reminder_that_must_come_before_its_notice(tmp_path):
    """BE-13 (V): where the creditor cannot prove one."""
    reminder = (
        "      - id: herinnering\n        after: 0 days\n        template: be_herinnering\n"
        "        role: be_first_reminder\n        channels: [letter]\n"
        "      - id: notice\n        after: 18 days"
    )
    text = edited("      - id: notice\n        after: 0 days", reminder, BELGIAN)

    assert linted(tmp_path, text) == ()


def with_creditor(**changes):
    changed = a_creditor("woonstede", **({"collector_role": "creditor", "sender": SENDER} | changes))
    others = tuple(one for one in some_creditors() if one.id != "woonstede")
    return {"organisation": an_organisation(creditors=(changed, *others))}


@pytest.mark.parametrize(
    ("creditor", "message"),
    [
        ({"sender": Sender(sms="Woonstede")}, "email is never possible here: woonstede has no sender for it"),
        (
            {"agreement": PartnerAgreement(signed_on=date(2026, 1, 15), max_days=60)},
            "90 days is longer than agreed with woonstede on 2026-01-15 (60 days)",
        ),
        (
            {"agreement": PartnerAgreement(signed_on=date(2026, 1, 15), min_days=100)},
            "90 days is shorter than agreed with woonstede on 2026-01-15 (100 days)",
        ),
    ],
)
def test_holds_a_campaign_to_its_creditor(tmp_path, creditor, message):
    messages = {one.message for one in linted(tmp_path, SMALL, **with_creditor(**creditor))}

    assert messages == {message}


def test_asks_for_the_personal_contact_that_was_agreed(tmp_path):
    agreement = PartnerAgreement(signed_on=date(2026, 1, 15), personal_contact=True)
    text = edited("task: call\n        script: gesprek", "task: work")

    (finding,) = linted(tmp_path, text, **with_creditor(agreement=agreement))

    assert (
        finding.message
        == "no call and no visit, and personal contact was agreed with woonstede on 2026-01-15"
    )


@pytest.mark.parametrize(
    ("policy", "sender", "expected"),
    [
        (WhatsAppPolicy(), SENDER, ["whatsapp is never possible here: WhatsApp is off for woonstede"]),
        (
            WhatsAppPolicy(enabled=True),
            SENDER,
            ["whatsapp is never possible here: woonstede has no sender for it"],
        ),
        (WhatsAppPolicy(enabled=True), Sender(email="a@b.example", whatsapp="+31612345678"), []),
    ],
)
def test_warns_for_whatsapp_that_nobody_switched_on(tmp_path, policy, sender, expected):
    text = edited("template: herinnering\n        channels: [email, letter]",
                  "template: andere_toon\n        channels: [email, whatsapp]")  # fmt: skip

    findings = linted(tmp_path, text, **with_creditor(whatsapp=policy, sender=sender))

    assert [one.message for one in findings] == expected
    assert all(one.level is Level.WARNING for one in findings)


@pytest.mark.parametrize(
    ("first", "second", "hides"),
    [
        ("{jurisdiction: nl}", "{jurisdiction: nl, amount: 10-50}", True),
        ("{}", "{creditor: woonstede}", True),
        ("{amount: 10-500}", "{amount: 10-50}", True),
        ("{creditor: [woonstede, winkel]}", "{creditor: winkel}", True),
        ("{amount: 10-50}", "{amount: 10-500}", False),
        ("{amount: 10-50}", "{}", False),
        ("{creditor: winkel}", "{creditor: [woonstede, winkel]}", False),
        ("{sector: housing}", "{creditor: woonstede}", False),
        ('{days_overdue: ">= 5"}', '{days_overdue: ">= 3"}', False),
        ('{days_overdue: ">= 3"}', "{days_overdue: 5-10}", True),
        ("{debtor: person}", "{debtor: business}", False),
    ],
)
def test_warns_for_a_campaign_that_another_hides(tmp_path, first, second, hides):
    segment = "{creditor: woonstede, jurisdiction: nl, amount: 10-500}"
    one, other = (SMALL.replace(segment, given).split("campaigns:\n")[1] for given in (first, second))
    campaigns = loaded(tmp_path, HEAD + one + other.replace("huur:", "huur-2:"))

    findings = lint_campaigns(campaigns, some_knowledge(organisation=None))

    hidden = [one.key for one in findings if one.message.startswith("never reached: every case")]
    assert hidden == (["campaigns.huur-2.for"] if hides else [])


def test_lints_what_is_left_of_a_campaign_with_other_mistakes(tmp_path):
    text = edited("after: 0 days", "aftr: 0 days")
    text = edited("task: call", "task: cal", text)
    text = edited("script: gesprek", "script: gespek", text)
    text = edited("warm: andere_toon", "warm: anders_toon", text)
    campaigns = loaded(tmp_path, text)

    findings = lint_campaigns(campaigns, some_knowledge())

    assert [one.line for one in campaigns.findings] == [11, 17]
    assert [(one.line, one.message) for one in findings] == [
        (18, 'there is no script "gespek"'),
        (25, 'there is no template "anders_toon"'),
    ]


def test_lints_a_campaign_as_a_whole_when_only_a_key_is_misspelt(tmp_path):
    text = edited("after: 14 days", "aftr: 90 days")
    campaigns = loaded(tmp_path, text)

    (finding,) = lint_campaigns(campaigns, some_knowledge())

    assert (finding.line, finding.key) == (20, f"{STEP}.tweede.aftr")
    assert finding.message == "never reached: it comes on day 97 at the earliest, and the end is day 90"


def test_says_nothing_about_the_whole_when_a_hole_would_explain_it(tmp_path):
    campaigns = loaded(tmp_path, edited("role: claim_description", "role: claim_desc", SHOP))

    findings = lint_campaigns(campaigns, some_knowledge())

    # without its role the campaign seems to begin with the wrong message: that would mislead
    assert [one.key for one in campaigns.findings] == ["campaigns.winkel.steps.overzicht.role"]
    assert findings == ()
