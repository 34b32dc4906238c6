"""One browser at the door: its cookie, what it may see, and the words that every page needs."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request, Response

from engine.domain.organisation import Creditor
from engine.visiting import Level, Visit
from preferences.channel import ContactKind
from web.portal.actions import CALL, FOR_EVERYBODY
from web.portal.fitting import is_there
from web.portal.host import Host
from web.portal.own_actions import FOR_ONESELF
from web.portal.signed import Session, read_session, sealed_session
from web.sealed import Seal

#: only this host, only over TLS, the whole site (ASVS 3.3)
COOKIE = "__Host-bericht"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A browser that opened a link."""

    session: Session
    visit: Visit

    @property
    def level(self) -> Level:
        """Say what it may see: a link that is too old shows no case."""
        return self.session.level if self.visit.is_fresh else Level.OPENED


def visitor_of(request: Request, host: Host, seal: Seal) -> Visitor | None:
    """Recognise a browser by its cookie; None when it did not open a link."""
    session = read_session(request.cookies.get(COOKIE, ""), seal)
    if session is None:
        return None
    visit = host.visit(session.link)
    return None if visit is None else Visitor(session=session.seen(host.clock()), visit=visit)


def remembered(response: Response, session: Session, seal: Seal) -> Response:
    """Let a browser remember its session until it is closed."""
    response.set_cookie(
        COOKIE, sealed_session(session, seal), secure=True, httponly=True, samesite="lax", path="/"
    )
    return response


def forgotten(response: Response) -> Response:
    """Let a browser forget its session."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax", path="/")
    return response


def opened(fingerprint: str, now: datetime) -> Session:
    """Begin the session of a link that was opened just now."""
    return Session(link=fingerprint, since=now, seen_at=now)


def words_of(visitor: Visitor | None, host: Host) -> dict[str, object]:
    """Give the words that every page needs; nothing personal is among them."""
    agency = host.agency
    if visitor is None:
        return {"agency": agency, "sender": agency.firm, "visit": None, "level": Level.OPENED}
    visit = visitor.visit
    return {
        "agency": agency,
        "sender": visit.sender,
        "visit": visit,
        "creditor": visit.creditor,
        "channel": visit.contact.kind.value,
        "land": visit.jurisdiction.value,
        "level": visitor.level,
        "levels": Level,
        # who is somebody else can only ask us to phone: everything else would be done for the debtor
        "actions": (CALL,) if visit.to_stranger else FOR_EVERYBODY,
        "own_actions": [one for one in FOR_ONESELF if is_there(one, visit)],
        "signs": signs_of(visit.creditor),
        "names_creditor": names_creditor(visit, visitor.level),
    }


def names_creditor(visit: Visit, level: Level) -> bool:
    """Say whether the creditor is named: to a stranger only when the message itself did so already."""
    if visit.to_stranger:
        return False
    in_message = visit.contact.kind in {ContactKind.EMAIL, ContactKind.LETTER}
    return level > Level.OPENED or visit.own_claim or (in_message and not visit.creditor.name_is_sensitive)


def signs_of(creditor: Creditor) -> dict[str, str]:
    """Say by what real messages for a creditor can be known."""
    sender = creditor.sender
    return {
        "sms": sender.sms,
        "email": sender.email,
        "whatsapp": sender.whatsapp if creditor.whatsapp.enabled else "",
        "page": creditor.portal_page.removeprefix("https://").rstrip("/"),
        "pay": creditor.payment_page.removeprefix("https://").rstrip("/"),
    }
