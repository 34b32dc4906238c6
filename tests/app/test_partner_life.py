"""The mails to partners from draft to published: no provider gets what nobody approved."""

import email
import json
import re
import shutil
from email import policy

import pytest

from engine.domain.partner_message import PartnerMessageKind
from tests.app.command import done, minnelijk
from tests.channels.rehearsed_smtp import rehearsed_smtp

CASE, TOWN, OCMW = "D-1002", "gemeente-rivierstad", "ocmw-scheldestad"
MAIL = "_partners/referral"


@pytest.fixture
def helped(house, few_templates, tmp_path, monkeypatch):
    """Lend a house that refers people, whose texts may be changed."""
    folder = tmp_path / "own" / "nl_b1"
    shutil.copytree(few_templates, folder)
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(folder))
    monkeypatch.setenv("MINNELIJK_PARTNER_SECRETS", json.dumps({TOWN: "een-geheim-van-24-tekens-of-meer"}))
    return folder


@pytest.fixture
def mail_server(monkeypatch):
    """Lend a mail server on loopback as the real provider."""
    with rehearsed_smtp() as server:
        monkeypatch.setenv("MINNELIJK_EMAIL", "smtp")
        monkeypatch.setenv("MINNELIJK_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("MINNELIJK_SMTP_PORT", str(server.port))
        monkeypatch.setenv("MINNELIJK_SMTP_SECURITY", "none")
        yield server


def life(name=MAIL):
    return done("template", "show", name, "--json").json


def change(folder, old, new):
    file = folder / f"{MAIL}.txt"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def refer():
    version = done("referral", "offer", CASE, "--json").json["version"]
    done("referral", "consent", CASE, "--version", version, "--words", "ja graag", "--as", "bram")


def by_mail():
    return [one for one in done("partner", "messages", "--json").json_lines if one["route"] == "email"]


def test_a_mail_goes_from_checked_to_published_when_a_person_approves_it(helped):
    before = life()

    said = done("template", "approve", MAIL, "--as", "anna", "--note", "gelezen").out

    after = life()
    assert (before["state"], after["state"]) == ("checked", "published")
    assert f"{MAIL}, version {after['version']}: approved by anna" in said
    assert [(one["by"], one["note"]) for one in after["approvals"]] == [("anna", "gelezen")]
    assert MAIL in done("template", "list").out


def test_another_version_needs_another_approval_and_the_diff_shows_why(helped):
    done("template", "approve", MAIL, "--as", "anna")
    first = life()["version"]

    change(helped, "Onderwerp: ", "Onderwerp: Nieuw. ")

    assert life()["state"] == "checked"
    assert life()["version"] != first
    diff = done("template", "diff", MAIL).out
    assert "+Onderwerp: Nieuw. " in diff
    assert "2 lines differ" in diff


def test_nobody_can_approve_a_mail_that_the_check_refuses(helped):
    file = helped / f"{MAIL}.txt"
    with file.open("a", encoding="utf-8") as text:
        text.write("\nGelieve ons onverwijld te berichten.\n")

    answer = minnelijk("template", "approve", MAIL, "--as", "anna")

    assert answer.code == 1
    assert f"{MAIL} fails the check, so nobody can approve it: email: fail jargon" in answer.err
    assert life()["state"] == "draft"


def test_shows_a_mail_as_a_partner_gets_it_with_its_reading(helped):
    answer = done("preview", MAIL)
    (mail,) = done("preview", MAIL, "--json").json_lines

    assert "email: B1-toets (indicatie): pass" in answer.out
    assert "no text for" not in answer.out
    assert mail["subject"] == "Een nieuwe verwijzing"
    assert "{{" not in mail["body"]
    assert mail["reading"] == "pass"


def test_shows_what_is_wrong_with_a_mail_that_may_not_leave(helped):
    file = helped / f"{MAIL}.txt"
    file.write_text(f"{file.read_text(encoding='utf-8')}\nWij sommeren u te betalen.\n", encoding="utf-8")

    answer = done("preview", MAIL)

    assert "email: B1-toets (indicatie): fail" in answer.out
    assert "'sommeren'" in answer.out


def test_a_mail_to_a_partner_speaks_of_no_case(helped):
    answer = minnelijk("preview", MAIL, "--case", "D-1001")

    assert answer.code == 2
    assert "without --case" in answer.err


def test_one_page_shows_all_templates_and_all_mails(helped, tmp_path):
    done("preview", "--html", tmp_path / "all.html")

    page = (tmp_path / "all.html").read_text(encoding="utf-8")
    names = [one["template"] for one in done("template", "list", "--json").json_lines]
    assert MAIL in names
    assert [name for name in names if f'<h2 id="{name.replace("/", "-")}">{name}</h2>' not in page] == []
    assert len(re.findall(r' id="([^"]+)"', page)) == len(set(re.findall(r' id="([^"]+)"', page)))
    assert "Onderwerp: Een nieuwe verwijzing" in page


def test_a_preview_without_a_name_says_what_to_write(helped):
    answer = minnelijk("preview")

    assert answer.code == 2
    assert "--html" in answer.err


def test_says_which_partners_get_a_mail(helped):
    assert done("template", "uses", MAIL, "--json").json_lines == [
        {"partner": TOWN, "route": "email"},
        {"partner": OCMW, "route": "email"},
    ]
    about_clients = done("template", "uses", "_partners/client_paused", "--json").json_lines
    assert about_clients == [{"partner": OCMW, "route": "email"}]


def test_lists_every_kind_of_mail(helped):
    listed = [one["template"] for one in done("template", "list", "--json").json_lines]

    mails = [name for name in listed if name.startswith("_partners/")]
    assert mails == [f"_partners/{kind}" for kind in PartnerMessageKind]


def test_names_the_mail_that_is_meant(helped):
    answer = minnelijk("template", "show", "_partners/referal")

    assert answer.code == 1
    assert f"did you mean '{MAIL}'" in answer.err


def test_a_provider_gets_a_mail_only_after_a_person_approved_it(helped, mail_server):
    refer()

    refused = done("partner", "tell").out

    assert "1 refused" in refused
    assert mail_server.mails == []
    (one,) = by_mail()
    assert one["outcome"] == "refused"
    because = [task["because"] for task in done("tasks", "list", "--json").json_lines]
    assert any(
        f"template {MAIL}, version {life()['version']}, was not approved by a person" in one
        for one in because
    )
    assert f"run `minnelijk template approve {MAIL} --as NAME`" in minnelijk("check").out


def test_a_provider_gets_a_mail_that_a_person_approved(helped, mail_server):
    done("template", "approve", MAIL, "--as", "anna")
    refer()

    done("partner", "tell")

    (raw,) = mail_server.mails
    mail = email.message_from_bytes(raw, policy=policy.default)
    assert re.search("geldzaken@rivierstad", str(mail["To"]))
    assert by_mail()[0]["outcome"] == "accepted"


def test_the_outbox_takes_a_mail_that_nobody_approved(helped):
    refer()

    done("partner", "tell")

    assert by_mail()[0]["outcome"] == "accepted"
