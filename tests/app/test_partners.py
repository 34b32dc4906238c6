"""Leading people to help by command and through the served site: the register, clients, guidance, arrears."""

import email
import json
import re
from dataclasses import replace
from datetime import timedelta
from email import policy

import httpx
import pytest

from app.wiring import real_clock
from channels.signatures import SIGNATURE, TIMESTAMP, sign
from engine.brake import HERE
from tests.app.command import ROOT, done, minnelijk
from tests.app.processes import a_free_port, answer_of, started
from tests.patience import PATIENCE

CASE, DEBTOR, TOWN, OCMW = "D-1002", "P-1002", "gemeente-rivierstad", "ocmw-scheldestad"
SECRET, CODE = "een-geheim-van-24-tekens-of-meer", "code-1234"


@pytest.fixture
def helped(house, monkeypatch):
    """Lend a house whose partners have a secret and a code, and that others can reach."""
    monkeypatch.setenv("MINNELIJK_PARTNER_SECRETS", json.dumps({TOWN: SECRET}))
    monkeypatch.setenv("MINNELIJK_PARTNER_CODES", json.dumps({TOWN: CODE}))
    monkeypatch.setenv("MINNELIJK_PUBLIC_URL", "https://contact.example")
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(ROOT / "templates" / "nl_b1"))
    return house


def consent(*options):
    version = done("referral", "offer", CASE, "--json").json["version"]
    words = ("--version", version, "--words", "ja graag", "--as", "bram")
    return done("referral", "consent", CASE, *words, *options)


def register():
    return done("referral", "list", "--json").json_lines


def tasks(kind):
    return [one for one in done("tasks", "list", "--json").json_lines if one["kind"] == kind]


def mail_to_partner(desk):
    """Read the one mail to a partner that lies in the outbox."""
    files = sorted((desk.folder / "outbox").rglob("*.eml"))
    (file,) = files
    mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return mail, body.get_content()


def test_a_personal_link_is_given_listed_and_shut(helped):
    given = ("partner", "invite", OCMW, "--for", "loket schuldhulp", "--as")
    assert "who may do this: admin or team_lead" in minnelijk(*given, "bram").err
    said = done(*given, "anna").out
    link = re.search(r"https://contact\.example/partner/toegang/([0-9a-f]{32})", said)
    assert link is not None
    (row,) = done("partner", "links", "--json").json_lines
    assert (row["partner"], row["for"], row["opens"]) == (OCMW, "loket schuldhulp", True)
    assert link[1] not in json.dumps(row) + done("partner", "links").out
    (code,) = re.findall(
        r"^code ([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}): tell it to this person alone", said, re.MULTILINE
    )
    assert row["own_code"] is True
    assert code not in json.dumps(row) + done("partner", "links").out + done("ledger", CASE).out
    assert "has a code of its own" in minnelijk("partner", "code", row["id"], "--as", "anna").err
    refused = minnelijk("partner", "code", row["id"], "--as", "bram")
    assert "who may do this: admin or team_lead" in refused.err

    done("partner", "shut", row["id"], "--as", "anna")

    assert done("partner", "links", "--json").json_lines[0]["opens"] is False
    assert "was shut on" in minnelijk("partner", "shut", row["id"], "--as", "anna").err
    assert "no link" in minnelijk("partner", "shut", "nobody", "--as", "anna").err


def test_a_personal_link_from_before_gets_a_code_of_its_own(helped):
    done("partner", "invite", OCMW, "--for", "loket", "--as", "anna")
    house = helped.open()
    with house.store.begin() as books:
        (made,) = books.partner_passes()
        books.put_pass(replace(made, own_code_at=None))
    house.store.close()
    assert " of the organisation" in done("partner", "links").out

    said = done("partner", "code", made.id, "--as", "anna").out

    assert re.search(
        r"^code [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}: tell it to this person alone", said, re.MULTILINE
    )
    assert " its own" in done("partner", "links").out


