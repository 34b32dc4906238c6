"""Warm referrals: consent, the partner's mail and call, the stop, the clock, and a person who lets go on."""

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from channels.signatures import SIGNATURE, TIMESTAMP, sign
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.partner_message import PartnerMessageKind
from engine.domain.pause import PauseKind
from engine.domain.referral import Consent, ReferralReason, ReferralState
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import LineKind, Outcome
from engine.referral.offering import offer_of
from engine.referral.referring import Referring
from engine.referral.register import figures, point_the_way
from preferences.change import Field, Through
from preferences.channel import ChannelKind
from tests.builders import NOW, a_campaign
from tests.chance import without_codes
from tests.channels.loopback import serving
from tests.walks.house import a_row, the_organisation
from tests.walks.partners import CODE, OLD_SECRET, SECRET, TOWN, TheirSide, a_town, served, settings_for
from tests.walks.providers import after, loses_the_answer, rejects

#: NOW is a Tuesday: three working days later is Friday, so on Saturday nobody phoned in time
LATE = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
NAME, NUMBER = "Anna Jansen", "+31612345600"


@pytest.fixture
def their_side():
    """Serve a municipality's own address on loopback."""
    side = TheirSide()
    with serving(side.app) as url:
        side.url = f"{url}/verwijzingen"
        yield side


@pytest.fixture
def between(a_house, url, their_side):
    """A house on each database with one case, and a municipality that hears us by mail and by call."""
    house = a_house(
        a_campaign(), url=url, organisation=the_organisation(partners=(a_town(webhook=their_side.url),))
    )
    house.take_in(a_row())
    with house.store.begin() as books:
        books.put_staff("bram", StaffRole.COLLECTOR.value)
        books.put_staff("carla", StaffRole.TEAM_LEAD.value)
    with served(house) as made:
        yield made


def state(between, referral):
    return between.referral(referral.id).state


def stands(between):
    """Say whether the stop of a referral stands."""
    pauses = between.house.file().pauses
    return any(one.kind is PauseKind.WARM_REFERRAL and one.holds(between.house.clock()) for one in pauses)


def follow_ups(between):
    return [one.because for one in between.house.tasks() if one.kind is TaskKind.FOLLOW_REFERRAL]


def lines(between):
    return [one for one in between.house.lines() if one.kind is LineKind.REFERRAL]


def test_a_yes_is_written_down_word_for_word_and_stops_collecting(between):
    made = between.consent()

    choice = between.house.lines("debtor:D-1")[-1]
    assert choice.public["field"] == "help_consent"
    content = between.house.content(choice)
    assert content["value"] == f"yes {TOWN} 2026-1"
    assert "Gemeente Rivierstad, team Geldzaken belt u binnen drie werkdagen." in content["words"]
    (line,) = lines(between)
    assert (line.public["version"], line.public["reason"]) == ("2026-1", "asked_for_help")
    assert between.house.content(line)["words"] == "ja graag"
    assert (str(made.contact_due_on), str(made.stop_last)) == ("2026-03-13", "2026-04-09")
    assert stands(between)
    between.house.play(days=9)
    assert [call.message.text.template for call in between.house.taken] == ["doorverwijzing_bevestiging"]


def test_the_debtor_hears_who_phones_and_until_when_it_is_quiet(between):
    between.consent()
    between.house.decide()
    between.house.send()

    (told,) = between.house.taken
    assert "Gemeente Rivierstad, team Geldzaken" in told.message.text.body
    assert "9 april 2026" in told.message.text.body


