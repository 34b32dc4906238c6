"""Free text from the portfolio, judged in the lines where it stands."""

from collections.abc import Iterable, Iterator

from engine.rendering.b1.finding import NOTHING_FOUND, Finding, Level, Reading
from engine.rendering.b1.reader import LONG, Reader
from engine.rendering.b1.sentences import swallows_point
from engine.rendering.proof import Described
from engine.rendering.template import ChannelText

LONGEST_DESCRIPTION = 200


def judge_free_text(
    reader: Reader,
    text: ChannelText,
    rendered: str,
    descriptions: Iterable[str],
    described: Iterable[Described],
) -> Reading:
    """
    Judge the lines of a rendered text that hold a description; the others were judged with the template.

    So a description is seen with the words around it. Sentences are only counted where they might be long:
    how many words of its own each has, is known from the template (`described`). No finding quotes more of a
    description than a word of the list.
    """
    distinct = set(descriptions) - {""}
    lines = list(dict.fromkeys(line for one in distinct for line in _lines_with(one, rendered)))
    if not lines:
        return NOTHING_FOUND
    longest = max(map(len, distinct))
    if _all_short(distinct, described) and longest <= LONGEST_DESCRIPTION:
        return reader.judge_words(lines, text.locked)
    found = reader.judge_lines(lines, text.channel, text.locked).findings
    return Reading.of([*map(_without_content, found), *_too_long(longest)])


def _all_short(descriptions: Iterable[str], described: Iterable[Described]) -> bool:
    most = max(len(one.split()) for one in descriptions)
    fits = all(around.words + around.descriptions * most < LONG for around in described)
    return fits and not any(map(swallows_point, descriptions))


def _lines_with(description: str, rendered: str) -> Iterator[str]:
    found = rendered.find(description)
    while found >= 0:
        end = rendered.find("\n", found)
        end = len(rendered) if end < 0 else end
        yield rendered[rendered.rfind("\n", 0, found) + 1 : end]
        found = rendered.find(description, end)


def _too_long(length: int) -> Iterator[Finding]:
    if length > LONGEST_DESCRIPTION:
        advice = f"shorten it in the portfolio to {LONGEST_DESCRIPTION} characters"
        yield Finding("description-length", Level.FAIL, 1, 1, f"a description of {length} characters", advice)


def _without_content(finding: Finding) -> Finding:
    if finding.rule != "sentence-length":
        return finding
    return Finding(finding.rule, finding.level, 1, 1, "a line with a description", finding.alternative)
