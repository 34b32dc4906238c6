"""
Warm referrals (product.md S8): consent, message, stop, clock, the partner's word, a person who decides.

The stop lasts 30 days by the table of pauses (law.md NL-64, U: house policy), but it has no end of its own:
when its days are over a person decides, with the partner's word at hand.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.domain.case import Case, CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.notice import Notice, NoticeKind
from engine.domain.partner import Partner
from engine.domain.partner_message import PartnerMessageKind
from engine.domain.pause import PauseKind
from engine.domain.people import Debtor
from engine.domain.referral import Consent, Offer, Referral, ReferralReason, ReferralState, ReferralWay
from engine.domain.told import Told
from engine.domain.touchpoint import Json
from engine.referral.clocks import NOT_YET_CONTACTED, Days, next_look
from engine.referral.offering import offer_of, question_of, words_of
from engine.referral.pen import Pen
from preferences.change import Through
from preferences.records import replace

#: with these the time of the stop has come before its days are over
OVER = frozenset(
    {ReferralState.ENDED, ReferralState.DECLINED, ReferralState.NOT_REACHED, ReferralState.WITHDRAWN}
)
#: who is confirmed to must be told, however late
CONFIRMATION_LASTS = timedelta(days=30)
#: the longest extension at a time (NL-60: covenants know 8 months)
LONGEST_EXTENSION = timedelta(days=250)


@dataclass(frozen=True, slots=True)
class Referring:
    """Acts about warm referrals of one actor at one moment, inside one transaction."""

    pen: Pen

    def consent(self, case_id: str, offer: Offer, given: Consent, reason: ReferralReason) -> Referral:
        """
        Take in a yes: write it down word for word, begin the stop and the clock, and queue the message.

        Raises NotAllowed when the case is not open, another referral holds, the partner cannot be offered
        here, or the words that were agreed to are not those of the offer and its version.
        """
        pen = self.pen
        case = pen.case(case_id)
        partner = pen.partner(offer.partner)
        self._may_refer(case, partner, offer, given)
        days = Days(case.jurisdiction)
        pause = pen.leave_alone(case, PauseKind.WARM_REFERRAL)
        made = Referral(
            id=pen.new_id(),
            case_id=case.id,
            debtor_id=case.debtor_id,
            partner=partner.id,
            way=ReferralWay.WARM,
            reason=reason,
            state=ReferralState.ASKED,
            made_at=pen.now,
            made_by=pen.actor,
            wording_version=given.version,
            contact_due_on=days.contact_due(pen.now),
            stop_last=days.stop_last(pen.now),
            pause_id=pause.id,
        )
        pen.consented(case.debtor_id, f"yes {partner.id} {given.version}", given.wording, given.through)
        self._put(made, days)
        self._line(made, _terms(made, given), {"wording": given.wording, "words": given.words})
        pen.tell(partner, PartnerMessageKind.REFERRAL, made.id, case.id)
        pen.books.owe([self._confirmation(made, partner)])
        pen.look_again(pen.cases_of(case.debtor_id))
        return made

    def refuse(self, case_id: str, offer: Offer, through: Through, words: str = "") -> None:
        """Write down that somebody does not want it; nothing else changes."""
        case = self.pen.case(case_id)
        self.pen.consented(case.debtor_id, f"no {offer.partner} {offer.version}", offer.wording, through)
        public: dict[str, Json] = {"partner": offer.partner, "consent": "no", "version": offer.version}
        self.pen.line(case.id, public, {"words": words} if words else None)

    def withdraw(self, referral_id: str, words: str, through: Through) -> Referral:
        """Take a consent back: the partner is asked not to phone, and a person decides how it goes on."""
        referral, case = self._held(referral_id)
        partner = self.pen.partner(referral.partner)
        value = f"withdrawn {partner.id} {referral.wording_version}"
        wording = words_of(partner, referral.wording_version)
        self.pen.consented(case.debtor_id, value, wording, through)
        after = replace(referral, state=ReferralState.WITHDRAWN)
        self._put(after, Days(case.jurisdiction))
        self._line(after, {"consent": "withdrawn"}, {"words": words})
        self.pen.tell(partner, PartnerMessageKind.WITHDRAWN, referral.id, case.id)
        self.pen.finish_tasks(case.id, TaskKind.FOLLOW_REFERRAL, "the consent was taken back")
        self._ask(case, "the consent was taken back: talk with the debtor, then `minnelijk referral resume`")
        return after

    def extend(self, referral_id: str, last: date, proof: str) -> Referral:
        """Let the stop last longer, on a proof that help goes on. Raises NotAllowed."""
        referral, case = self._held(referral_id)
        today = Days(case.jurisdiction).day(self.pen.now)
        if not proof.strip():
            raise NotAllowed("say which proof there is: a letter, a plan, the partner's word with its date")
        if last <= max(today, referral.stop_last or today):
            raise NotAllowed(f"the stop lasts until {referral.stop_last} already; name a later day")
        if last > today + LONGEST_EXTENSION:
            raise NotAllowed(f"{last} is more than {LONGEST_EXTENSION.days} days away: extend it in parts")
        after = replace(referral, stop_last=last, stop_told_at=None)
        self._put(after, Days(case.jurisdiction))
        self._line(after, {"extended": True, "stop_last": last.isoformat()}, {"proof": proof})
        self.pen.finish_tasks(case.id, TaskKind.FOLLOW_REFERRAL, "extended")
        return after

    def resume(self, referral_id: str, because: str) -> Referral | None:
        """
        Let collecting go on, as a person. None: the stop still stands, and a second person must agree first.

        One person is enough when the days of the stop are over or the partner said that it ended.
        """
        referral, case = self._held(referral_id)
        today = Days(case.jurisdiction).day(self.pen.now)
        over = referral.state in OVER or (referral.stop_last is not None and today > referral.stop_last)
        ended = self.pen.let_go_on(
            case.debtor_id, case, referral.pause_id, early=not over, because="referral resumed"
        )
        if not ended:
            return None
        after = replace(referral, state=ReferralState.RESUMED, ended_at=self.pen.now)
        self._put(after, Days(case.jurisdiction))
        self._line(after, {"early": not over}, {"because": because})
        self.pen.finish_tasks(case.id, TaskKind.FOLLOW_REFERRAL, "resumed")
        self.pen.tell(self.pen.partner(referral.partner), PartnerMessageKind.RESUMED, referral.id, case.id)
        return after

    def look(self, referral: Referral) -> Referral:
        """See which clocks have ended: nobody phoned in time, or the days of the stop are over."""
        case = self.pen.books.case(referral.case_id)
        days = Days(case.jurisdiction)
        after = referral
        if self._is_late(after, days):
            after = replace(after, alarmed_at=self.pen.now)
            self._alarm(after, case)
        if after.stop_last and after.stop_told_at is None and self.pen.now >= days.after(after.stop_last):
            after = replace(after, stop_told_at=self.pen.now)
            self._line(after, {"stop_over": True})
            self._ask(case, "the days of the stop are over: extend it on proof, or resume")
        self._put(after, days)
        return after

    def _is_late(self, referral: Referral, days: Days) -> bool:
        due = referral.contact_due_on
        waits = referral.state in NOT_YET_CONTACTED and referral.alarmed_at is None
        return waits and due is not None and self.pen.now >= days.after(due)

    def _alarm(self, referral: Referral, case: Case) -> None:
        partner = self.pen.partner(referral.partner)
        self._line(referral, {"alarm": True, "contact_due_on": str(referral.contact_due_on)})
        self.pen.finish_tasks(case.id, TaskKind.FOLLOW_REFERRAL, "alarm")
        self._ask(case, f"ALARM: nobody phoned within three working days; phone {partner.name}")
        self.pen.tell(partner, PartnerMessageKind.REMINDER, referral.id, case.id)

    def _ask(self, case: Case, because: str) -> None:
        today = Days(case.jurisdiction).day(self.pen.now)
        self.pen.task(case, TaskKind.FOLLOW_REFERRAL, because, today)

    def _put(self, referral: Referral, days: Days) -> None:
        self.pen.books.put_referral(replace(referral, look_at=next_look(referral, days)))

    def _line(
        self, referral: Referral, public: dict[str, Json], content: dict[str, Json] | None = None
    ) -> None:
        named: dict[str, Json] = {
            "referral": referral.id,
            "partner": referral.partner,
            "state": referral.state.value,
        }
        self.pen.line(referral.case_id, named | public, content)

    def _held(self, referral_id: str) -> tuple[Referral, Case]:
        """Read a referral whose stop stands, with its debtor held; raises NotAllowed."""
        referral = self.pen.books.referral(referral_id)
        case = self.pen.case(referral.case_id)
        referral = self.pen.books.referral(referral_id)
        if not referral.state.is_open:
            raise NotAllowed(f"referral {referral_id} is {referral.state}: nothing stands any more")
        return referral, case

    def _may_refer(self, case: Case, partner: Partner, offer: Offer, given: Consent) -> None:
        if case.status is not CaseStatus.OPEN:
            raise NotAllowed(f"case {case.id} is {case.status}: there is nothing to wait for")
        for one in self.pen.books.referrals_of(case.debtor_id):
            if one.state.is_open:
                raise NotAllowed(f"referral {one.id} to {one.partner} stands already: resume or withdraw it")
        if offer_of(partner, case, self._debtor(case)) is None:
            raise NotAllowed(
                f"{partner.id} cannot be offered for case {case.id}: see `minnelijk referral offer`"
            )
        if (given.version, given.wording) not in question_of(offer).forms:
            raise NotAllowed("the words that were agreed to are not those of the offer: ask again")
        if words_of(partner, given.version) != given.wording:
            raise NotAllowed(f"these are not the words of version {given.version}: ask again")

    def _debtor(self, case: Case) -> Debtor:
        return self.pen.books.files([case.debtor_id])[0].debtor

    def _confirmation(self, referral: Referral, partner: Partner) -> Notice:
        """Tell the debtor who phones and until when we wait."""
        return Notice(
            id=self.pen.new_id(),
            debtor_id=referral.debtor_id,
            case_id=referral.case_id,
            kind=NoticeKind.AGREED,
            cause=f"referral {referral.id}",
            template="doorverwijzing_bevestiging",
            since=self.pen.now,
            expires_at=self.pen.now + CONFIRMATION_LASTS,
            due_at=self.pen.now,
            told=Told(partner=partner.name, partner_phone=partner.phone, quiet_until=referral.stop_last),
        )


def _terms(referral: Referral, given: Consent) -> dict[str, Json]:
    """Write what was agreed, without names."""
    return {
        "way": referral.way.value,
        "reason": referral.reason.value,
        "consent": "yes",
        "version": given.version,
        "through": given.through.value,
        "agreed_at": _written(given.at),
        "contact_due_on": str(referral.contact_due_on),
        "stop_last": str(referral.stop_last),
    }


def _written(moment: datetime) -> str:
    return moment.isoformat()
