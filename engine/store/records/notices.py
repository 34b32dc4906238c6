"""Notices as records."""

from dataclasses import asdict
from datetime import date
from typing import Any

import orjson

from engine.domain.campaign import LegalRole
from engine.domain.money import cents, euro
from engine.domain.notice import Notice, NoticeKind
from engine.domain.told import NOTHING_TOLD, Appointment, Plan, PlannedPayment, Question, Told
from engine.store.columns import micros, moment, moment_or_none, words
from engine.store.vocabulary import Columns
from preferences.channel import ChannelKind

KINDS, ROLES = words(NoticeKind), words(LegalRole)


def notice_record(row: Columns) -> Notice:
    """Read a notice."""
    (key, debtor_id, case_id, kind, cause, template, role, channels, *rest) = row
    since, expires, due, lapses, told, only_to = rest
    return Notice(
        id=key,
        debtor_id=debtor_id,
        case_id=case_id,
        kind=KINDS[kind],
        cause=cause,
        template=template,
        legal_role=ROLES[role],
        channels=tuple(ChannelKind(one) for one in channels.split(",") if one),
        since=moment(since),
        expires_at=moment(expires),
        due_at=moment_or_none(due),
        may_lapse=bool(lapses),
        told=_read_told(orjson.loads(told)),
        only_to=only_to,
    )


def written_told(told: Told) -> str:
    """Write what a notice tells; what is not there is left out."""
    plan, appointment = told.plan, told.appointment
    parts: dict[str, Any] = {
        "plan": plan
        and {
            "payments": [[one.due_on.isoformat(), cents(one.amount)] for one in plan.payments],
            "every": plan.every,
            "paid": cents(plan.paid),
            "missed_on": plan.missed_on and plan.missed_on.isoformat(),
            "next_on": plan.next_on and plan.next_on.isoformat(),
        },
        "appointment": appointment and [micros(appointment.at), appointment.how, appointment.person],
        "quiet_until": told.quiet_until and told.quiet_until.isoformat(),
        "partner": told.partner,
        "partner_phone": told.partner_phone,
        "explanation": told.explanation,
        "language": told.language,
        "question": told.question and asdict(told.question),
        "asks_proof": told.asks_proof,
    }
    return orjson.dumps({name: value for name, value in parts.items() if value}).decode()


def _read_told(parts: dict[str, Any]) -> Told:
    if not parts:
        return NOTHING_TOLD
    return Told(
        plan=_plan(parts["plan"]) if "plan" in parts else None,
        appointment=_appointment(*parts["appointment"]) if "appointment" in parts else None,
        quiet_until=_day(parts.get("quiet_until")),
        partner=parts.get("partner", ""),
        partner_phone=parts.get("partner_phone", ""),
        explanation=parts.get("explanation", ""),
        language=parts.get("language", ""),
        question=Question(**parts["question"]) if "question" in parts else None,
        asks_proof=parts.get("asks_proof", False),
    )


def _plan(parts: dict[str, Any]) -> Plan:
    return Plan(
        payments=tuple(
            PlannedPayment(date.fromisoformat(day), euro(amount)) for day, amount in parts["payments"]
        ),
        every=parts["every"],
        paid=euro(parts["paid"]),
        missed_on=_day(parts["missed_on"]),
        next_on=_day(parts.get("next_on")),
    )


def _appointment(at: int, how: str, person: str) -> Appointment:
    return Appointment(at=moment(at), how=how, person=person)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
