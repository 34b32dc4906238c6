"""Clients of a partner with a protocol: found beyond doubt or by a person, at rest while it is kept."""

import json
from datetime import date, timedelta
from itertools import permutations

import pytest

from engine.domain.client_report import ReportState
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.partner import ClientDetails
from engine.domain.pause import PauseKind
from engine.domain.people import Debtor
from engine.domain.staff import StaffRole
from engine.referral.clients import Clients
from engine.referral.matching import Likeness, MatchField, SameName, compare_names, ranked, the_one
from tests.builders import NOW, a_campaign, a_debtor
from tests.chance import without_codes
from tests.walks.house import a_row, the_organisation
from tests.walks.partners import OCMW, an_ocmw, served

BORN = "1980-05-31"
ANNA = {
    "name": "Anna Jansen",
    "birth_date": BORN,
    "postcode": "1234AB",
    "house_number": "12",
    "phone": "+31 6 123 456 00",
}


@pytest.fixture
def between(a_house, url):
    """A house on each database: Anna with two cases, and her namesake Bas at the same address."""
    house = a_house(a_campaign(), url=url, organisation=the_organisation(partners=(an_ocmw(),)))
    house.take_in(
        a_row(birth_date=BORN),
        a_row("C-2", birth_date=BORN),
        a_row("C-3", "D-3", debtor_name="Bas Jansen", birth_date="2001-01-01", email="bas@post.example"),
    )
    with house.store.begin() as books:
        books.put_staff("bram", StaffRole.COLLECTOR.value)
        books.put_staff("carla", StaffRole.TEAM_LEAD.value)
    with served(house) as made:
        yield made


def tell(between, said, number, client=None, reference="K-7"):
    """Let the OCMW make a signed call, and work it."""
    event = between.say(reference, said, number)
    if client is not None:
        event["client"] = client
    assert between.call(OCMW, event) == 204
    return between.work_calls()


def the_report(between, reference="K-7"):
    with between.house.store.read() as books:
        return books.report_of(OCMW, reference)


def stands(between, debtor_id="D-1"):
    pauses = between.house.file(debtor_id).pauses
    return any(one.kind is PauseKind.PROTOCOL and one.holds(between.house.clock()) for one in pauses)


def told(between):
    """Give the kinds of mails that left to the OCMW, in order."""
    between.post()
    return [message.text.template.removeprefix("_partners/") for message in between.mails(OCMW)]


def tasks(between, kind):
    return [one for one in between.house.tasks() if one.kind is kind]


def test_a_client_beyond_doubt_is_found_and_all_cases_rest(between):
    for _ in range(2):
        tell(between, "reported", 1, ANNA)

    report = the_report(between)
    assert (report.state, report.debtor_id) == (ReportState.RUNNING, "D-1")
    assert stands(between)
    assert not stands(between, "D-3")
    assert told(between) == ["client_paused"]
    between.house.play(days=20)
    left = {call.message.to.value for call in between.house.taken}
    assert "a.jansen@post.example" not in left


def test_no_mail_to_a_partner_names_anybody(between):
    tell(between, "reported", 1, ANNA)
    tell(between, "reported", 2, {**ANNA, "birth_date": "1999-09-09"}, reference="K-8")
    tell(between, "reported", 3, {"name": "Z. Niemand", "birth_date": "1950-01-01"}, reference="K-9")

    assert sorted(told(between)) == ["client_in_review", "client_not_found", "client_paused"]
    words = without_codes("".join(one.text.subject + one.text.body for one in between.mails(OCMW)))
    for personal in ("Jansen", "Niemand", "1234", "612345600", BORN, "120,50"):
        assert personal not in words


@pytest.mark.parametrize(
    "change",
    [
        {"birth_date": "1980-05-13"},
        {"birth_date": ""},
        {"name": "A. Jansen"},
        {"name": "A. Jansen", "case_id": "C-1"},
        {"name": "Anna Maria Jansen"},
        {"name": "A. Janssen"},
        {"name": "C. Jansen"},
        {"house_number": "14"},
        {"postcode": "", "phone": ""},
        {"case_id": "C-3"},
    ],
    ids=lambda change: ",".join(f"{key}={value}" for key, value in change.items()),
)
def test_whenever_one_thing_does_not_fit_a_person_compares_first(between, change):
    tell(
        between,
        "reported",
        1,
        {**ANNA, "email": "a.jansen@post.example"} | change | ({"email": ""} if "postcode" in change else {}),
    )

    report = the_report(between)
    assert report.state is ReportState.WAITS
    assert (report.debtor_id, report.case_id) == (None, None)
    assert not stands(between)
    assert told(between) == ["client_in_review"]
    (task,) = tasks(between, TaskKind.CONFIRM_CLIENT)
    assert "partner compare" in task.because


