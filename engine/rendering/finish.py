"""A judged draft in the form that its channel carries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from engine.domain.message import Text
from engine.rendering.about import ReaderKind
from engine.rendering.blockwise import MARK, Blockwise
from engine.rendering.draft import Draft
from engine.rendering.email import both_parts, plain_block
from engine.rendering.forms import Forms, Parts
from engine.rendering.layout import Layout
from engine.rendering.letter.house_style import STANDARD, STANDARD_STYLE, HouseStyle
from engine.rendering.letter.kix import kix_of
from engine.rendering.letter_text import Paper, for_stranger, letter_text, on_paper
from engine.rendering.organisation_words import CODE_PLACE
from engine.rendering.pieces import accounts_of, apart
from engine.rendering.sms import to_sms
from engine.rendering.template import split_subject
from engine.rendering.whatsapp import filled
from preferences.channel import ChannelKind


@dataclass(frozen=True, slots=True)
class Finish:
    """Knows mails as forms, what the blocks of letters become, and how each creditor's mails look."""

    #: house styles by name; a creditor without one of these has the standard one
    styles: Mapping[str, HouseStyle] = field(default_factory=dict)
    mail: Forms = field(default_factory=Forms)
    paper: Paper = field(default_factory=lambda: Blockwise(on_paper))


def finished(draft: Draft, reading: str, layout: Layout, finish: Finish) -> Text:
    """Make the text of a draft; raises TextRefused for a letter that cannot be addressed."""
    match draft.text.channel:
        case ChannelKind.SMS:
            return _sms(draft, reading)
        case ChannelKind.WHATSAPP:
            return _whatsapp(draft, reading)
        case ChannelKind.EMAIL:
            return _email(draft, reading, layout, finish)
        case ChannelKind.LETTER:
            return _letter(draft, reading, finish)


def _sms(draft: Draft, reading: str) -> Text:
    sms = to_sms(draft.with_code(draft.rendered))
    return Text(
        channel=ChannelKind.SMS,
        body=sms.text,
        sms_parts=sms.parts,
        template=draft.text.template,
        template_version=draft.text.version,
        reading=reading,
    )


def _whatsapp(draft: Draft, reading: str) -> Text:
    body, variables = filled(draft.with_code(draft.rendered), draft.text.places)
    return Text(
        channel=ChannelKind.WHATSAPP,
        body=body,
        variables=variables,
        template=draft.text.template,
        template_version=draft.text.version,
        reading=reading,
    )


def _email(draft: Draft, reading: str, layout: Layout, finish: Finish) -> Text:
    wishes, sender = draft.scene.order.preference, str(draft.fixed.words["afzender"])
    style = finish.styles.get(draft.fixed.creditor.envelope) or finish.styles.get(STANDARD) or STANDARD_STYLE

    def convert(text: str) -> Parts:
        subject, body = split_subject(text)
        subject = plain_block(subject)
        blocks = [both_parts(block.strip("\n")) for block in body.split("\n\n") if block.strip("\n")]
        html = "".join([html for _, html in blocks])
        page = layout.page(subject, html, sender=sender, large_print=wishes.large_print, style=style)
        return Parts(subject, _together([plain for plain, _ in blocks]), "" if wishes.plain_text else page)

    kind = (sender, wishes.large_print, wishes.plain_text, style.name)
    pieces = apart(draft.pieces)
    parts = finish.mail.parts(pieces, convert, kind)
    return Text(
        channel=ChannelKind.EMAIL,
        body=draft.with_code(parts.plain),
        subject=parts.subject,
        html=draft.with_code(parts.html),
        accounts=accounts_of(pieces),
        template=draft.text.template,
        template_version=draft.text.version,
        reading=reading,
    )


def _letter(draft: Draft, reading: str, finish: Finish) -> Text:
    # a block with a code in it belongs to one contact: the mark keeps it from being remembered
    marked = "".join(draft.pieces).replace(CODE_PLACE, f"{MARK}{draft.code}")
    subject, body = split_subject(marked)
    laid_out = partial(finish.paper.of, own={})
    letter = letter_text(draft.scene, draft.fixed, subject, body, laid_out)
    addressee = {}
    if draft.text.about.reader is ReaderKind.STRANGER:
        letter = for_stranger(letter)
        addressee = {"addressee": letter.to.name}
    plain = [plain for plain, _ in laid_out(body)]
    return Text(
        channel=ChannelKind.LETTER,
        body=_together(plain),
        subject=letter.subject,
        accounts=accounts_of(apart(draft.pieces)),
        letter={"text": letter, "country": letter.to.country, "kix_code": kix_of(letter.to)} | addressee,
        template=draft.text.template,
        template_version=draft.text.version,
        reading=reading,
    )


def _together(blocks: list[str]) -> str:
    """Put plain blocks under one another, with an empty line between two."""
    return "\n\n".join([block for block in blocks if block]).strip()
