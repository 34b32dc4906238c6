"""
Which word of a partner brings a referral or a client report from which state to which; pure.

What does not stand in a table changes nothing: it is older than what is known, or comes after the end. So
words may come twice and in any order: the end state is the same.
"""

from collections.abc import Mapping

from engine.domain.client_report import ReportState
from engine.domain.partner import PartnerSaid
from engine.domain.referral import ReferralState

#: said of a word about something that nobody told us of; yet
UNKNOWN = "a partner speaks of a referral or client that we do not know"

_AFTER_ASKED = {
    PartnerSaid.ACCEPTED: ReferralState.ACCEPTED,
    PartnerSaid.DECLINED: ReferralState.DECLINED,
    PartnerSaid.NO_CONTACT: ReferralState.NOT_REACHED,
    PartnerSaid.CONTACTED: ReferralState.CONTACTED,
    PartnerSaid.STARTED: ReferralState.STARTED,
    PartnerSaid.ENDED: ReferralState.ENDED,
}

REFERRALS: Mapping[ReferralState, Mapping[PartnerSaid, ReferralState]] = {
    ReferralState.ASKED: _AFTER_ASKED,
    ReferralState.ACCEPTED: {
        PartnerSaid.DECLINED: ReferralState.DECLINED,
        PartnerSaid.NO_CONTACT: ReferralState.NOT_REACHED,
        PartnerSaid.CONTACTED: ReferralState.CONTACTED,
        PartnerSaid.STARTED: ReferralState.STARTED,
        PartnerSaid.ENDED: ReferralState.ENDED,
    },
    ReferralState.DECLINED: {
        PartnerSaid.NO_CONTACT: ReferralState.NOT_REACHED,
        PartnerSaid.CONTACTED: ReferralState.CONTACTED,
        PartnerSaid.STARTED: ReferralState.STARTED,
        PartnerSaid.ENDED: ReferralState.ENDED,
    },
    ReferralState.NOT_REACHED: {
        PartnerSaid.CONTACTED: ReferralState.CONTACTED,
        PartnerSaid.STARTED: ReferralState.STARTED,
        PartnerSaid.ENDED: ReferralState.ENDED,
    },
    ReferralState.CONTACTED: {
        PartnerSaid.STARTED: ReferralState.STARTED,
        PartnerSaid.ENDED: ReferralState.ENDED,
    },
    ReferralState.STARTED: {PartnerSaid.ENDED: ReferralState.ENDED},
    ReferralState.ENDED: {},
    ReferralState.WITHDRAWN: {},
    ReferralState.RESUMED: {},
    ReferralState.POINTED: {},
}

#: words that prove that the partner spoke with the debtor
SPOKE = frozenset({PartnerSaid.CONTACTED, PartnerSaid.STARTED})

REPORTS: Mapping[ReportState, Mapping[PartnerSaid, ReportState]] = {
    ReportState.WAITS: {},
    ReportState.NOT_FOUND: {},
    ReportState.RUNNING: {
        PartnerSaid.KEPT: ReportState.RUNNING,
        PartnerSaid.BROKEN: ReportState.BROKEN,
        PartnerSaid.ENDED: ReportState.ENDED,
    },
    ReportState.BROKEN: {
        PartnerSaid.KEPT: ReportState.RUNNING,
        PartnerSaid.ENDED: ReportState.ENDED,
    },
    ReportState.ENDED: {},
    ReportState.RESUMED: {},
}

#: what is said about a client, and not about a referral
ABOUT_CLIENTS = frozenset({PartnerSaid.REPORTED, PartnerSaid.KEPT, PartnerSaid.BROKEN})
ABOUT_REFERRALS = frozenset(_AFTER_ASKED)
