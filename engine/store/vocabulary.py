"""The columns of each record, in the order in which engine.store.records reads them."""

from collections.abc import Sequence
from typing import Any

#: the values of a row, as they stand under a name below
Columns = Sequence[Any]

#: by the word that stands for them in our statements
COLUMNS = {
    "case": "c.id, c.debtor_id, c.creditor, c.jurisdiction, c.collector_role, c.sector, c.status, c.phase,"
    " c.opened_at, c.paid_cents, c.iban, c.earlier_on, c.earlier_by, c.earlier_received_on, c.described_on",
    "line": "l.kind, l.description, l.amount_cents, l.invoice_number, l.invoice_date, l.due_on",
    "position": "p.case_id, p.campaign, p.version, p.run, p.step, p.since, p.due_at, p.started_at",
    "debtor": "d.id, d.name, d.kind, d.birth_date, d.representative, d.representative_kind,"
    " d.represented_until, d.represented_cases",
    "point": "n.kind, n.value, n.state, n.source, n.address, n.checked_on",
    "change": "w.id, w.debtor_id, w.at, w.by, w.through, w.field, w.value, w.words, w.proof",
    "pause": "s.id, s.kind, s.debtor_id, s.case_id, s.since, s.until, s.ended_at, s.source,"
    " s.lift_asked_by, s.lift_asked_at",
    "keeper": "k.debtor_id = s.debtor_id AND k.done_at IS NULL AND k.opened_at < s.until"
    " AND (s.case_id IS NULL OR k.case_id = s.case_id)",
    "task": "k.id, k.kind, k.case_id, k.debtor_id, k.because, k.opened_at, k.due_on, k.step, k.script,"
    " k.done_at, k.done_by, k.result, k.taken_by",
    "contact": "o.reference, o.debtor_id, o.case_ids, o.kind, o.campaign, o.run, o.step, o.ordinal,"
    " o.legal_role, o.creditor, o.at, o.outcome, o.sent_to, o.said",
    "arrangement": "g.id, g.case_id, g.debtor_id, g.status, g.instalments, g.every, g.proposed_at,"
    " g.proposed_by, g.agreed_at, g.agreed_by, g.ended_at, g.missed, g.look_at",
    "notice": "y.id, y.debtor_id, y.case_id, y.kind, y.cause, y.template, y.legal_role, y.channels, y.since,"
    " y.expires_at, y.due_at, y.may_lapse, y.told, y.only_to",
    "arrears": "a.id, a.debtor_id, a.kind, a.source, a.known_on, a.noted_by, a.noted_at, a.ended_at",
    "release": "day, creditor, channel, legal_role, planned, forecast, because, first_by, released_by",
    "of_release": "day = ? AND creditor = ? AND channel = ? AND legal_role = ?",
    "touchpoint": "t.id, t.subject, t.seq, t.kind, t.at, t.reference, t.outcome, t.public, t.content_hash,"
    " t.previous, t.hash",
}
