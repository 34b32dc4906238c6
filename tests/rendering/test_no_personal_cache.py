"""Whatever is remembered between two texts, in whatever cache, says nothing of anybody."""

import gc
import sys
from collections.abc import Sized
from dataclasses import replace
from functools import _lru_cache_wrapper
from pathlib import Path
from types import ModuleType

from engine.domain.errors import TextRefused
from engine.rendering.b1.reader import load_reader
from engine.rendering.writing import open_writer
from preferences.channel import ChannelKind
from tests.rendering.orders import DEBTOR, HOME, a_case, a_line, an_order
from tests.rendering.test_house_templates import fitting

SHIPPED = Path(__file__).parents[2] / "templates" / "nl_b1"
#: words of one debtor that stand nowhere else
THEIRS = ("Quakkelaarsma", "Zwaluwstaartpad", "Kookwekkertje", "XR-77001")
#: with fewer the lists were not counted
MANY_WORDS = 300_000


def theirs():
    """Make an order in which every word of a debtor and case can be told from all others."""
    home = replace(HOME, street="Zwaluwstaartpad")
    points = tuple(replace(point, address=home if point.address else None) for point in DEBTOR.points)
    debtor = replace(DEBTOR, name="P. Quakkelaarsma", points=points)
    line = a_line("Kookwekkertje van april", number="XR-77001")
    return {"debtor": debtor, "cases": (a_case(line),)}


def remembered():
    """Give all that caches of functions hold, written out."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("engine.", "channels.", "app.")):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper):
                    for held in gc.get_referents(value):
                        if isinstance(held, dict) and held is not value.__dict__:
                            yield f"{name}.{value.__name__}", repr(list(held.items()))


def test_no_function_remembers_a_word_of_a_debtor():
    writer = open_writer(SHIPPED)
    for name, template in writer.shelf.templates.items():
        for channel in template.texts:
            try:
                writer.write(fitting(an_order(channel, name, **theirs()), template.about))
            except TextRefused:
                continue
    held = list(remembered())

    assert any(name.endswith("number_pattern") for name, _ in held)
    assert [name for name, words in held if any(word in words for word in THEIRS)] == []


def test_neither_does_what_the_writer_knows_of_templates():
    writer = open_writer(SHIPPED)
    for name, template in writer.shelf.templates.items():
        writer.write(fitting(an_order(ChannelKind.LETTER, name, **theirs()), template.about))

    gate, proofs = writer.gate, writer.proofreader
    known = repr([gate, proofs._remembered, proofs._sentences, writer._texts._known.keys()])
    known += repr([writer._finish.mail.known, writer._finish.paper._known])

    assert [word for word in THEIRS if word in known] == []


def held_by(thing):
    """Give the number of things in everything that a thing holds, however deep."""
    waiting, seen = [thing], {}
    while waiting:
        here = waiting.pop()
        if id(here) not in seen and not isinstance(here, type | ModuleType):
            seen[id(here)] = len(here) if isinstance(here, Sized) else 0
            waiting += gc.get_referents(here)
    return seen


def test_the_reading_check_keeps_no_word_of_what_it_read():
    """Also not a name that the list of common words has, such as Vandenberghe."""
    reader = load_reader()
    text = (
        f"Beste heer {THEIRS[0]},\n\nU woont op {THEIRS[1]}straat. Uw {THEIRS[2].lower()}voorziening is "
        f"openstaand. Zie {THEIRS[3]}. Wij weten waar u woont. Niet onkookwekkertjelijk! Bel vandenberghe, "
        "vermeulen of janssens.\n\nGroet,\nAnna"
    )
    reader.judge("Goedendag.", ChannelKind.LETTER)
    before = held_by(reader)
    for channel in ChannelKind:
        assert reader.judge(text, channel, country="nl").findings
    reader.judge_words([text])
    reader.judge_lines([text], ChannelKind.SMS)

    assert sum(before.values()) > MANY_WORDS
    assert held_by(reader) == before
