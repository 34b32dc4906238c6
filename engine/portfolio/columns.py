"""The columns of a portfolio file, each with what it may hold; the manual and the checks read this list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, an example, and whether it may be empty."""

    name: str
    meaning: str
    example: str
    required: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("case_id", "our number of the case, one row each", "D-1001", required=True),
    Column("debtor_id", "the person; several cases may share one", "P-1001", required=True),
    Column("creditor", "an id from organisation.yaml", "woonstede", required=True),
    Column("debtor_name", "as it stands on an envelope", "S. Bakker", required=True),
    Column("debtor_kind", "person or business; empty: person", "person"),
    Column("birth_date", "YYYY-MM-DD", "1988-04-12"),
    Column("jurisdiction", "nl or be; empty: as the address or creditor says", "nl"),
    Column("collector_role", "collector, creditor, bailiff; empty: as the creditor says", "collector"),
    Column("opened_on", "when we took the case in; empty: today", "2026-02-20"),
    Column(
        "description", "what it is for, in words that the debtor knows", "Huur januari 2026", required=True
    ),
    Column("invoice_number", "number of the bill", "2026-0117", required=True),
    Column("invoice_date", "YYYY-MM-DD", "2026-01-01", required=True),
    Column("due_on", "the last day to pay, YYYY-MM-DD", "2026-01-31", required=True),
    Column("amount", "principal in euro with a point; below zero is refused", "612.40", required=True),
    Column("interest", "interest so far in euro; empty: 0", "0.00"),
    Column("costs", "costs so far in euro; empty: 0", "0.00"),
    Column("paid", "paid so far in euro; empty: 0", "100.00"),
    Column("iban", "account to pay to, when it is not the creditor's own", "NL91 ABNA 0417 1643 00"),
    Column("mobile", "mobile number, with or without country code", "06 12345678"),
    Column("landline", "fixed number; carries calls only", "010 0000001"),
    Column("email", "mailbox; several people may not share one", "s.bakker@post.example"),
    Column("email_confirmed", "yes when the debtor used it with us before", "yes"),
    Column("street", "street name", "Lindelaan"),
    Column("house_number", "number only", "12"),
    Column("addition", "what follows the number", "bis"),
    Column("postcode", "1234 AB (NL) or 2000 (BE)", "1234 AB"),
    Column("town", "town", "Voorbeeldstad"),
    Column("country", "NL, BE or another two-letter code; empty: NL or BE from the postcode", "NL"),
    Column("language", "two letters; empty: nl", "nl"),
    Column("prefers", "channels that the debtor likes, the best first", "whatsapp,email"),
    Column("refuses", "channels that the debtor does not want", "sms"),
    Column("hours", "when the debtor wants to be reached", "mon-fri 18:00-21:00"),
    Column("large_print", "yes for large letters", "yes"),
    Column("plain_text", "yes for e-mail without layout", "yes"),
    Column("whatsapp_opt_in", "yes with the version of the agreed wording after it", "yes 2026-01"),
    Column("helper_name", "who speaks for the debtor", "Bewind Voorbeeld"),
    Column("helper_kind", "helper, bewindvoerder, curator, guardian or lawyer", "bewindvoerder"),
    Column("helper_email", "mailbox of the helper", "post@bewind.example"),
    Column("helper_mobile", "mobile number of the helper", "06 12345679"),
    Column("helper_until", "last day, YYYY-MM-DD; empty: until told otherwise", "2026-12-31"),
)

NAMES = tuple(column.name for column in COLUMNS)
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
