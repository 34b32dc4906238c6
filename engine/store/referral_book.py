"""Referrals, guidance, and what is known of arrears elsewhere."""

from collections.abc import Sequence
from datetime import datetime

from engine.domain.errors import UnknownReference
from engine.domain.guidance import Guidance
from engine.domain.other_arrears import OtherArrears
from engine.domain.partner import PartnerWord
from engine.domain.referral import Referral
from engine.referral.signals import Likely
from engine.store.columns import micros
from engine.store.records.by_field import ByField
from engine.store.records.referrals import ARREARS
from engine.store.shelf import Shelf

REFERRALS = ByField(Referral, "referral")
GUIDANCE = ByField(Guidance, "guidance")

ONE = " WHERE id = ?"
OF_DEBTOR = " WHERE debtor_id = ?"
TO_LOOK_AT = " WHERE look_at <= ? ORDER BY look_at, id LIMIT ?"
TO_PARTNER = (
    " WHERE partner = ? AND way = 'warm' AND state <> 'withdrawn' AND ended_at IS NULL"
    " ORDER BY made_at DESC, id LIMIT ?"
)
#: which words were taken in stands among the events of providers, each once
CLAIM = (
    "INSERT INTO provider_event (key, provider, reference, provider_ref, outcome, code, at, noted_at, fate)"
    " VALUES (?, ?, ?, ?, 'replied', ?, ?, ?, 'news') ON CONFLICT (key) DO NOTHING"
)
CALLS_AGAIN = "UPDATE raw_call SET state = 'new' WHERE state = 'for_person' AND provider = ? AND said LIKE ?"

#: who gives how many of the signals that the store can see, and was not offered guidance before
SIGNALS = (
    "SELECT debtor_id FROM ("
    "SELECT debtor_id FROM case_ WHERE status = 'open' GROUP BY debtor_id HAVING COUNT(*) > 1"
    " UNION ALL SELECT DISTINCT case_.debtor_id FROM case_ JOIN claim_line ON claim_line.case_id = case_.id"
    " WHERE case_.status = 'open' AND claim_line.due_on <= ?"
    " UNION ALL SELECT DISTINCT debtor_id FROM other_arrears WHERE ended_at IS NULL"
    " UNION ALL SELECT DISTINCT debtor_id FROM arrangement WHERE status = 'broken'"
    " UNION ALL SELECT debtor_id FROM contact GROUP BY debtor_id HAVING COUNT(*) >= ?"
    ") AS signal WHERE debtor_id NOT IN"
    " (SELECT debtor_id FROM guidance WHERE state <> 'refused' OR offered_at > ?)"
    " GROUP BY debtor_id HAVING COUNT(*) >= ? ORDER BY debtor_id"
)


class ReferralBook(Shelf):
    """Leading people to help."""

    def debtors_with_signals(self, likely: Likely) -> Sequence[str]:
        """List the debtors who may give enough signals and were not offered guidance."""
        figures = (
            *(likely.due_before.date().isoformat(), likely.unanswered),
            *(micros(likely.refused_since), likely.signals),
        )
        return [str(row[0]) for row in self._sql.rows(SIGNALS, *figures)]

    def put_referral(self, referral: Referral) -> None:
        """Add a referral, or write how it stands now."""
        self._sql.change(REFERRALS.put, *REFERRALS.written(referral))

    def referral(self, referral_id: str) -> Referral:
        """Read one referral; raises UnknownReference."""
        row = self._sql.row(REFERRALS.select + ONE, referral_id)
        if row is None:
            raise UnknownReference(f"there is no referral {referral_id}")
        return REFERRALS.read(row)

    def referrals_of(self, debtor_id: str) -> Sequence[Referral]:
        """List all referrals of a debtor, the oldest first."""
        found = self._sql.rows(REFERRALS.select + OF_DEBTOR + " ORDER BY made_at, id", debtor_id)
        return list(map(REFERRALS.read, found))

    def referrals_to_look_at(self, now: datetime, limit: int) -> Sequence[Referral]:
        """List referrals one of whose clocks has ended."""
        return list(map(REFERRALS.read, self._sql.rows(REFERRALS.select + TO_LOOK_AT, micros(now), limit)))

    def all_referrals(self, since: datetime) -> Sequence[Referral]:
        """List the referrals that were made since a moment, the oldest first."""
        found = self._sql.rows(REFERRALS.select + " WHERE made_at >= ? ORDER BY made_at, id", micros(since))
        return list(map(REFERRALS.read, found))

    def claim_word(self, word: PartnerWord, number: int, case_id: str, at: datetime) -> bool:
        """Write that a word of a partner is taken in; False when it was taken in before."""
        provider = f"partner:{word.partner}"
        moments = (micros(word.at), micros(at))
        key = f"{provider}:{word.key}"
        return self._sql.change(CLAIM, key, provider, case_id, str(number), word.said.value, *moments) > 0

    def work_again_of(self, partner: str, because: Sequence[str]) -> int:
        """Let calls of a partner that wait for a person for one of these reasons be worked once more."""
        provider = f"partner:{partner}"
        return sum(self._sql.change(CALLS_AGAIN, provider, f"%{reason}%") for reason in because)

    def referrals_to(self, partner: str, limit: int) -> Sequence[Referral]:
        """List the warm referrals to a partner whose stop stands, the newest first."""
        return list(map(REFERRALS.read, self._sql.rows(REFERRALS.select + TO_PARTNER, partner, limit)))

    def put_guidance(self, guidance: Guidance) -> None:
        """Add guidance, or write how it stands now."""
        self._sql.change(GUIDANCE.put, *GUIDANCE.written(guidance))

    def guidance(self, guidance_id: str) -> Guidance:
        """Read one guidance; raises UnknownReference."""
        row = self._sql.row(GUIDANCE.select + ONE, guidance_id)
        if row is None:
            raise UnknownReference(f"there is no guidance {guidance_id}")
        return GUIDANCE.read(row)

    def guidance_of(self, debtor_id: str) -> Sequence[Guidance]:
        """List all guidance of a debtor, the oldest first."""
        found = self._sql.rows(GUIDANCE.select + OF_DEBTOR + " ORDER BY offered_at, id", debtor_id)
        return list(map(GUIDANCE.read, found))

    def guidance_to_look_at(self, now: datetime, limit: int) -> Sequence[Guidance]:
        """List running guidance whose next step is late."""
        return list(map(GUIDANCE.read, self._sql.rows(GUIDANCE.select + TO_LOOK_AT, micros(now), limit)))

    def put_arrears(self, arrears: OtherArrears) -> None:
        """Add arrears elsewhere, or write that they ended."""
        self._sql.change(ARREARS.put, *ARREARS.written(arrears))

    def arrears_of(self, debtor_id: str) -> Sequence[OtherArrears]:
        """List what is known of a debtor's arrears elsewhere, the oldest first."""
        found = self._sql.rows(ARREARS.select + OF_DEBTOR + " ORDER BY noted_at, id", debtor_id)
        return list(map(ARREARS.read, found))