def test_a_stop_of_the_house_holds_what_waits_behind_a_mail_under_way(a_house, url):
    """Partners answer slowly: whoever stops the house in the middle of many mails stops the next one."""
    house = a_house(a_campaign(), url=url, organisation=the_organisation(partners=(a_town(),)))
    house.take_in(a_row(), a_row(case_id="C-2", debtor_id="D-2"))

    def stop(*, stopped=True):
        with house.store.begin() as books:
            books.stop_house(stopped=stopped)

    with served(house) as between:
        for number in (1, 2):
            between.consent(f"C-{number}", debtor_id=f"D-{number}")
        house.channels[ChannelKind.EMAIL].answer(after(stop))

        assert between.post() == {Outcome.ACCEPTED: 1}
        assert between.post() == {}
        stop(stopped=False)
        assert between.post() == {Outcome.ACCEPTED: 1}
        assert len(between.mails()) == 2


def test_the_partner_is_mailed_and_called_once_each_with_no_more_than_it_needs(between, their_side):
    made = between.consent()

    handed = between.post()

    assert handed == {Outcome.ACCEPTED: 2}
    assert between.post() == {}
    (mail,) = between.mails()
    for secret in (NAME, "Jansen", NUMBER, "120", "Huur", "1234"):
        assert secret not in without_codes(mail.text.body + mail.text.subject)
    (called,) = their_side.told
    assert called["person"] == {"name": NAME, "phone": NUMBER}
    assert (called["referral"], called["phone_before"]) == (made.id, "2026-03-13")
    assert set(called) == {
        *("id", "kind", "partner", "referral", "phone_before", "quiet_until", "person", "consent")
    }
    headers, body = their_side.calls[0]
    assert headers[SIGNATURE] == sign(SECRET, headers[TIMESTAMP], body)


def test_a_killed_hand_over_is_called_again_and_never_mailed_again(between, their_side):
    between.consent()
    with between.house.store.begin() as books:
        due = books.claim_partner_messages(between.house.clock(), 10)
        for one in due:
            # as if the process ended just here
            books.put_partner_message(
                type(one)(
                    **{
                        **{name: getattr(one, name) for name in one.__slots__},
                        "outcome": Outcome.INTENDED,
                        "tries": 1,
                        "due_at": between.house.clock() + timedelta(minutes=10),
                    }
                )
            )
    assert between.post() == {}
    between.house.let_pass(minutes=11)
    between.post()
    between.house.let_pass(minutes=11)
    between.post()

    assert between.mails() == []
    assert len(their_side.calls) == 1
    assert any("phone them" in because for because in follow_ups(between))


def test_a_call_without_a_clear_answer_is_made_again_with_the_same_id(between, their_side):
    their_side.answers += [500, 503]
    between.consent()
    for _ in range(3):
        between.post()
        between.house.let_pass(minutes=20)

    assert len({called["id"] for called in their_side.told}) == 1
    assert len(their_side.calls) == 3
    assert between.post() == {}


def test_a_mail_in_doubt_goes_to_a_person(between):
    between.consent()
    between.house.channels["email"].answer(loses_the_answer)
    between.post()
    between.house.let_pass(days=1)
    between.post()

    assert len(between.mails()) == 1
    assert any("in_doubt; phone them" in because for because in follow_ups(between))


def test_a_mailbox_that_does_not_work_goes_to_a_person(between):
    between.consent()
    between.house.channels["email"].answer(rejects)
    between.post()

    assert any("bounced; phone them" in because for because in follow_ups(between))


def test_nothing_leaves_to_a_partner_while_the_house_stands_still(between, their_side):
    between.consent()
    between.house.steer(lambda act: act.house.stop_everything())

    assert between.post() == {}
    assert their_side.calls == []


