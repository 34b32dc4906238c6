"""What stands in a message to a partner: no more than it needs to do its part; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.client_report import ClientReport
from engine.domain.partner_message import PartnerMessage
from engine.domain.people import Debtor, PointKind
from engine.domain.referral import Referral
from engine.domain.touchpoint import Json
from engine.referral.offering import reach_of

PHONE, EMAIL = "phone", "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a message is about, as it stands now; exactly one of the two."""

    referral: Referral | None = None
    report: ClientReport | None = None
    debtor: Debtor | None = None
    open_cases: int = 0


def payload(message: PartnerMessage, subject: Subject) -> dict[str, Json]:
    """Write a message as the signed call holds it; only a referral holds who it is about."""
    told: dict[str, Json] = {"id": message.id, "kind": message.kind.value, "partner": message.partner}
    if subject.report is not None:
        report = subject.report
        told["client"] = report.reference
        told["state"] = report.state.value
        if report.state.is_open:
            told["cases_at_rest"] = subject.open_cases
        return told
    if subject.referral is not None:
        told["referral"] = subject.referral.id
        told["phone_before"] = _day(subject.referral.contact_due_on)
        told["quiet_until"] = _day(subject.referral.stop_last)
        if message.kind.value in {"referral", "reminder"} and subject.debtor is not None:
            told["person"] = person(subject.debtor)
            told["consent"] = {
                "version": subject.referral.wording_version,
                "given_at": subject.referral.made_at.isoformat(),
            }
    return told


def person(debtor: Debtor) -> dict[str, Json]:
    """Give what was consented to and no more: a name, and one number or mailbox."""
    reach = reach_of(debtor)
    if reach is None:
        return {"name": debtor.name}
    kind, value = reach
    return {"name": debtor.name, EMAIL if kind is PointKind.EMAIL else PHONE: value}


def words(message: PartnerMessage, subject: Subject, link: str) -> Mapping[str, object]:
    """Give the words of a mail: nobody's name, number or amount stands in one."""
    referral, report = subject.referral, subject.report
    return {
        "kenmerk": referral.id if referral else report.reference if report else "",
        "bellen_voor": referral.contact_due_on if referral else None,
        "rust_tot": referral.stop_last if referral else None,
        "dossiers": subject.open_cases,
        "link": link,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
