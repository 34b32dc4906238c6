"""The cases that show something in particular; each says what in its comment."""

Row = dict[str, str]

HOME: Row = {
    "street": "Lindelaan",
    "house_number": "12",
    "postcode": "1234 AB",
    "town": "Voorbeeldstad",
    "country": "NL",
}
FLANDERS: Row = {
    "street": "Kerkstraat",
    "house_number": "7",
    "postcode": "2000",
    "town": "Antwerpen",
    "country": "BE",
}


def _row(number: int, creditor: str, name: str, **cells: str) -> Row:
    """Make a row with what every case needs; `cells` add to it or replace."""
    return {
        "case_id": f"D-{number}",
        "debtor_id": f"P-{number}",
        "creditor": creditor,
        "debtor_name": name,
        "opened_on": "2026-02-20",
        "description": "Huur januari 2026",
        "invoice_number": f"2026-{number}",
        "invoice_date": "2026-01-01",
        "due_on": "2026-01-31",
        "amount": "612.40",
    } | cells


WASHER: Row = {"description": "Wasmachine, bestelling B-1001", "amount": "349.00"}

SPECIAL: tuple[Row, ...] = (
    # asked for WhatsApp in the evening, and gets just that
    _row(1001, "witgoedwinkel", "S. Bakker", mobile="06 12340001", email="s.bakker@post.example",
         prefers="whatsapp,email", hours="mon-fri 18:00-21:00", whatsapp_opt_in="yes 2026-01", **WASHER, **HOME),
    # likes WhatsApp, but the creditor has it off: gets an e-mail, and the reason stands in `why`
    _row(1002, "woonstede", "M. Yılmaz", mobile="06 12340002", email="m.yilmaz@post.example",
         prefers="whatsapp,email", whatsapp_opt_in="yes 2026-01", **HOME),
    # no way to reach this person: a task, not silence
    _row(1003, "woonstede", "K. Zonder Adres"),
    # refused every channel that would work: a person agrees on one
    _row(1004, "waterrijk", "R. Visser", mobile="06 12340004", email="r.visser@post.example",
         refuses="sms,email,letter,whatsapp", description="Drinkwater januari 2026", amount="58.20", **HOME),
    # a bewindvoerder speaks for this person: messages go there
    _row(1005, "stadsenergie", "L. Nguyễn", email="l.nguyen@post.example", helper_name="Bewind Voorbeeld",
         helper_kind="bewindvoerder", helper_email="post@bewind.example", description="Energie januari 2026",
         amount="184.10", **HOME),
    # two bills of one creditor that collects for another: a claim description speaks for one claim each
    _row(1006, "zorgvast", "E. de Vries", email="e.devries@post.example", description="Zorgpremie januari 2026",
         amount="141.50", **HOME),
    _row(1007, "zorgvast", "E. de Vries", debtor_id="P-1006", email="e.devries@post.example",
         description="Zorgpremie februari 2026", amount="141.50", invoice_date="2026-01-11", **HOME),
    # a third claim of the same person by another creditor: waits for its turn
    _row(1008, "waterrijk", "E. de Vries", debtor_id="P-1006", email="e.devries@post.example",
         description="Drinkwater januari 2026", amount="44.00", **HOME),
    # large print and no layout in mail
    _row(1009, "gemeente-polderdam", "H. Brouwer", large_print="yes", plain_text="yes",
         description="Afvalstoffenheffing 2025", amount="214.75", **HOME),
    # the mailbox does not exist: the next channel follows by itself
    _row(1010, "woonstede", "T. Mulder", email="t.mulder@bestaat-niet.example", mobile="06 12340010", **HOME),
    # a bad number and a bad mailbox: the case comes in without them, both stand in the rejects file
    _row(1011, "woonstede", "O. Dekker", mobile="06 12", email="dekker(at)post.example", **HOME),
    # every diacritic
    _row(1012, "bloemenshop", "Žofie Łukasiewicz-Đorđević", email="zofie@post.example",
         description="Bestelling B-7012", amount="39.95", **HOME),
    # nothing left to pay
    _row(1013, "bloemenshop", "P. Smit", email="p.smit@post.example", amount="0.00",
         description="Bestelling B-7013", **HOME),
    # due on a leap day
    _row(1014, "gemeente-polderdam", "W. Wouters", email="w.wouters@post.example", invoice_date="2024-02-01",
         due_on="2024-02-29", description="Leges 2024", amount="71.30", **HOME),
    # a firm
    _row(1015, "stadsenergie", "Bakkerij De Halve Maan B.V.", debtor_kind="business",
         email="administratie@halvemaan.example", description="Energie januari 2026", amount="845.00", **HOME),
    # Belgium, collected for another: the formal notice first, then quiet
    _row(1016, "vlaamse-energie", "J. Peeters", email="j.peeters@post.example", mobile="0470 000016",
         description="Energie januari 2026", amount="163.20", **FLANDERS),
    # Belgium, an own claim
    _row(1017, "antwerpse-woning", "A. Maes", email="a.maes@post.example", description="Huur januari 2026",
         amount="540.00", **FLANDERS),
    # these four are refused: unknown creditor, no amount, a date that is none, below zero
    _row(1018, "onbekend", "F. Claes", **HOME),
    _row(1019, "woonstede", "G. Dubois", amount="", **HOME),
    _row(1020, "woonstede", "I. Hendriks", due_on="31-01-2026", **HOME),
    _row(1021, "woonstede", "N. Goossens", amount="-20.00", **HOME),
    # two bills of one creditor: one message for both
    _row(1022, "woonstede", "Q. Smit", email="q.smit@post.example", **HOME),
    _row(1023, "woonstede", "Q. Smit", debtor_id="P-1022", email="q.smit@post.example",
         description="Servicekosten januari 2026", amount="41.50", **HOME),
    # a small bill: one friendly message and one question, no more
    _row(1024, "waterrijk", "B. Kowalska", email="b.kowalska@post.example", description="Drinkwater januari 2026",
         amount="18.40", **HOME),
)  # fmt: skip