def confirm(between, report, debtor_id="D-1", proof="alle voornamen gehoord", actor="anna"):
    return between.act(Clients, lambda one: one.decide(report.id, debtor_id, proof), actor)


def test_a_person_confirms_with_a_proof_and_only_somebody_who_resembles_the_client(between):
    tell(between, "reported", 1, {**ANNA, "name": "A. Jansen"})
    report = the_report(between)
    assert told(between) == ["client_in_review"]
    # Bas lives there too, and has the same family name
    for somebody_else in ("D-99", "D-3"):
        with pytest.raises(NotAllowed, match="does not resemble"):
            confirm(between, report, somebody_else)
    with pytest.raises(NotAllowed, match="how you made sure"):
        confirm(between, report, proof=" ")
    assert not stands(between)

    after = confirm(between, report)

    assert (after.state, after.debtor_id) == (ReportState.RUNNING, "D-1")
    assert stands(between)
    assert tasks(between, TaskKind.CONFIRM_CLIENT) == []
    assert told(between) == ["client_in_review", "client_paused"]
    with between.house.store.read() as books:
        assert books.reported_client(report.id) is None
    with pytest.raises(NotAllowed, match="waits for nobody"):
        confirm(between, report, "D-3")
    line = next(one for one in between.house.lines() if one.public.get("by_person"))
    assert line.public["agrees"] == ["address", "birth_date", "like_name", "phone"]
    assert between.house.content(line) == {"proof": "alle voornamen gehoord"}


@pytest.mark.parametrize("change", [{"birth_date": "1980-05-13"}, {"birth_date": ""}, {"house_number": "14"}])
def test_where_something_does_not_fit_two_people_have_to_say_the_same(between, change):
    tell(between, "reported", 1, {**ANNA, **change})
    report = the_report(between)

    assert confirm(between, report, actor="bram") is None
    with pytest.raises(NotAllowed, match="a second person decides"):
        confirm(between, report, actor="bram")
    assert (the_report(between).state, told(between)) == (ReportState.WAITS, ["client_in_review"])
    assert not stands(between)
    assert len(tasks(between, TaskKind.CONFIRM_CLIENT)) == 1

    assert confirm(between, report, actor="carla").state is ReportState.RUNNING
    assert told(between)[-1] == "client_paused"
    assert tasks(between, TaskKind.CONFIRM_CLIENT) == []


def test_a_twin_with_the_same_letter_at_the_same_address_is_never_taken_for_the_debtor(between):
    """The twin opened our letter to "A. Jansen", and the partner reads the number of the case from it."""
    tell(between, "reported", 1, {**ANNA, "name": "A. Jansen", "phone": "", "case_id": "C-1"})
    tell(between, "reported", 2, {**ANNA, "name": "Arie Jansen", "phone": "", "case_id": "C-1"}, "K-8")

    assert [the_report(between, one).state for one in ("K-7", "K-8")] == [ReportState.WAITS] * 2
    assert not stands(between)
    assert told(between) == ["client_in_review"] * 2
    # by his own name he takes two people, who have to say how they made sure
    assert confirm(between, the_report(between, "K-8"), actor="bram") is None


def test_a_person_says_that_it_is_nobody_of_ours(between):
    tell(between, "reported", 1, {**ANNA, "birth_date": "1980-05-13"})

    after = between.act(Clients, lambda one: one.decide(the_report(between).id, ""))

    assert after.state is ReportState.NOT_FOUND
    assert not stands(between)
    # that a person looks at it is not told any more when that was done already
    assert told(between) == ["client_not_found"]


def test_what_a_partner_told_stands_sealed_until_it_was_compared(between):
    tell(between, "reported", 1, {**ANNA, "birth_date": "1980-05-13"})
    report = the_report(between)

    with between.house.store.reading() as connection:
        row = connection.exec_driver_sql("SELECT * FROM client_report").mappings().one()
    assert row["sealed"]
    assert b"Jansen" not in bytes(row["sealed"])
    assert "Jansen" not in json.dumps({name: str(value) for name, value in row.items() if name != "sealed"})
    with between.house.store.read() as books:
        client = books.reported_client(report.id)
    assert (client.name, client.birth_date, client.phone) == (
        "Anna Jansen",
        date(1980, 5, 13),
        "+31612345600",
    )


