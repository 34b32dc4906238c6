"""What the rules say of answers and confirmations: no new approach by us, and still not to everybody."""

from datetime import timedelta

import pytest

from engine.domain.case import CaseStatus, Jurisdiction, Phase
from engine.domain.contact import Contact
from engine.domain.decision import Ruling
from engine.domain.notice import NoticeKind
from engine.domain.pause import PauseKind
from engine.policy.amicable_clock import amicable_track_runs
from engine.policy.be.notice_first import formal_notice_comes_first
from engine.policy.be.reminder_first import first_reminder_was_sent
from engine.policy.facts import Facts
from engine.policy.frequency import not_too_often
from engine.policy.house_stop import house_is_open
from engine.policy.one_at_a_time import one_at_a_time
from engine.policy.pauses import nobody_asked_for_quiet
from engine.policy.standing import case_stands_open
from tests.builders import NOW, a_cap, a_case, a_contact, a_creditor, a_notice, a_pause, a_position, days_ago
from tests.facts import facts

ANSWER, HELP, AGREED, NEWS = NoticeKind.ANSWER, NoticeKind.HELP, NoticeKind.AGREED, NoticeKind.NEWS
SILENT = {PauseKind.DEATH, PauseKind.DANGER, PauseKind.OWN_WISH}
SPOKEN_FOR = {
    PauseKind.INSOLVENCY,
    PauseKind.COLLECTIVE_SETTLEMENT,
    PauseKind.BEWIND,
    PauseKind.CURATELE,
    PauseKind.MINOR,
    PauseKind.HELPER,
    PauseKind.PROTOCOL,
}
PASSES = {
    ANSWER: set(PauseKind) - SILENT,
    HELP: set(PauseKind) - {PauseKind.DEATH},
    AGREED: set(PauseKind) - SILENT - SPOKEN_FOR,
    NEWS: {PauseKind.ARRANGEMENT},
    NoticeKind.SORRY: set(PauseKind) - SILENT,
}


def told(kind: NoticeKind, **changes) -> Facts:
    return facts(notice=a_notice(kind=kind), **changes)


def a_recent_contact() -> Contact:
    return a_contact("R-1", at=NOW - timedelta(hours=1))


@pytest.mark.parametrize("pause", PauseKind)
@pytest.mark.parametrize("kind", NoticeKind)
def test_which_pause_lets_which_notice_pass(kind, pause):
    verdict = nobody_asked_for_quiet(told(kind, pauses=(a_pause(kind=pause, until=None),)))

    assert (verdict.ruling is Ruling.ALLOW) is (pause in PASSES[kind])


@pytest.mark.parametrize("rule", [not_too_often, one_at_a_time])
@pytest.mark.parametrize("kind", NoticeKind)
def test_only_our_own_news_is_a_new_approach(rule, kind):
    verdict = rule(told(kind, contacts=(a_recent_contact(),), caps=(a_cap(contacts=1),)))

    assert verdict.ruling is (Ruling.WAIT if kind is NEWS else Ruling.ALLOW)


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_case_that_ended_is_still_answered(kind):
    ended = told(kind, case=a_case(status=CaseStatus.CLOSED, phase=Phase.CLOSED))

    assert case_stands_open(ended).ruling is (Ruling.STOP if kind is NEWS else Ruling.ALLOW)


def test_no_notice_ends_with_the_campaign():
    late = told(NEWS, position=a_position(started_at=days_ago(200)))

    assert amicable_track_runs(late).ruling is Ruling.ALLOW


@pytest.mark.parametrize("rule", [formal_notice_comes_first, first_reminder_was_sent])
@pytest.mark.parametrize("kind", NoticeKind)
def test_belgian_silence_is_about_what_we_begin(rule, kind):
    creditor = a_creditor(jurisdiction=Jurisdiction.BE, first_reminder_proven=False)
    belgian = told(kind, case=a_case(jurisdiction=Jurisdiction.BE), creditor=creditor)

    assert rule(belgian).ruling is (Ruling.STOP if kind is NEWS else Ruling.ALLOW)


def test_the_house_stop_holds_for_everything():
    assert house_is_open(told(HELP, house_stopped=True)).ruling is Ruling.WAIT
