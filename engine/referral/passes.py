"""
Personal links to the pages of a partner: for a partner without a system of its own.

A link alone shows nothing: it takes the code of the organisation as well, and can be shut for one person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.partner_message import PartnerPass
from engine.domain.touchpoint import Entry as Line
from engine.domain.touchpoint import Json, LineKind
from engine.referral.links import Entry, digest_of, tried
from engine.referral.pen import Pen
from engine.referral_ports import ReferralStore
from preferences.records import replace

#: people change their work: after this somebody asks for a new one
PASS_LASTS = timedelta(days=365)
LONGEST_HOLDER = 80


def give_pass(pen: Pen, partner_id: str, holder: str, token: str) -> PartnerPass:
    """Make a personal link, as one of our people; `token` stands in the link and nowhere else."""
    partner = pen.partner(partner_id)
    if not holder.strip() or len(holder) > LONGEST_HOLDER:
        raise NotAllowed(f"say for whom it is, in at most {LONGEST_HOLDER} signs: --for 'loket schuldhulp'")
    made = PartnerPass(
        id=pen.new_id(),
        digest=digest_of(token),
        partner=partner.id,
        holder=holder.strip(),
        made_by=pen.actor,
        made_at=pen.now,
        expires_at=pen.now + PASS_LASTS,
    )
    pen.books.put_pass(made)
    _line(pen, made, "given")
    return made


def shut_pass(pen: Pen, pass_id: str) -> PartnerPass:
    """Shut a personal link at once; raises UnknownReference, or NotAllowed when it is shut already."""
    found = next((one for one in pen.books.partner_passes() if one.id == pass_id), None)
    if found is None:
        raise UnknownReference(f"there is no link {pass_id}: see `minnelijk partner links`")
    if found.ended_at is not None:
        raise NotAllowed(f"link {pass_id} was shut on {found.ended_at:%d-%m-%Y}")
    after = replace(found, ended_at=pen.now)
    pen.books.put_pass(after)
    _line(pen, after, "shut")
    return after


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes:
    """Opens personal links."""

    store: ReferralStore
    #: by partner
    codes: Mapping[str, str]

    def view(self, digest: str, now: datetime) -> PartnerPass | None:
        """Find a link that still opens, by the hash of its token."""
        with self.store.begin() as books:
            found = books.partner_pass(digest)
        return found if found is not None and found.opens(now) else None

    def enter(self, digest: str, code: str, now: datetime) -> Entry:
        """Try a code; a wrong one is counted before anything is answered."""
        with self.store.begin() as books:
            found = books.partner_pass(digest)
            if found is None or not found.opens(now):
                return Entry.WRONG
            entry, after = tried(found, self.codes.get(found.partner, ""), code, now)
            books.put_pass(after)
            return entry


def _line(pen: Pen, given: PartnerPass, what: str) -> None:
    """Write in the record of the house who may look at what is shared with a partner."""
    public: dict[str, Json] = {"pass": given.id, "partner": given.partner, "what": what, "by": pen.actor}
    pen.books.append([Line(subject="house", kind=LineKind.REFERRAL, at=pen.now, public=public)])
