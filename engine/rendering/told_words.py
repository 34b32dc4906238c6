"""The words for what a message tells beside the claim: arrangement, appointment, pause, partner, wishes."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from engine.domain.people import ContactPoint
from engine.domain.told import Plan
from engine.rendering.languages import line_for
from engine.rendering.plain import plain
from engine.rendering.scene import Record, Scene
from preferences.channel import ChannelKind

#: what a debtor calls a channel
CHANNEL_NAMES = {
    ChannelKind.SMS: "een sms",
    ChannelKind.EMAIL: "een e-mail",
    ChannelKind.WHATSAPP: "WhatsApp",
    ChannelKind.LETTER: "een brief",
}
YES_OR_NO = "Antwoord JA of NEE."
#: where the name of who helps would tell what it is about
ONLY_ON_THE_PAGE = "Mag iemand u bellen om te helpen?"
A_COLLEAGUE = "een medewerker"


def _plan(scene: Scene) -> Record | None:
    plan = scene.order.told.plan
    if plan is None or not plan.payments:
        return None
    first, last = plan.payments[0], plan.payments[-1]
    return {
        "bedrag": plan.total,
        "aantal": len(plan.payments),
        "elke": plan.every,
        "eerste_datum": first.due_on,
        "termijn_bedrag": first.amount,
        "laatste_datum": last.due_on,
        "laatste_bedrag": last.amount,
        "betaald": plan.paid,
        "open": plan.total - plan.paid,
        "gemist": plan.missed_on is not None,
        "gemist_datum": plan.missed_on or first.due_on,
        "gemist_bedrag": plan.amount_on(plan.missed_on),
        "volgende_datum": plan.next_on or first.due_on,
        "volgende_bedrag": plan.amount_on(plan.next_on),
        "termijnen": _payments(plan),
    }


def _payments(plan: Plan) -> list[Record]:
    return [
        {"nummer": number, "datum": payment.due_on, "bedrag": payment.amount}
        for number, payment in enumerate(plan.payments, start=1)
    ]


def _appointment(scene: Scene) -> Record | None:
    appointment = scene.order.told.appointment
    if appointment is None:
        return None
    local = appointment.at.astimezone(ZoneInfo(scene.order.campaign.timezone))
    return {
        "datum": local.date(),
        "tijd": f"{local:%H:%M}",
        "hoe": appointment.how,
        "wie": plain(appointment.person) or A_COLLEAGUE,
    }


def _pause(scene: Scene) -> Record | None:
    until = scene.order.told.quiet_until
    return None if until is None else {"tot": until}


def _partner(scene: Scene) -> Record | None:
    told = scene.order.told
    return {"naam": plain(told.partner), "telefoon": told.partner_phone} if told.partner else None


def _question(scene: Scene) -> Record | None:
    asked = scene.order.told.question
    return {"tekst": asked.text, "kort": asked.short} if asked else None


def _question_in_app(scene: Scene) -> str:
    """Ask in the registered words for a screen that others see; a text for WhatsApp knows no choice."""
    asked = scene.order.told.question
    return f"{asked.short} {YES_OR_NO}" if asked and asked.short else ONLY_ON_THE_PAGE


def _explanation(scene: Scene) -> str:
    written = plain(scene.order.told.explanation)
    scene.descriptions.append(written)
    return written


def _likes(scene: Scene) -> str:
    order = scene.order.preference.order
    return CHANNEL_NAMES[order[0]] if order else ""


def _address(scene: Scene) -> str:
    points: tuple[ContactPoint, ...] = scene.order.debtor.points
    found = next((point.address for point in points if point.address), None)
    if found is None:
        return ""
    return plain(
        f"{found.street} {found.house_number} {found.addition}".strip() + f", {found.postcode} {found.town}"
    )


TOLD_MAKERS: Mapping[str, Callable[[Scene], object]] = {
    "regeling": _plan,
    "afspraak": _appointment,
    "pauze": _pause,
    "partner": _partner,
    "vraag": _question,
    "vraag_app": _question_in_app,
    "toelichting": _explanation,
    "liefst": _likes,
    "adres": _address,
    "bewijs_gevraagd": lambda scene: scene.order.told.asks_proof,
    "taal_regel": lambda scene: line_for(scene.order.told.language, scene.order.channel),
}