def test_a_broken_agreement_is_a_persons_and_nothing_goes_on_by_itself(between):
    tell(between, "reported", 1, ANNA)
    tell(between, "broken", 2)

    assert the_report(between).state is ReportState.BROKEN
    assert stands(between)
    assert any("not kept" in one.because for one in tasks(between, TaskKind.FOLLOW_DEBT_HELP))
    between.house.play(days=30)
    assert all(call.message.to.value != "a.jansen@post.example" for call in between.house.taken)

    after = between.act(Clients, lambda one: one.resume(the_report(between).id, "gesproken"), "bram")
    assert after.state is ReportState.RESUMED
    assert not stands(between)
    assert told(between)[-1] == "client_resumed"


def test_while_the_agreements_hold_it_takes_two_people(between):
    tell(between, "reported", 1, ANNA)
    report = the_report(between)
    resume = lambda one: one.resume(report.id, "wij willen verder")  # noqa: E731 - the same act twice

    assert between.act(Clients, resume, "bram") is None
    assert stands(between)
    assert between.act(Clients, resume, "carla").state is ReportState.RESUMED


def test_kept_again_takes_the_task_away(between):
    tell(between, "reported", 1, ANNA)
    tell(between, "broken", 2)
    tell(between, "kept", 3)

    assert the_report(between).state is ReportState.RUNNING
    assert tasks(between, TaskKind.FOLLOW_DEBT_HELP) == []


def test_the_partner_hears_how_it_stands_and_is_asked_when_it_is_silent(between):
    tell(between, "reported", 1, ANNA)
    for _ in range(10):
        between.house.let_pass(days=10)
        between.watch()
        between.post()

    kinds = told(between)
    assert kinds.count("client_status") == 3
    assert kinds.count("client_word_asked") == 1
    assert any("no word" in one.because for one in tasks(between, TaskKind.FOLLOW_DEBT_HELP))
    assert stands(between)


def calls_waiting(between):
    with between.house.store.read() as books:
        return [one.said for one in books.calls_for_people()]


def tell_at(between, number, said, client=ANNA, reference="K-7"):
    """Let a word come in that was said so many minutes after the beginning."""
    at = STARTED + timedelta(minutes=number)
    event = between.say(reference, said, number, at)
    assert between.call(OCMW, event | ({"client": client} if said == "reported" else {})) == 204
    between.work_calls()
    # a call that waited is worked when its turn comes again
    between.work_calls()


STARTED = NOW - timedelta(hours=1)
WORDS = ("reported", "kept", "broken")


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_words_that_come_before_their_report_count_when_it_comes(between, order):
    for number in order:
        tell_at(between, number, WORDS[number])

    report = the_report(between)
    assert (report.state, report.debtor_id) == (ReportState.BROKEN, "D-1")
    assert report.heard_at == STARTED + timedelta(minutes=2)
    assert calls_waiting(between) == []
    assert len(tasks(between, TaskKind.FOLLOW_DEBT_HELP)) >= 1


def test_a_word_that_ends_it_counts_also_when_it_came_first(between):
    tell_at(between, 1, "ended")
    assert calls_waiting(between) == ["a partner speaks of a referral or client that we do not know"]

    tell_at(between, 0, "reported")

    assert the_report(between).state is ReportState.ENDED
    assert calls_waiting(between) == []


def test_words_about_a_client_who_is_compared_count_when_a_person_decided(between):
    tell_at(between, 1, "broken")
    tell_at(between, 0, "reported", {**ANNA, "name": "A. Jansen"})
    assert the_report(between).state is ReportState.WAITS
    assert len(calls_waiting(between)) == 1
    tell_at(between, 2, "kept")
    assert len(calls_waiting(between)) == 2

    confirm(between, the_report(between))
    between.work_calls()

    assert the_report(between).state is ReportState.RUNNING
    assert the_report(between).heard_at == STARTED + timedelta(minutes=2)
    assert calls_waiting(between) == []


def test_a_report_wakes_no_word_about_another_client_and_nobody_of_ours_none(between):
    tell_at(between, 1, "broken", reference="K-8")
    tell_at(between, 2, "reported")
    assert len(calls_waiting(between)) == 1

    tell_at(between, 3, "reported", {"name": "Z. Niemand", "birth_date": "1950-01-01"}, reference="K-8")

    assert the_report(between, "K-8").state is ReportState.NOT_FOUND
    assert len(calls_waiting(between)) == 1
    assert the_report(between).state is ReportState.RUNNING


