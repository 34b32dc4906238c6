"""Free text from the portfolio, judged in the lines where it stands."""

from collections.abc import Iterable, Iterator

from engine.rendering.b1.finding import NOTHING_FOUND, Finding, Level, Reading
from engine.rendering.b1.reader import Reader
from engine.rendering.template import ChannelText

LONGEST_DESCRIPTION = 200


def judge_free_text(reader: Reader, rendered: str, descriptions: Iterable[str], text: ChannelText) -> Reading:
    """
    Judge the lines of a rendered text that hold a description; the others were judged with the template.

    So a description is seen with the words around it. No finding quotes more of it than a word of the list.
    """
    distinct = set(descriptions) - {""}
    lines = {line for description in distinct for line in _lines_with(description, rendered)}
    if not lines:
        return NOTHING_FOUND
    reading = reader.judge_lines(list(lines), text.channel, text.locked)
    longest = max(map(len, distinct))
    if not reading.findings and longest <= LONGEST_DESCRIPTION:
        return NOTHING_FOUND
    return Reading.of([*map(_without_content, reading.findings), *_too_long(longest)])


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
