"""
Personal links to the pages of a partner: for a partner without a system of its own.

A link alone shows nothing: it takes its own code as well, and can be shut for one person. The code is made
from the id of the link with a key of the house, so it stands nowhere, and no colleague can open the link.
Links that were given before have no code of their own yet: those still open with that of the organisation.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.partner_message import PartnerPass
from engine.domain.touchpoint import Entry as Line
from engine.domain.touchpoint import Json, LineKind
from engine.referral.links import Entry, digest_of, tried
from engine.referral.pen import Pen
from engine.referral_ports import ReferralStore
from preferences.records import replace

#: people change their work: after this somebody asks for a new one
#: letters and numbers that nobody mixes up, on paper or by phone
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
#: so many of them hold 59 bits; five tries a day guess none
SIGNS, TOGETHER = 12, 4
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
        own_code_at=pen.now,
    )
    pen.books.put_pass(made)
    _line(pen, made, "given")
    return made


def shut_pass(pen: Pen, pass_id: str) -> PartnerPass:
    """Shut a personal link at once; raises UnknownReference, or NotAllowed when it is shut already."""
    after = replace(_still_open(pen, pass_id), ended_at=pen.now)
    pen.books.put_pass(after)
    _line(pen, after, "shut")
    return after


def give_own_code(pen: Pen, pass_id: str) -> PartnerPass:
    """
    Let a link that was given before open with a code of its own from now on, and no longer with the other.

    Raises UnknownReference, or NotAllowed when it was shut, or has one: that was shown when it was given.
    """
    found = _still_open(pen, pass_id)
    if found.own_code_at is not None:
        raise NotAllowed(f"link {pass_id} has a code of its own; lost? shut it, and invite them again")
    after = replace(found, own_code_at=pen.now, tries=0, tried_at=None)
    pen.books.put_pass(after)
    _line(pen, after, "own code")
    return after


def code_of_pass(key: bytes, pass_id: str) -> str:
    """Make the code of a personal link, in groups of four; `key` is that of the house for this purpose."""
    number = int.from_bytes(hmac.new(key, pass_id.encode(), sha256).digest())
    signs = []
    for _ in range(SIGNS):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "-".join("".join(signs[start : start + TOGETHER]) for start in range(0, SIGNS, TOGETHER))


def as_typed(code: str) -> str:
    """Read a code as people type it: small letters, and spaces instead of lines or nothing between."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _still_open(pen: Pen, pass_id: str) -> PartnerPass:
    found = next((one for one in pen.books.partner_passes() if one.id == pass_id), None)
    if found is None:
        raise UnknownReference(f"there is no link {pass_id}: see `minnelijk partner links`")
    if found.ended_at is not None:
        raise NotAllowed(f"link {pass_id} was shut on {found.ended_at:%d-%m-%Y}")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes:
    """Opens personal links."""

    store: ReferralStore
    #: by partner, for links without a code of their own
    codes: Mapping[str, str]
    #: with which the codes of links are made
    key: bytes

    def code_of(self, found: PartnerPass) -> str:
        """Give the code that opens a link; empty: nobody gave the organisation one."""
        if found.own_code_at is None:
            return self.codes.get(found.partner, "")
        return code_of_pass(self.key, found.id)

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
            right = self.code_of(found)
            if found.own_code_at is not None:
                right, code = as_typed(right), as_typed(code)
            entry, after = tried(found, right, code, now)
            books.put_pass(after)
            return entry


def _line(pen: Pen, given: PartnerPass, what: str) -> None:
    """Write in the record of the house who may look at what is shared with a partner."""
    public: dict[str, Json] = {"pass": given.id, "partner": given.partner, "what": what, "by": pen.actor}
    pen.books.append([Line(subject="house", kind=LineKind.REFERRAL, at=pen.now, public=public)])
