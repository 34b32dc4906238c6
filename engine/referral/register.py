"""The register of referrals (product.md S9): pointing the way, with the reason; and what it all came to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.domain.case import Jurisdiction
from engine.domain.referral import Referral, ReferralReason, ReferralState, ReferralWay
from engine.referral.clocks import NOT_YET_CONTACTED, Days, in_time
from engine.referral.pen import Pen


def point_the_way(pen: Pen, case_id: str, partner_id: str, reason: ReferralReason) -> Referral:
    """Write down that somebody was shown the way to a partner, and why; nothing is passed on or stops."""
    case, partner = pen.case(case_id), pen.partner(partner_id)
    made = Referral(
        id=pen.new_id(),
        case_id=case.id,
        debtor_id=case.debtor_id,
        partner=partner.id,
        way=ReferralWay.POINTED,
        reason=reason,
        state=ReferralState.POINTED,
        made_at=pen.now,
        made_by=pen.actor,
        ended_at=pen.now,
    )
    pen.books.put_referral(made)
    pen.line(
        case.id,
        {
            "referral": made.id,
            "partner": partner.id,
            "partner_kind": partner.kind.value,
            "way": made.way.value,
            "reason": reason.value,
        },
    )
    return made


@dataclass(frozen=True, slots=True)
class PartnerFigures:
    """What became of the referrals to one partner."""

    pointed: int = 0
    warm: int = 0
    #: the partner spoke with the debtor within three working days
    in_time: int = 0
    #: it spoke with them later
    too_late: int = 0
    #: the clock has ended and nobody spoke with them
    never: int = 0
    #: the clock still runs
    running: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)

    @property
    def share_in_time(self) -> float | None:
        """Give which part of those whose clock has ended was phoned in time; None when there are none."""
        ended = self.in_time + self.too_late + self.never
        return self.in_time / ended if ended else None


def figures(
    referrals: Iterable[Referral], countries: Mapping[str, Jurisdiction]
) -> Mapping[str, PartnerFigures]:
    """Count referrals by partner; `countries` says where each partner helps."""
    by_partner: dict[str, list[Referral]] = {}
    for one in referrals:
        by_partner.setdefault(one.partner, []).append(one)
    return {
        partner: _counted(found, Days(countries.get(partner, Jurisdiction.NL)))
        for partner, found in sorted(by_partner.items())
    }


def _counted(referrals: list[Referral], days: Days) -> PartnerFigures:
    warm = [one for one in referrals if one.way is ReferralWay.WARM]
    how = Counter(_how(one, days) for one in warm)
    return PartnerFigures(
        pointed=len(referrals) - len(warm),
        warm=len(warm),
        in_time=how["in_time"],
        too_late=how["too_late"],
        never=how["never"],
        running=how["running"],
        reasons=dict(sorted(Counter(one.reason.value for one in referrals).items())),
        states=dict(sorted(Counter(one.state.value for one in warm).items())),
    )


def _how(referral: Referral, days: Days) -> str:
    if referral.contacted_at is not None:
        return "in_time" if in_time(referral, days) else "too_late"
    waits = referral.state in NOT_YET_CONTACTED and referral.alarmed_at is None
    if waits or referral.state is ReferralState.WITHDRAWN:
        return "running" if waits else "withdrawn"
    return "never"
