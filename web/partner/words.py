"""The words of the pages of partners: answers, and how something stands."""

from collections.abc import Mapping

from engine.domain.client_report import ReportState
from engine.domain.partner import PartnerSaid
from engine.domain.referral import ReferralState

#: about a referral
ANSWERS: Mapping[PartnerSaid, str] = {
    PartnerSaid.ACCEPTED: "Wij nemen de verwijzing aan",
    PartnerSaid.CONTACTED: "Wij hebben de persoon gesproken",
    PartnerSaid.NO_CONTACT: "Wij kregen geen contact",
    PartnerSaid.STARTED: "De hulp is begonnen",
    PartnerSaid.ENDED: "De hulp is gestopt of klaar",
    PartnerSaid.DECLINED: "Wij kunnen niet helpen",
}
#: about a client
CLIENT_ANSWERS: Mapping[PartnerSaid, str] = {
    PartnerSaid.KEPT: "De cliënt houdt zich aan de afspraken",
    PartnerSaid.BROKEN: "De cliënt houdt zich niet aan de afspraken",
    PartnerSaid.ENDED: "De afspraken zijn gestopt of klaar",
}
STATES: Mapping[ReferralState, str] = {
    ReferralState.ASKED: "gevraagd, nog niet aangenomen",
    ReferralState.ACCEPTED: "aangenomen",
    ReferralState.DECLINED: "niet aangenomen",
    ReferralState.NOT_REACHED: "geen contact gekregen",
    ReferralState.CONTACTED: "gesproken",
    ReferralState.STARTED: "de hulp is begonnen",
    ReferralState.ENDED: "de hulp is gestopt of klaar",
}
CLIENT_STATES: Mapping[ReportState, str] = {
    ReportState.WAITS: "een medewerker vergelijkt eerst de gegevens",
    ReportState.NOT_FOUND: "wij kennen deze persoon niet",
    ReportState.RUNNING: "alles rust",
    ReportState.BROKEN: "de afspraak is niet nagekomen, een medewerker belt u",
    ReportState.ENDED: "de afspraken zijn gestopt, een medewerker belt u",
    ReportState.RESUMED: "de rust is voorbij",
}
