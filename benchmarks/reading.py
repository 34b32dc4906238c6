"""
Reading: microseconds for the reading check of one e-mail at dispatch; budget 100.

At dispatch only the free text (names, descriptions) and where it joins is judged: the template itself was
judged with typed places before. The reference judges the same text as a whole.
"""

import time

from app.wiring import House
from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, empty_house, record
from engine.domain.campaign import LegalRole
from engine.domain.message import Recipient
from engine.ports import TextOrder
from engine.rendering.free_text import judge_free_text
from engine.rendering.organisation_words import OrganisationWords
from engine.rendering.scene import Scene
from engine.rendering.words import contact_words
from preferences.channel import ChannelKind
from preferences.preference import Preference

TEXTS, TEMPLATE = 3_000, "vriendelijke_herinnering"


def _rendered(house: House, number: int) -> tuple[str, list[str]]:
    """Write one e-mail, and say which free text went into it."""
    one, text = record(number), house.writer.shelf.text(TEMPLATE, ChannelKind.EMAIL)
    order = TextOrder(
        template=TEMPLATE,
        channel=ChannelKind.EMAIL,
        reference="260310-AAAAAAAAAAAAAAAA",
        debtor=one.debtor,
        to=Recipient(value="-", name=one.debtor.name),
        preference=Preference(),
        cases=(one.case,),
        organisation=house.organisation,
        campaign=house.campaigns[0],
        legal_role=LegalRole.NONE,
        now=NOON,
    )
    scene = Scene(order, house.writer.calendars)
    words = OrganisationWords().of(order).words | contact_words(scene, text.contact_words)
    return text.compiled.render(words), scene.descriptions


def measure() -> Figure:
    """Render 3,000 e-mails and judge each twice: as at dispatch, and as a whole."""
    with empty_house() as (house, _):
        writer = house.writer
        text = writer.shelf.text(TEMPLATE, ChannelKind.EMAIL)
        proof = writer.proofreader.proof(text)
        rendered = [_rendered(house, number) for number in range(TEXTS)]
    started = time.process_time()
    for words, descriptions in rendered:
        judge_free_text(writer.reader, text, words, descriptions, proof)
    at_dispatch = (time.process_time() - started) / TEXTS * 1e6
    started = time.process_time()
    for words, _ in rendered:
        writer.reader.judge(words, ChannelKind.EMAIL)
    whole = (time.process_time() - started) / TEXTS * 1e6
    said = ("microseconds to judge the same e-mail as a whole", whole)
    return figure(
        "reading", "microseconds for one e-mail at dispatch", at_dispatch, said, at_dispatch / whole
    )


if __name__ == "__main__":
    show(__doc__, measure)
