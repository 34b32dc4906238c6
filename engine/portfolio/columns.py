"""The columns of a portfolio file, each with what it may hold; the manual and the checks read this list."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

#: in characters, unless a column says otherwise
LONGEST = 100


class Part(StrEnum):
    """What a column is about; the value is its heading in the manual."""

    #: which case it is, and for whom
    CASE = "The case"
    #: who must pay; an empty cell takes nothing away from what we know
    PERSON = "The person"
    #: what must be paid; each newer row replaces all of it
    CLAIM = "The claim"
    #: a cell that cannot be used is left out alone; an empty cell takes nothing away
    POINT = "How to reach the person"
    #: each becomes a choice of the person, with a line of its own in the ledger
    WISH = "What the person asked for"
    #: an empty cell takes nothing away
    HELPER = "Somebody who speaks for the person"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, an example, and whether it may be empty."""

    name: str
    meaning: str
    example: str
    required: bool = False
    #: in characters
    longest: int = LONGEST


PARTS: Mapping[Part, tuple[Column, ...]] = {
    Part.CASE: (
        Column("case_id", "our number of the case, one row each", "D-1001", required=True, longest=64),
        Column("debtor_id", "the person; several cases may share one", "P-1001", required=True, longest=64),
        Column("creditor", "an id from organisation.yaml", "woonstede", required=True),
        Column("jurisdiction", "`nl` or `be`; empty: as the country, else as the creditor", "nl"),
        Column("collector_role", "`collector`, `creditor` or `bailiff`; empty: as the creditor", "collector"),
        Column("opened_on", "when we took it in, YYYY-MM-DD; empty: the day of the import", "2026-02-20"),
    ),
    Part.PERSON: (
        Column("debtor_name", "as it stands on an envelope", "S. Bakker", required=True, longest=200),
        Column("debtor_kind", "`person` or `business`; empty: `person`", "person"),
        Column("birth_date", "YYYY-MM-DD", "1988-04-12"),
    ),
    Part.CLAIM: (
        Column("description", "what it is for, as the person knows it", "Huur januari", required=True),
        Column("invoice_number", "number of the bill", "2026-0117", required=True),
        Column("invoice_date", "YYYY-MM-DD", "2026-01-01", required=True),
        Column("due_on", "the last day to pay, YYYY-MM-DD", "2026-01-31", required=True),
        Column("amount", "principal in euro, 0 or more, no thousands marks", "612.40", required=True),
        Column("interest", "interest so far in euro; empty: 0", "0.00"),
        Column(
            "interest_basis",
            "rate and period of the interest, as the person reads them",
            "4% per jaar, van 2 mei 2026 tot en met 8 juni 2026",
        ),
        Column("costs", "costs so far in euro; empty: 0", "0.00"),
        Column("paid", "paid so far in euro; empty: 0", "100.00"),
        Column(
            "described_on",
            "the day on which the claim was described in writing before the case came here (NL-20), proven; "
            "empty: not yet, so the first message is the description",
            "2026-02-20",
        ),
        Column(
            "earlier_letter_on",
            "when the creditor itself sent its 14-day letter (nl) or first reminder (be), with proof,"
            " YYYY-MM-DD; `none`: it did not; empty: not known",
            "2026-01-12",
        ),
        Column("earlier_letter_by", "`letter` or `email`; empty: `letter`", "letter"),
        Column(
            "earlier_letter_received_on",
            "when that letter arrived, YYYY-MM-DD; empty: not proven, and then an e-mail counts for nothing",
            "2026-01-14",
        ),
        Column("iban", "account to pay to, when it is not the creditor's own", "NL91 ABNA 0417 1643 00"),
    ),
    Part.POINT: (
        Column("mobile", "mobile number, with or without country code", "06 12345678"),
        Column("landline", "fixed number; carries calls only", "010 0000001"),
        Column("email", "mailbox of this person alone", "s.bakker@post.example", longest=254),
        Column("email_confirmed", "`yes` when the person used the mailbox with us before", "yes"),
        Column("street", "street name", "Lindelaan"),
        Column("house_number", "number only; may be empty outside NL and BE", "12", longest=20),
        Column("addition", "what follows the number", "bis", longest=20),
        Column("postcode", "`1234 AB` (NL), `2000` (BE); may be empty elsewhere", "1234 AB", longest=20),
        Column("town", "town", "Voorbeeldstad"),
        Column("country", "two letters; empty: NL for a postcode like 1234 AB, else as the creditor", "NL"),
    ),
    Part.WISH: (
        Column("language", "its code: two letters, or three where a language has no two; empty: `nl`", "nl"),
        Column("prefers", "channels that the person likes, the best first", "whatsapp,email"),
        Column("refuses", "channels that the person does not want", "sms"),
        Column("hours", "when the person wants to be reached", "mon-fri 18:00-21:00", longest=200),
        Column("large_print", "`yes` for large letters", "yes"),
        Column("plain_text", "`yes` for e-mail without layout", "yes"),
        Column("whatsapp_opt_in", "`yes` with the version of the agreed wording after it", "yes 2026-01"),
    ),
    Part.HELPER: (
        Column("helper_name", "who speaks for the person", "Bewind Voorbeeld", longest=200),
        Column("helper_kind", "`helper`, `bewindvoerder`, `curator`, `guardian` or `lawyer`", "curator"),
        Column("helper_email", "mailbox of the helper", "post@bewind.example", longest=254),
        Column("helper_mobile", "mobile number of the helper", "06 12345679"),
        Column(
            "helper_scope",
            "`everything`, or `this_case`: a helper or lawyer who speaks in this case only, and hears"
            " nothing of others; empty: `everything`",
            "everything",
        ),
        Column("helper_until", "last day, YYYY-MM-DD; empty: until told otherwise", "2026-12-31"),
    ),
}

COLUMNS = tuple(chain.from_iterable(PARTS.values()))
NAMES = tuple(column.name for column in COLUMNS)
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
MOST = {column.name: column.longest for column in COLUMNS}

WISHES = frozenset(column.name for column in PARTS[Part.WISH])
HELPER = frozenset(column.name for column in PARTS[Part.HELPER])
#: a bad cell of these is left out alone, any other keeps its row out (a country says whose law holds)
LEFT_OUT_ALONE = frozenset(
    {column.name for column in PARTS[Part.POINT]} - {"country"} | {"helper_email", "helper_mobile"}
)