def test_a_consent_that_is_taken_back_before_the_message_left_tells_nobodys_name(between, their_side):
    made = between.consent()
    between.act(Referring, lambda one: one.withdraw(made.id, "toch maar niet", Through.AGENT))
    between.post()

    assert [called["kind"] for called in their_side.told] == ["withdrawn"]
    assert NAME not in json.dumps(their_side.told)
    assert state(between, made) is ReferralState.WITHDRAWN
    assert stands(between)
    values = [between.house.content(one)["value"] for one in between.house.lines("debtor:D-1")]
    assert [value.split()[0] for value in values] == ["yes", "withdrawn"]


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("accepted", ReferralState.ACCEPTED),
        ("declined", ReferralState.DECLINED),
        ("no_contact", ReferralState.NOT_REACHED),
        ("contacted", ReferralState.CONTACTED),
        ("started", ReferralState.STARTED),
        ("ended", ReferralState.ENDED),
    ],
)
def test_each_word_of_the_partner_has_its_effect_once(between, said, after):
    made = between.consent()
    event = between.say(made.id, said, 1)

    for _ in range(3):
        assert between.call(TOWN, event) == 204
    between.work_calls()
    again = {**event, "at": (between.house.clock() - timedelta(hours=1)).isoformat()}
    assert between.call(TOWN, again) == 204
    between.work_calls()

    assert state(between, made) is after
    assert stands(between)
    heard = [one for one in lines(between) if one.public.get("said")]
    assert [one.public["said"] for one in heard] == [said]
    waits = [because for because in follow_ups(between) if "paused for" not in because]
    assert len(waits) == (0 if said in {"accepted", "contacted"} else 1)


def test_words_in_any_order_come_to_the_same_end(between):
    made = between.consent()
    told = ("accepted", "no_contact", "contacted", "started")
    hours = {said: number for number, said in enumerate(told)}
    for number, said in enumerate(reversed(told)):
        at = between.house.clock() - timedelta(minutes=10 * (4 - hours[said]))
        between.call(TOWN, between.say(made.id, said, number, at))
        between.work_calls()

    after = between.referral(made.id)
    assert after.state is ReferralState.STARTED
    assert after.contacted_at == between.house.clock() - timedelta(minutes=20)


def test_a_call_of_a_stranger_changes_nothing(between):
    made = between.consent()
    event = between.say(made.id, "contacted", 1)

    assert between.call(TOWN, event, secret="geraden-geheim-van-24-tekens") == 403
    assert between.call(TOWN, event, body=b'{"events": []}') == 403
    assert between.call(TOWN, event, ahead=timedelta(hours=-1)) == 403
    assert between.call(TOWN, event, secret="") == 403
    between.work_calls()
    assert state(between, made) is ReferralState.ASKED

    assert between.call(TOWN, event, secret=OLD_SECRET) == 204
    between.work_calls()
    assert state(between, made) is ReferralState.CONTACTED


def test_a_partner_never_steers_the_work_of_another(a_house, url):
    other = a_town(id="andere-gemeente", email="andere@stad.example")
    house = a_house(a_campaign(), url=url, organisation=the_organisation(partners=(a_town(), other)))
    house.take_in(a_row())
    with served(house, settings_for(TOWN)) as between:
        made = between.consent()
        # a partner without a secret has a door that is shut
        assert between.call("andere-gemeente", between.say(made.id, "ended", 1)) == 503
    with served(house) as between:
        assert between.call("andere-gemeente", between.say(made.id, "ended", 2)) == 204
        assert between.work_calls().for_person == 1
        assert state(between, made) is ReferralState.ASKED


def test_a_call_that_nobody_can_read_is_kept_for_a_person(between):
    assert between.call(TOWN, {"id": "E-1", "said": "misschien", "about": "x"}) == 204
    assert between.work_calls().unreadable == 1


def test_nobody_phoned_in_three_working_days_is_an_alarm_once(between, their_side):
    made = between.consent()
    between.post()
    between.house.go_to(datetime(2026, 3, 13, 20, 0, tzinfo=UTC))
    assert between.watch() == 0

    between.house.go_to(LATE)
    between.watch()
    between.watch()
    between.post()

    assert [one for one in follow_ups(between) if "ALARM" in one] == follow_ups(between)
    assert len(follow_ups(between)) == 1
    assert [called["kind"] for called in their_side.told] == ["referral", "reminder"]
    assert between.referral(made.id).alarmed_at == LATE
    assert [one.public["alarm"] for one in lines(between) if "alarm" in one.public] == [True]