def test_from_offer_to_resume_by_command(helped):
    asked = done("referral", "offer", CASE).out
    assert "Mag Gemeente Rivierstad, team Geldzaken u bellen" in asked

    said = consent("--reason", "cannot_pay")

    assert f"to {TOWN}" in said.out
    (one,) = register()
    assert (one["state"], one["reason"], one["way"]) == ("asked", "cannot_pay", "warm")
    assert "warm_referral" in done("pauses", CASE).out
    assert (
        minnelijk("referral", "consent", CASE, "--version", "1999", "--words", "x", "--as", "bram").code == 2
    )
    assert minnelijk("referral", "offer", CASE, "--partner", OCMW).code == 1
    early = done("referral", "resume", one["id"], "--because", "x", "--as", "bram").out
    assert "a second person" in early
    done("partner", "said", TOWN, one["id"], "ended", "--as", "bram")
    resumed = done("referral", "resume", one["id"], "--because", "hulp is klaar", "--as", "bram").out
    assert "collecting may go on" in resumed
    (figures,) = done("referral", "figures", "--json").json_lines
    assert (figures["partner"], figures["counted"]["warm"]) == (TOWN, 1)
    assert "referral" in done("ledger", CASE).out


def test_who_may_not_work_on_cases_leads_nobody_anywhere(helped):
    version = done("referral", "offer", CASE, "--json").json["version"]

    refused = minnelijk("referral", "consent", CASE, "--version", version, "--words", "ja", "--as", "chris")

    assert refused.code == 1
    assert register() == []


def test_a_consent_is_shown_among_the_choices_and_written_nowhere_else(helped):
    consent()

    choices = done("preference", "show", CASE, "--json").json_lines
    (made,) = [one for one in choices if one["field"] == "help_consent"]
    assert made["value"] == f"yes {TOWN} 2026-1"
    assert "team Geldzaken belt u binnen drie werkdagen" in made["words"]
    wrong = minnelijk("preference", "set", CASE, "help_consent", f"yes {TOWN} 2026-1", "--as", "bram")
    assert wrong.code == 2
    assert "minnelijk referral consent" in wrong.err


def test_a_partner_answers_the_served_site_by_link_and_by_signed_call(helped):
    consent()
    assert done("partner", "tell").out.startswith("1 ")
    mail, body = mail_to_partner(helped)
    assert "Y\u0131lmaz" not in mail.as_string() + body
    (path,) = re.findall(r"https://contact\.example(/partner/[0-9a-f]{32})", body)
    (made,) = register()
    port = a_free_port()

    with started("serve", "--port", port) as serving:
        answer_of(f"http://127.0.0.1:{port}/livez")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=PATIENCE) as http:
            assert "Y\u0131lmaz" not in http.get(path).text
            shown = http.post(path, data={"code": CODE, "what": "show"})
            kept = http.post(path, data={"code": CODE, "what": "accepted"})
            event = {"id": "E-1", "about": made["id"], "said": "contacted"}
            signed = call(http, {"events": [event]})
            forged = call(http, {"events": [event]}, "een-ander-geheim-van-24-tekens")
        serving.end()
    done("reconcile")

    assert "Y\u0131lmaz" in shown.text
    assert "Uw antwoord is bewaard" in kept.text
    assert (signed, forged) == (204, 403)
    (after,) = register()
    assert after["state"] == "contacted"
    said = [one["public"].get("said") for one in done("ledger", CASE, "--json").json_lines]
    assert [one for one in said if one] == ["accepted", "contacted"]


def call(http, told, secret=SECRET):
    body = json.dumps(told).encode()
    timestamp = str(int(real_clock().timestamp()))
    headers = {TIMESTAMP: timestamp, SIGNATURE: sign(secret, timestamp, body)}
    return http.post(f"/partners/{TOWN}/events", content=body, headers=headers).status_code


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MINNELIJK_PARTNER_SECRETS", {TOWN: "kort"}),
        ("MINNELIJK_PARTNER_SECRETS", {"niemand": SECRET}),
        ("MINNELIJK_PARTNER_CODES", {TOWN: "1234"}),
    ],
)
def test_a_secret_that_can_be_guessed_or_is_nobodys_is_refused(helped, monkeypatch, name, value):
    monkeypatch.setenv(name, json.dumps(value))

    refused = minnelijk("partner", "list")

    assert refused.code == 2
    assert name in refused.err


