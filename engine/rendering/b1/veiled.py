"""
Threats that touch nothing and name nobody: regret, no other choice, we know where you live.

They stand in `veiled.txt` as rows of words with families in capitals; its first lines say how to read them.
A row is matched anywhere in a sentence.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import NamedTuple

from engine.rendering.b1.common import PERSONS, READER, SMALL_WORDS, listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

GAP, SOFT, WITHOUT, OR, NOTE, FAMILY = "…", "?", "!", "|", "#", " = "
#: how many words of any kind a gap may hold, unless it says so itself
NARROW, WIDE = 3, 7
ADVICE = "weglaten: zeg rustig wat u kunt doen en wie helpt"
#: behind a verb that comes first these ask, or make a condition
ASKED = frozenset({"u", "je", "jij", "jullie"})
#: words of nearly every sentence, and words of many letters: a row is looked up by others where it has them
ALWAYS = listed("u de het dat een wij we niet is op met voor te in en van dan als uw je om er naar")
EVERYWHERE = SMALL_WORDS | PERSONS | READER
MOST = listed("geld betalen weten dag bel laatste hoe zelf zo tijd bellen kunt niets ook vragen goed wat uur")
OFTEN = listed("""
    betaal betaalt betalen betaald betaalde geld bedrag rekening rekeningen brief brieven mail bericht
    bel belt bellen belde help helpen helpt hulp graag samen kunt weten weet zien ziet krijgt krijgen
    krijg kreeg huis werk school kinderen dag dagen week weken maand maanden jaar ook toch eens even
    goed beter gratis hebt staat staan zit zitten zegt zeg zeggen vraag vragen vraagt lezen lees leest
    stuur sturen stuurt schrijf schrijven maak maken maakt telefoon zelf ander andere anders het hoe ze
    geen iedereen mensen klanten man vrouw voordat denk neem nee ja blijven blijft praten praat afspraak
    contact gemeente post laat laten uur uren morgen rest tijd deel delen plan beste groet groeten
    vriendelijke vriendelijk lukt zo nieuwe extra korting altijd alleen eerst klaar weer doe doen gewoon
    snel binnen daarna daarom eerste laatste elke elk iedere vandaag mei juni keer terug mee fout foto
    kost kosten vindt vinden misschien liever helft nummer winkel klopt nodig open adres langs dienst
    meteen vergeten thuis rechter familie ouders buren verhuurder naam auto zorg zaak bent wil kies kijk
    kijken team mag hoor horen hoort duurt volgende wachten kwam stond stoppen stopt weinig soms echt
    genoeg minder moeilijk vader zoon dochter los heet kantoor winkel papieren betaling factuur past
    zoals komen kom ging niets niemand fiets
""")


class Step(NamedTuple):
    """One place in a row: the words that may stand there, and how many others may come before."""

    words: frozenset[str]
    reach: int


class Row(NamedTuple):
    """Words that threaten when they follow each other."""

    steps: tuple[Step, ...]
    #: a second place whose words are looked for before all others
    also: frozenset[str]
    #: with one of these in the sentence it means something else
    without: frozenset[str]
    level: Level


def veiled_threats(spoken: Spoken) -> list[Hit]:
    """Find what threatens in a sentence: one place for all of it, from its first word to its last."""
    different = spoken.different
    rows = [row for word in KEYS & different for also, row in BY_KEY[word] if not also.isdisjoint(different)]
    if not rows:
        return []
    places = [place for row in rows if (place := _threat(row, spoken)) is not None]
    if not places:
        return []
    worst = max(level for level, _, _ in places)
    first = min(first for level, first, _ in places if level is worst)
    last = max(last for level, _, last in places if level is worst)
    return [spoken.hit("threat", worst, first, last, ADVICE)]


def _threat(row: Row, spoken: Spoken) -> tuple[Level, int, int] | None:
    """Give how bad a row is in a sentence, and its first and last word there."""
    if not row.without.isdisjoint(spoken.different):
        return None
    words = spoken.words
    place = _place(row.steps, words)
    if place is None:
        return None
    # a question, or a condition: raakt u uw baan kwijt, bel ons dan
    verb_first = place[0] == 0 and words[0][-1] == "t" and not ASKED.isdisjoint(words[1:2])
    asks = spoken.sentence.text.endswith("?") or verb_first
    return Level.WARN if asks else row.level, *place


def _place(steps: tuple[Step, ...], words: tuple[str, ...]) -> tuple[int, int] | None:
    """Give the first and the last word of a row in a sentence."""
    begins = steps[0].words
    for at, word in enumerate(words):
        if word in begins and (last := _last_of(steps, 1, words, at)) is not None:
            return at, last
    return None


def _last_of(steps: tuple[Step, ...], number: int, words: tuple[str, ...], here: int) -> int | None:
    """Give the last word of a row of which the step before `number` stands at a word."""
    if number == len(steps):
        return here
    wanted, reach = steps[number]
    for then in range(here + 1, min(len(words), here + 2 + reach)):
        if words[then] in wanted and (last := _last_of(steps, number + 1, words, then)) is not None:
            return last
    return None


def _read(lines: Iterable[str]) -> Iterator[Row]:
    """Read the rows, with the families that stand before them."""
    families: dict[str, frozenset[str]] = {}
    for line in lines:
        if FAMILY in line:
            name, _, words = line.partition(FAMILY)
            families[name] = listed(words)
        elif line and not line.startswith(NOTE):
            yield _row(line, families)


def _row(line: str, families: Mapping[str, frozenset[str]]) -> Row:
    steps: list[Step] = []
    without: frozenset[str] = frozenset()
    reach = 0
    for part in line.removeprefix(SOFT).split():
        if part.startswith(GAP):
            reach = _reach(part)
        elif part.startswith(WITHOUT):
            without |= _words(part.removeprefix(WITHOUT), families)
        else:
            steps.append(Step(_words(part, families), reach))
            reach = 0
    also = sorted(steps, key=_common)[:2][-1].words
    return Row(tuple(steps), also, without, Level.WARN if line.startswith(SOFT) else Level.FAIL)


def _reach(gap: str) -> int:
    """Say how many words may stand in a gap: `…` three, `……` seven, `…1` one."""
    number = gap.strip(GAP)
    return int(number) if number else (NARROW if gap == GAP else WIDE)


def _words(part: str, families: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(families.get(word, {word}) for word in part.split(OR)))


def _common(step: Step) -> float:
    """Guess in how many sentences one of the words of a place stands."""
    return sum(_weight(word) for word in step.words)


def _weight(word: str) -> float:
    if word in ALWAYS:
        return 40.0
    if word in EVERYWHERE or word in MOST:
        return 10.0
    return 2.0 if word in OFTEN else 0.1


def _by_key() -> Mapping[str, tuple[tuple[frozenset[str], Row], ...]]:
    """Put each row under the words of its place that stand in the fewest sentences."""
    found: dict[str, tuple[tuple[frozenset[str], Row], ...]] = {}
    shipped = (files("engine.rendering.b1") / "veiled.txt").read_text(encoding="utf-8")
    for row in _read(shipped.splitlines()):
        for word in min(row.steps, key=_common).words:
            found[word] = (*found.get(word, ()), (row.also, row))
    return found


BY_KEY = _by_key()
KEYS = frozenset(BY_KEY)