def test_who_was_phoned_in_time_gives_no_alarm(between):
    made = between.consent()
    between.call(TOWN, between.say(made.id, "contacted", 1))
    between.work_calls()
    between.house.go_to(LATE)

    assert between.watch() == 0
    assert follow_ups(between) == []


def test_after_the_stop_only_a_person_lets_collecting_go_on(between):
    made = between.consent()
    between.call(TOWN, between.say(made.id, "contacted", 1))
    between.work_calls()
    between.house.go_to(NOW + timedelta(days=31))
    between.watch()
    between.house.decide()
    between.house.send()
    campaign = [call for call in between.house.taken if "doorverwijzing" not in call.message.text.template]
    assert campaign == []
    assert follow_ups(between) == ["the days of the stop are over: extend it on proof, or resume"]

    after = between.act(Referring, lambda one: one.resume(made.id, "de hulp is klaar"))

    assert after.state is ReferralState.RESUMED
    assert not stands(between)
    assert follow_ups(between) == []
    between.house.play(days=3)
    assert any("doorverwijzing" not in call.message.text.template for call in between.house.taken)


def test_before_its_time_the_stop_takes_two_people(between):
    made = between.consent()
    resume = lambda one: one.resume(made.id, "wij willen verder")  # noqa: E731 - the same act three times

    assert between.act(Referring, resume, "bram") is None
    assert stands(between)
    with pytest.raises(NotAllowed, match="a second person decides"):
        between.act(Referring, resume, "bram")
    after = between.act(Referring, resume, "carla")

    assert after.state is ReferralState.RESUMED
    assert not stands(between)


def test_the_stop_lasts_longer_on_proof_and_on_nothing_else(between):
    made = between.consent()
    day = made.stop_last + timedelta(days=60)
    with pytest.raises(NotAllowed, match="which proof"):
        between.act(Referring, lambda one: one.extend(made.id, day, " "))
    with pytest.raises(NotAllowed, match="later day"):
        between.act(Referring, lambda one: one.extend(made.id, made.stop_last, "brief"))

    between.act(Referring, lambda one: one.extend(made.id, day, "brief van de gemeente van 1 april"))

    assert between.referral(made.id).stop_last == day
    assert between.house.content(lines(between)[-1]) == {"proof": "brief van de gemeente van 1 april"}
    between.house.go_to(NOW + timedelta(days=40))
    between.watch()
    assert "the days of the stop are over: extend it on proof, or resume" not in follow_ups(between)
    assert stands(between)


def test_a_second_yes_while_one_stands_is_refused(between):
    between.consent()

    with pytest.raises(NotAllowed, match="stands already"):
        between.consent()


def test_other_words_than_those_of_the_version_are_no_consent(between):
    file = between.house.file()
    offer = offer_of(between.organisation.partner(TOWN), file.cases[0], file.debtor)
    assert offer is not None
    given = Consent(
        wording="Mag iedereen u bellen?",
        version=offer.version,
        through=Through.REPLY,
        at=NOW,
    )

    with pytest.raises(NotAllowed, match="ask again"):
        between.act(Referring, lambda one: one.consent("C-1", offer, given, ReferralReason.CANNOT_PAY))
    assert not stands(between)


def test_a_no_is_written_down_and_changes_nothing(between):
    file = between.house.file()
    offer = offer_of(between.organisation.partner(TOWN), file.cases[0], file.debtor)
    assert offer is not None

    between.act(Referring, lambda one: one.refuse("C-1", offer, Through.AGENT))

    assert not stands(between)
    (choice,) = between.house.lines("debtor:D-1")
    assert between.house.content(choice)["value"].startswith("no ")
    assert choice.public["field"] == Field.HELP_CONSENT.value


