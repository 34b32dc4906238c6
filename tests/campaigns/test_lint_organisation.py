"""Mistakes in an organisation that is well-formed."""

from datetime import date

import pytest

from engine.campaigns.finding import Level
from engine.campaigns.lint.organisation import lint_organisation
from engine.campaigns.loading import load_organisation
from tests.campaigns.test_mistakes import ORGANISATION
from tests.campaigns.yaml_files import SHELF, edited

TODAY = date(2026, 6, 9)
READY = edited(
    "email: post@winkel.example}", "email: post@winkel.example, whatsapp: +31 6 1234 56 78}", ORGANISATION
)
SWITCH = "decided_on: 2026-09-01}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("active: true", "active: true", []),
        (
            "collector_role: creditor",
            "collector_role: collector",
            [
                (
                    28,
                    "creditors.winkel.whatsapp.enabled",
                    "WhatsApp may not be used to collect for others (law.md 3, S)",
                    "write enabled: false",
                )
            ],
        ),
        (
            ", whatsapp: +31 6 1234 56 78",
            "",
            [
                (
                    28,
                    "creditors.winkel.whatsapp",
                    "WhatsApp is on without a number to send from",
                    'add "whatsapp: +31..." under `sender`',
                )
            ],
        ),
        (SWITCH, "decided_on: 2026-09-01, approved_templates: {andere_toon: HX1}}", []),
        (
            SWITCH,
            "decided_on: 2026-09-01, approved_templates: {andere_ton: HX1}}",
            [
                (
                    28,
                    "creditors.winkel.whatsapp.approved_templates.andere_ton",
                    'there is no template "andere_ton"',
                    'did you mean "andere_toon"?',
                )
            ],
        ),
        (
            SWITCH,
            "decided_on: 2026-09-01, approved_templates: {overzicht: HX1}}",
            [
                (
                    28,
                    "creditors.winkel.whatsapp.approved_templates.overzicht",
                    'the template "overzicht" has no text for whatsapp',
                    "write the text: overzicht/whatsapp.txt",
                )
            ],
        ),
        (
            ", email: post@winkel.example",
            "",
            [
                (
                    27,
                    "creditors.winkel.sender",
                    "no sender for e-mail: nothing leaves by e-mail",
                    'add "email: post@company.example"',
                )
            ],
        ),
    ],
)
def test_says_what_is_wrong_where_and_how_to_mend_it(tmp_path, old, new, expected):
    file = tmp_path / "organisation.yaml"
    file.write_text(edited(old, new, READY), encoding="utf-8")

    findings = lint_organisation(load_organisation(file), SHELF, TODAY)

    assert [(one.line, one.key, one.message, one.fix) for one in findings] == expected


def test_warns_a_collector_without_a_registration(tmp_path):
    text = edited("collector_role: creditor", "collector_role: collector", READY)
    text = edited("enabled: true", "enabled: false", edited("active: true", "active: false", text))
    file = tmp_path / "organisation.yaml"
    file.write_text(text, encoding="utf-8")

    (finding,) = lint_organisation(load_organisation(file), SHELF, TODAY)

    assert (finding.line, finding.key) == (9, "agency.registration.active")


@pytest.mark.parametrize(
    ("added", "key", "message", "level"),
    [
        (
            "agreement: {signed_on: 2026-01-15, no_cure_no_pay: true}",
            "agreement.no_cure_no_pay",
            "paid only for what is collected: that rewards pressure on the debtor",
            Level.ERROR,
        ),
        (
            "agreement: {signed_on: 2026-01-15, evaluated_by: 2026-06-08}",
            "agreement.evaluated_by",
            "the evaluation was due on 2026-06-08",
            Level.WARNING,
        ),
    ],
)
def test_holds_an_agreement_to_what_is_social(added, key, message, level, tmp_path):
    file = tmp_path / "organisation.yaml"
    file.write_text(edited("    sector: shop\n", f"    sector: shop\n    {added}\n", READY), encoding="utf-8")

    (finding,) = lint_organisation(load_organisation(file), SHELF, TODAY)

    assert (finding.key, finding.message, finding.level) == (f"creditors.winkel.{key}", message, level)


def test_says_nothing_of_an_evaluation_that_is_still_to_come(tmp_path):
    file = tmp_path / "organisation.yaml"
    added = "agreement: {signed_on: 2026-01-15, evaluated_by: 2026-06-09}"
    file.write_text(edited("    sector: shop\n", f"    sector: shop\n    {added}\n", READY), encoding="utf-8")

    assert lint_organisation(load_organisation(file), SHELF, TODAY) == ()


def test_finds_a_sender_whose_name_tells_of_a_debt(tmp_path):
    file = tmp_path / "organisation.yaml"
    file.write_text(READY.replace("sms: Winkel", "sms: Incasso"), encoding="utf-8")

    (finding,) = lint_organisation(load_organisation(file), SHELF, TODAY)

    assert finding.key == "creditors.winkel.sender.sms"
    assert "NL-72" in finding.message
