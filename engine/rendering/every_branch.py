"""
Every branch of a text, before a person approves it: all its turns, with ordinary and extreme words.

At dispatch a shorter look is enough (engine.rendering.samples); this one takes a second, and is for the
moment at which a template is published and for the tests. Sentences are judged in every combination of
conditions; what is said of a text as a whole comes from the shorter look.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from math import prod

from engine.rendering.b1.finding import Finding, Level, Reading
from engine.rendering.b1.reader import Memory, Reader
from engine.rendering.compiled import MissingWord
from engine.rendering.envelope import seen_outside
from engine.rendering.samples import COUNTRY, options_of, scenes
from engine.rendering.template import WITH_SUBJECT, ChannelText, split_subject
from engine.rendering.vocabulary import WORDS, Kind, Vocabulary
from engine.rendering.whatsapp import PLACE
from preferences.channel import ChannelKind

#: up to so many combinations all are tried; of more, every two conditions in each way
MOST = 4096
#: as many bills and payments as a letter can still hold
MANY = 24
Words = dict[str, object]
#: rules about a text as a whole, which say nothing of one paragraph
OF_WHOLE = frozenset({"nobody-addressed", "mean-length", "score", "dense", "explain-term"})

#: what is still possible, however unlikely
LARGEST: Mapping[Kind, object] = {
    Kind.NAME: "Bakkers-Vanderhoevenschouten",
    Kind.TEXT: "Voorbeeldstadsbedrijven",
    Kind.LINK: "https://www.voorbeeldstadsbedrijven.example/uitleg/en/hulp/voor/u",
    Kind.AMOUNT: Decimal("9999999.99"),
    Kind.DATE: date(2099, 12, 31),
    Kind.NUMBER: 360,
}
SMALLEST: Mapping[Kind, object] = {
    Kind.NAME: "O",
    Kind.TEXT: "X",
    Kind.LINK: "a.example",
    Kind.AMOUNT: Decimal("0.01"),
    Kind.DATE: date(2026, 1, 1),
    Kind.NUMBER: 1,
}


def judge_every_branch(reader: Reader, text: ChannelText) -> Reading:
    """Judge what a text says in every branch; each finding once."""
    memory: Memory = {}
    blocks: set[str] = set()
    findings: dict[tuple[str, str], Finding] = {}
    try:
        for words in branches(text):
            for block in _blocks(text, words) - blocks:
                blocks.add(block)
                read = reader.judge(block, text.channel, text.locked, memory=memory)
                findings |= {(one.rule, one.text): one for one in read.findings if one.rule not in OF_WHOLE}
                findings |= {(one.rule, one.text): one for one in _outside(text, block)}
    except MissingWord as error:
        advice = "put it between {% if %} and {% endif %}"
        return Reading.of([Finding("missing-word", Level.FAIL, 1, 1, str(error), advice)])
    return Reading.of(list(findings.values()))


def branches(text: ChannelText) -> Iterator[Words]:
    """Give words for every combination of what the text asks about, and extreme words for ordinary ones."""
    base = next(iter(scenes(text)))
    options = options_of(text)
    for chosen in _combinations(options):
        yield base | chosen
    for extreme in (LARGEST, SMALLEST):
        for scene in scenes(text):
            yield stretched(scene, extreme)


def stretched(scene: Words, extreme: Mapping[Kind, object]) -> Words:
    """Put extreme words in the place of ordinary ones; what is absent stays absent."""
    return {name: _stretched(name, value, extreme) for name, value in scene.items()}


def _stretched(name: str, value: object, extreme: Mapping[Kind, object]) -> object:
    word = WORDS[name]
    if not value or name == COUNTRY:
        return value
    if isinstance(value, list):
        return [_parts(word.parts, item, extreme) for item in (value * MANY)[:MANY]]
    if isinstance(value, dict):
        return _parts(word.parts, value, extreme)
    return extreme.get(word.kind, value)


def _parts(parts: Vocabulary, item: Words, extreme: Mapping[Kind, object]) -> Words:
    """Stretch the parts of a record; a text in it is one of a few fixed words, such as a kind of bill."""
    kinds = {name: parts[name].kind for name in item}
    return {
        name: value if not value or kinds[name] is Kind.TEXT else extreme.get(kinds[name], value)
        for name, value in item.items()
    }


def _combinations(options: Mapping[str, tuple[object, ...]]) -> Iterator[Words]:
    if prod(map(len, options.values())) <= MOST:
        for values in product(*options.values()):
            yield dict(zip(options, values, strict=True))
        return
    for one, other in combinations(options, 2):
        for values in product(options[one], options[other]):
            yield {one: values[0], other: values[1]}


def _blocks(text: ChannelText, words: Words) -> set[str]:
    """Give the paragraphs of a rendered text; a short text is one."""
    rendered = text.compiled.render(words)
    if text.channel not in WITH_SUBJECT:
        return {PLACE.sub(r"\1", rendered)}
    subject, body = split_subject(rendered)
    return {subject, *filter(None, body.split("\n\n"))}


def _outside(text: ChannelText, block: str) -> Iterator[Finding]:
    """Find what others may not see; of an e-mail the proof has looked at subject and first words."""
    if text.channel in {ChannelKind.SMS, ChannelKind.WHATSAPP}:
        yield from seen_outside(block)