def test_a_page_shows_nobody_without_the_code_and_reading_it_changes_nothing(between):
    made = between.consent()
    between.post()
    path = between.link()

    assert re.fullmatch(r"/partner/[0-9a-f]{32}", path)
    for _ in range(3):
        page = between.browse("GET", path)
        assert page.status_code == 200
        assert NAME not in page.text
        assert NUMBER not in page.text
        assert "<script" not in page.text
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["cache-control"] == "no-store"
    assert between.browse("HEAD", path).status_code == 200
    wrong = between.browse("POST", path, data={"code": "geraden99", "what": "contacted"})
    assert wrong.status_code == 403
    between.work_calls()
    assert state(between, made) is ReferralState.ASKED


def test_with_the_code_a_partner_sees_whom_to_phone_and_answers(between):
    made = between.consent()
    between.post()
    path = between.link()

    shown = between.browse("POST", path, data={"code": CODE, "what": "show"})
    assert NAME in shown.text
    assert NUMBER in shown.text
    assert "120" not in without_codes(shown.text)
    for _ in range(2):
        answered = between.browse("POST", path, data={"code": CODE, "what": "contacted"})
        assert "Uw antwoord is bewaard" in answered.text
    between.work_calls()

    assert state(between, made) is ReferralState.CONTACTED
    assert len([one for one in lines(between) if one.public.get("said")]) == 1
    assert "Melden: De hulp is begonnen" in between.browse("GET", path).text


def test_too_many_wrong_codes_shut_a_link_for_a_day(between):
    between.consent()
    between.post()
    path = between.link()
    for _ in range(5):
        assert between.browse("POST", path, data={"code": "geraden99", "what": "show"}).status_code == 403

    assert between.browse("POST", path, data={"code": CODE, "what": "show"}).status_code == 429
    between.house.let_pass(hours=25)
    assert NAME in between.browse("POST", path, data={"code": CODE, "what": "show"}).text


def test_a_link_ends_with_the_consent(between):
    made = between.consent()
    between.post()
    path = between.link()
    between.act(Referring, lambda one: one.withdraw(made.id, "nee toch niet", Through.AGENT))

    assert between.browse("GET", path).status_code == 404
    assert between.browse("POST", path, data={"code": CODE, "what": "show"}).status_code == 404
    assert between.browse("GET", "/partner/" + 32 * "0").status_code == 404


def test_the_figures_say_how_many_were_phoned_in_time(between):
    made = between.consent()
    between.call(TOWN, between.say(made.id, "contacted", 1))
    between.work_calls()
    pointed = between.act(
        lambda pen: pen, lambda pen: point_the_way(pen, "C-1", TOWN, ReferralReason.OTHER_ARREARS)
    )

    with between.house.store.read() as books:
        counted = figures(books.all_referrals(NOW - timedelta(days=1)), {})[TOWN]
    assert pointed.state is ReferralState.POINTED
    assert (counted.pointed, counted.warm, counted.in_time, counted.share_in_time) == (1, 1, 1, 1.0)


def test_the_messages_of_a_referral_stand_in_the_record_without_names(between):
    made = between.consent()
    between.post()

    with between.house.store.read() as books:
        told = books.partner_messages(made.id)
        assert books.verify("case:C-1") is None
    assert {one.kind for one in told} == {PartnerMessageKind.REFERRAL}
    written = json.dumps([dict(one.public) for one in between.house.lines()])
    assert NAME not in written
    assert NUMBER not in written


def test_the_order_of_words_never_matters():
    from engine.domain.partner import PartnerSaid  # noqa: PLC0415 - only this test asks
    from engine.referral.transitions import REFERRALS  # noqa: PLC0415 - only this test asks

    words = ("accepted", "no_contact", "contacted", "started", "ended")
    ends = set()
    for order in permutations(words):
        at = ReferralState.ASKED
        for said in order:
            at = REFERRALS[at].get(PartnerSaid(said), at)
        ends.add(at)

    assert ends == {ReferralState.ENDED}
