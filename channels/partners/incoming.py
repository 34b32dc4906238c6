"""
What partners tell in signed calls: `{"events": [{"id", "said", "about", "at", "client", "until", "proof"}]}`.

`about` is our id of a referral, or the partner's own reference of a client. Which partner speaks is known by
the door and its secret, never by what stands in the call.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.domain.partner import ClientDetails, PartnerSaid, PartnerWord
from engine.domain.raw_call import RawCall

#: an id or reference of theirs, or an id of ours
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:+-]{0,63}")
MOST_EVENTS, LONGEST, LONGEST_PROOF = 500, 200, 1000
SEPARATORS = re.compile(r"[\s().-]")
#: how numbers begin inside a country
HOME = {"NL": "+31", "BE": "+32"}


@dataclass(frozen=True, slots=True)
class PartnerReader:
    """Reads the calls of one partner."""

    partner: str
    #: the two-letter code of its country, for numbers without one
    country: str
    #: our own pages say through which personal link it was told; a partner's call cannot
    names_link: bool = False

    def __call__(self, call: RawCall) -> tuple[PartnerWord, ...]:
        """Read all events of a call, reports of clients first; raises ValueError when one is wrong."""
        told = json.loads(call.body)
        events = told.get("events") if isinstance(told, dict) else None
        if not isinstance(events, list) or not 0 < len(events) <= MOST_EVENTS:
            raise ValueError(f'it holds no list "events" of 1 to {MOST_EVENTS}')
        words = [self._word(number, one, call) for number, one in enumerate(events, start=1)]
        return tuple(sorted(words, key=lambda word: word.said is not PartnerSaid.REPORTED))

    def _word(self, number: int, told: Any, call: RawCall) -> PartnerWord:
        if not isinstance(told, dict):
            raise ValueError(f"event {number} is no table")  # noqa: TRY004 - what came in, not an argument
        names = {name: str(told.get(name, "")) for name in ("id", "about")}
        for name, value in names.items():
            if not NUMBER.fullmatch(value):
                raise ValueError(f"event {number}: {name} is missing, or no id or reference")
        said = str(told.get("said", ""))
        if said not in set(PartnerSaid):
            raise ValueError(f"event {number}: said is none of {', '.join(PartnerSaid)}")
        client = told.get("client")
        return PartnerWord(
            partner=self.partner,
            key=names["id"],
            said=PartnerSaid(said),
            about=names["about"],
            at=_moment(number, told.get("at"), call.received_at),
            client=None if client is None else self._client(number, client),
            until=_day(number, "until", told.get("until")),
            proof=str(told.get("proof") or "").strip()[:LONGEST_PROOF],
            link=str(told.get("link", "")) if self.names_link else "",
        )

    def _client(self, number: int, told: Any) -> ClientDetails:
        if not isinstance(told, dict) or not str(told.get("name", "")).strip():
            raise ValueError(f"event {number}: client has no name")
        plain = {
            name: str(told.get(name, "")).strip()[:LONGEST]
            for name in ("name", "postcode", "house_number", "email", "case_id")
        }
        return ClientDetails(
            birth_date=_day(number, "birth_date", told.get("birth_date")),
            phone=whole_number(str(told.get("phone", "")), self.country),
            **plain,
        )


def whole_number(written: str, country: str) -> str:
    """Write a phone number with its country, as ours stand; what nobody can read stays as it is."""
    digits = SEPARATORS.sub("", written)[:LONGEST]
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"{HOME[country]}{digits[1:]}" if digits.startswith("0") and country in HOME else digits


def _moment(number: int, told: Any, received_at: datetime) -> datetime:
    """Read when it happened; never later than when we heard of it."""
    if told is None:
        return received_at
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        raise ValueError(f"event {number}: at is no moment like 2026-03-10T14:30:00+01:00") from None
    if at.tzinfo is None:
        raise ValueError(f"event {number}: at has no offset; write 2026-03-10T14:30:00+01:00")
    return min(at, received_at)


def _day(number: int, name: str, told: Any) -> date | None:
    if told in {None, ""}:
        return None
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        raise ValueError(f"event {number}: {name} is no date like 1980-05-31") from None