def test_one_call_may_tell_of_a_client_before_it_reports_them(between):
    events = [between.say("K-7", "broken", 1), {**between.say("K-7", "reported", 0), "client": ANNA}]
    assert between.call(OCMW, *events) == 204
    between.work_calls()

    assert the_report(between).state is ReportState.BROKEN
    assert calls_waiting(between) == []


def test_a_partner_without_a_protocol_reports_nobody(a_house, sqlite_url):
    house = a_house(
        a_campaign(), url=sqlite_url, organisation=the_organisation(partners=(an_ocmw(protocol=None),))
    )
    house.take_in(a_row(birth_date=BORN))
    with served(house) as between:
        assert tell(between, "reported", 1, ANNA).for_person == 1
        assert not stands(between)
        assert tell(between, "kept", 2).for_person == 1


ROW = ClientDetails(
    name="Anna Jansen",
    birth_date=date(1980, 5, 31),
    postcode="1234 AB",
    house_number="12",
    email="x@y.example",
)


@pytest.mark.parametrize(
    ("told", "ours", "same"),
    [
        ("Anna Jansen", "Anna Jansen", SameName.YES),
        ("JANSEN, Anna", "Mw. Anna Jansen", SameName.YES),
        ("José de la Cruz", "Jose de la Cruz", SameName.YES),
        ("Jan-Peter van den Berg", "Jan Peter van den Berg", SameName.YES),
        ("A. Jansen", "Anna Jansen", SameName.LIKE),
        ("Anna Jansen", "A. jansen", SameName.LIKE),
        ("A. Jansen", "A. Jansen", SameName.LIKE),
        ("Jansen, Anna", "A. Jansen", SameName.LIKE),
        ("Mw. A. Jansen", "Anna Jansen", SameName.LIKE),
        # a brother may be Jan-Peter
        ("Jan van den Berg", "Jan-Peter van den Berg", SameName.LIKE),
        ("Anna M. Jansen", "Anna Maria Jansen", SameName.LIKE),
        ("M. Yilmaz", "M. Y\u0131lmaz", SameName.NO),  # a letter that has no plain twin: a person looks
        ("J. van der Berg", "Jan van den Berg", SameName.NO),
        ("Anna Maria Jansen", "Anna Marie Jansen", SameName.NO),
        ("B. Jansen", "Anna Jansen", SameName.NO),
        ("A. Janssen", "Anna Jansen", SameName.NO),
        ("Jansen", "Anna Jansen", None),
        ("", "Anna Jansen", None),
    ],
)
def test_names_of_one_person(told, ours, same):
    assert compare_names(told, ours) is same


def test_two_who_both_fit_are_for_a_person():
    born = ROW.birth_date
    twins: list[tuple[Debtor, list[str]]] = [
        (a_debtor("D-1", birth_date=born), []),
        (a_debtor("D-2", birth_date=born), []),
    ]

    likely = ranked(ROW, twins)

    assert [one.debtor_id for one in likely] == ["D-1", "D-2"]
    assert the_one(likely) is None
    assert the_one(likely[:1]) is likely[0]


@pytest.mark.parametrize("missing", [MatchField.NAME, MatchField.BIRTH_DATE, MatchField.ADDRESS])
def test_each_field_is_needed(missing):
    all_three = {MatchField.NAME, MatchField.BIRTH_DATE, MatchField.ADDRESS}

    assert Likeness(debtor_id="D", agrees=frozenset(all_three), differs=frozenset()).is_exact
    assert not Likeness(debtor_id="D", agrees=frozenset(all_three - {missing}), differs=frozenset()).is_exact
    assert not Likeness(
        debtor_id="D", agrees=frozenset({*all_three, MatchField.PHONE}), differs=frozenset({MatchField.CASE})
    ).is_exact


def test_a_report_by_phone_works_as_a_call_does(between):
    client = ClientDetails(
        name="Anna Jansen", birth_date=date(1980, 5, 31), postcode="1234AB", house_number="12"
    )

    made = between.act(Clients, lambda one: one.report(OCMW, "K-1", client))

    assert (made.state, made.debtor_id) == (ReportState.RUNNING, "D-1")
    with pytest.raises(NotAllowed, match="before"):
        between.act(Clients, lambda one: one.report(OCMW, "K-1", client))
    between.house.let_pass(days=1)
    assert timedelta() < between.house.clock() - made.made_at
