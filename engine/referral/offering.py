"""Which partner can be offered to a debtor, and in which words; pure."""

from engine.domain.case import Case
from engine.domain.organisation import Organisation
from engine.domain.partner import Partner
from engine.domain.people import Debtor, PointKind
from engine.domain.referral import Offer
from engine.referral.postcodes import PostcodeTable
from engine.referral.wording import WARM_REFERRAL, newest

#: by which a partner can reach somebody
REACHED_AT = (PointKind.MOBILE, PointKind.LANDLINE, PointKind.EMAIL)


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
    return Offer(partner=partner.id, partner_name=partner.name, wording=wording, version=version)


def reach_of(debtor: Debtor) -> tuple[PointKind, str] | None:
    """Give the one number, else mailbox, that a partner may have: no more than it needs."""
    for kind in REACHED_AT:
        for point in debtor.points:
            if point.kind is kind and point.state.usable:
                return kind, point.value
    return None