def test_a_client_by_phone_is_compared_by_a_person(helped):
    told = ("--name", "M. Yilmaz", "--postcode", "1234AB", "--house-number", "12", "--as", "bram")
    refused = minnelijk("partner", "report", TOWN, "K-1", *told)
    assert refused.code == 1
    assert "no protocol" in refused.err

    said = done("partner", "report", OCMW, "K-1", *told, "--case", CASE).out

    (report,) = done("partner", "clients", "--json").json_lines
    assert report["state"] == "waits", said
    (task,) = tasks("confirm_client")
    assert task["case_id"] == CASE
    compared = done("partner", "compare", report["id"], "--as", "bram", "--json").json
    assert [one["debtor"] for one in compared["likely"]] == [DEBTOR]
    assert minnelijk("partner", "confirm", report["id"], "P-1006", "--as", "bram").code == 1
    confirm = ("partner", "confirm", report["id"], DEBTOR, "--as")
    assert "how you made sure" in minnelijk(*confirm, "bram").err
    proof = ("--proof", "het OCMW las de geboortedatum voor")
    assert "a second person has to say the same" in done(*confirm, "bram", *proof).out
    assert "protocol" not in done("pauses", CASE).out
    assert "a second person decides" in minnelijk(*confirm, "bram", *proof).err
    done(*confirm, "anna", *proof)
    assert "protocol" in done("pauses", CASE).out
    done("partner", "said", OCMW, "K-1", "broken", "--as", "bram")
    done("partner", "resume", report["id"], "--because", "gesproken", "--as", "bram")
    (ended,) = done("partner", "clients", "--all", "--json").json_lines
    assert ended["state"] == "resumed"
    kinds = {one["kind"] for one in done("partner", "messages", "--json").json_lines}
    assert kinds == {"client_in_review", "client_paused", "client_resumed"}


def test_the_register_and_arrears_elsewhere(helped):
    done("referral", "point", CASE, "geldfit", "--reason", "other_arrears", "--as", "bram")
    assert [(one["partner"], one["way"]) for one in register()] == [("geldfit", "pointed")]
    assert "warm_referral" not in done("pauses", CASE).out
    assert (
        minnelijk(
            "arrears", "note", CASE, "energy", "--source", "debtor", "--on", "2999-01-01", "--as", "bram"
        ).code
        == 2
    )

    done("arrears", "note", CASE, "energy", "--source", "debtor", "--as", "bram")

    (one,) = done("arrears", "list", CASE, "--json").json_lines
    assert (one["kind"], one["source"], one["noted_by"]) == ("energy", "debtor", "bram")
    answer = minnelijk(
        "arrangement", "propose", CASE, "--first", in_ten_days(), "--parts", "4", "--as", "bram"
    )
    assert "waits for a person" in answer.out
    (task,) = tasks("agree_arrangement")
    assert "other arrears" in task["because"]
    done("arrears", "ended", CASE, one["id"], "--as", "bram")
    (one,) = done("arrears", "list", CASE, "--json").json_lines
    assert one["ended_at"]


def in_ten_days():
    return (real_clock() + timedelta(days=10)).astimezone(HERE).date().isoformat()


def test_guidance_by_command(helped):
    done("arrears", "note", CASE, "rent", "--source", "debtor", "--as", "bram")
    weighed = done("guidance", "signals", CASE, "--json").json
    assert "other_arrears" in weighed["signals"]
    assert weighed["not_now"] == ""

    done("guidance", "offer", CASE, "--as", "bram")
    (made,) = done("guidance", "show", CASE, "--json").json_lines
    number = made["id"]
    done("guidance", "answer", number, "yes", "--words", "graag", "--as", "bram")
    talk = f"{in_ten_days()}T14:00"
    done("guidance", "agree", number, "--guide", "bram", "--talk", talk, "--as", "bram")
    done("guidance", "step", number, "--next", in_ten_days(), "--as", "bram")
    done("guidance", "broken", number, "--because", "niet verschenen", "--as", "bram")
    done("guidance", "kept", number, "--as", "bram")
    assert "second person" in done("guidance", "stop", number, "--because", "x", "--as", "bram").out

    (after,) = done("guidance", "show", CASE, "--json").json_lines
    assert (after["state"], after["step"], after["guide"]) == ("running", "overview", "bram")
