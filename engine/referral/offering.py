"""Which partner can be offered to a debtor, and in which words; pure."""

from dataclasses import dataclass

from engine.domain.case import Case
from engine.domain.organisation import Organisation
from engine.domain.partner import Partner, PartnerKind
from engine.domain.people import Debtor, PointKind
from engine.domain.postcodes import PostcodeTable
from engine.domain.referral import Offer
from engine.domain.told import Question
from engine.referral.wording import WARM_REFERRAL, WARM_REFERRAL_SMS, newest, wording_of, wordings
from preferences.records import replace

#: by which a partner can reach somebody
REACHED_AT = (PointKind.MOBILE, PointKind.LANDLINE, PointKind.EMAIL)
#: who helps, in words that tell nothing to somebody who sees the screen of a phone (law.md NL-72)
NEUTRAL = {PartnerKind.MUNICIPALITY: "uw gemeente", PartnerKind.OCMW: "het OCMW"}


@dataclass(frozen=True, slots=True)
class Nearby:
    """Who helps where: the partners of a house, and the postcodes of each."""

    organisation: Organisation
    postcodes: PostcodeTable

    def offer(self, case: Case, debtor: Debtor) -> Offer | None:
        """Say which partner a debtor can be led to, with the exact words of the question."""
        return offer_for(case, debtor, self.organisation, self.postcodes)


def offer_for(
    case: Case, debtor: Debtor, organisation: Organisation, postcodes: PostcodeTable
) -> Offer | None:
    """
    Say which partner a debtor can be led to, with the exact words of the question; None when there is none.

    The debtor's postcode decides. Who cannot be phoned or mailed cannot be led: the partner must reach them.
    """
    partner = organisation.partner(postcodes.partner_for(debtor, case.jurisdiction))
    return offer_of(partner, case, debtor) if partner else None


def offer_of(partner: Partner, case: Case, debtor: Debtor) -> Offer | None:
    """Say whether one partner can be offered, and in which words."""
    if not partner.warm or partner.jurisdiction is not case.jurisdiction or not reach_of(debtor):
        return None
    version, wording = newest(WARM_REFERRAL, partner.name)
    offer = Offer(partner=partner.id, partner_name=partner.name, wording=wording, version=version)
    if partner.kind not in NEUTRAL:
        return offer
    short_version, short = newest(WARM_REFERRAL_SMS, NEUTRAL[partner.kind])
    return replace(offer, short=short, short_version=short_version)


def question_of(offer: Offer) -> Question:
    """Write an offer as the question of a message."""
    return Question(
        subject=WARM_REFERRAL,
        about=offer.partner,
        text=offer.wording,
        version=offer.version,
        short=offer.short,
        short_version=offer.short_version,
    )


def words_of(partner: Partner, version: str) -> str:
    """Give the exact words of a version, long or short, with this partner in it; raises UnknownReference."""
    if version in {one for one, _ in wordings()[WARM_REFERRAL_SMS]}:
        return wording_of(WARM_REFERRAL_SMS, version, NEUTRAL.get(partner.kind, partner.name))
    return wording_of(WARM_REFERRAL, version, partner.name)


def reach_of(debtor: Debtor) -> tuple[PointKind, str] | None:
    """Give the one number, else mailbox, that a partner may have: no more than it needs."""
    for kind in REACHED_AT:
        for point in debtor.points:
            if point.kind is kind and point.state.usable:
                return kind, point.value
    return None
