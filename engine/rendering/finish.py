"""A judged draft in the form that its channel carries."""

from engine.domain.message import Text
from engine.rendering.draft import Draft
from engine.rendering.email import html_part, plain_part
from engine.rendering.layout import Layout
from engine.rendering.letter.kix import kix_of
from engine.rendering.letter.markup import PAYMENT_LINE
from engine.rendering.letter_text import letter_text
from engine.rendering.sms import to_sms
from engine.rendering.template import split_subject
from engine.rendering.whatsapp import filled
from preferences.channel import ChannelKind


def finished(draft: Draft, reading: str, layout: Layout) -> Text:
    """Make the text of a draft; raises TextRefused for a letter that cannot be addressed."""
    match draft.text.channel:
        case ChannelKind.SMS:
            return _sms(draft, reading)
        case ChannelKind.WHATSAPP:
            return _whatsapp(draft, reading)
        case ChannelKind.EMAIL:
            return _email(draft, reading, layout)
        case ChannelKind.LETTER:
            return _letter(draft, reading)


def _sms(draft: Draft, reading: str) -> Text:
    sms = to_sms(draft.rendered)
    return Text(
        channel=ChannelKind.SMS,
        body=sms.text,
        sms_parts=sms.parts,
        template=draft.text.template,
        template_version=draft.text.version,
        reading=reading,
    )


def _whatsapp(draft: Draft, reading: str) -> Text:
    body, variables = filled(draft.rendered, draft.text.places)
    return Text(
        channel=ChannelKind.WHATSAPP,
        body=body,
        variables=variables,
        template=draft.text.template,
        template_version=draft.text.version,
        reading=reading,
    )


def _email(draft: Draft, reading: str, layout: Layout) -> Text:
    subject, body = split_subject(draft.rendered)
    subject = plain_part(subject)
    return Text(
        channel=ChannelKind.EMAIL,
        body=plain_part(body),
        subject=subject,
        html="" if draft.scene.order.preference.plain_text else _page(draft, subject, body, layout),
        template=draft.text.template,
        template_version=draft.text.version,
        reading=reading,
    )


def _page(draft: Draft, subject: str, body: str, layout: Layout) -> str:
    return layout.page(
        subject,
        html_part(body),
        sender=str(draft.fixed.words["afzender"]),
        large_print=draft.scene.order.preference.large_print,
    )


def _letter(draft: Draft, reading: str) -> Text:
    subject, body = split_subject(draft.rendered)
    letter = letter_text(draft.scene, draft.fixed, subject, body)
    return Text(
        channel=ChannelKind.LETTER,
        body=plain_part(body.replace(PAYMENT_LINE, "")),
        subject=subject,
        letter={"text": letter, "country": letter.to.country, "kix_code": kix_of(letter.to)},
        template=draft.text.template,
        template_version=draft.text.version,
        reading=reading,
    )
