"""Free text from the portfolio, judged with the words that stand around it."""

from collections.abc import Iterable, Iterator

from engine.rendering.b1.finding import NOTHING_FOUND, Finding, Level, Reading
from engine.rendering.b1.reader import LONG, LONG_ON_PHONE, ON_PHONE, Reader
from engine.rendering.b1.sentences import swallows_point
from engine.rendering.proof import Described, Proof
from engine.rendering.samples import DESCRIPTION
from engine.rendering.template import ChannelText

LONGEST_DESCRIPTION = 200


def judge_free_text(
    reader: Reader, text: ChannelText, rendered: str, descriptions: Iterable[str], proof: Proof
) -> Reading:
    """
    Judge the descriptions in a rendered text; all the rest of it was judged with the template.

    A description is seen with the words around it, which are known from the template (`proof.joins`).
    Sentences are only counted where they might be long: how many words of its own each has is known too. No
    finding quotes more of a description than a word of the list.
    """
    distinct = set(descriptions) - {""}
    if not distinct:
        return NOTHING_FOUND
    longest = max(map(len, distinct))
    if longest <= LONGEST_DESCRIPTION and _all_short(distinct, text, proof.described):
        return reader.judge_words(list(_joined(distinct, proof)), text.locked)
    lines = list(dict.fromkeys(line for one in distinct for line in _lines_with(one, rendered)))
    found = reader.judge_lines(lines, text.channel, text.locked).findings
    return Reading.of([*map(_without_content, found), *_too_long(longest)])


def _joined(descriptions: Iterable[str], proof: Proof) -> Iterator[str]:
    """Give each description as it stands between words of the template, in every way that it does."""
    for before, after in proof.joins or {("", "")}:
        for one in descriptions:
            yield before.replace(DESCRIPTION, one) + one + after.replace(DESCRIPTION, one)


def _all_short(descriptions: Iterable[str], text: ChannelText, described: Iterable[Described]) -> bool:
    long = LONG_ON_PHONE if text.channel in ON_PHONE else LONG
    most = max(one.count(" ") for one in descriptions) + 1
    fits = all(around.words + around.descriptions * most < long for around in described)
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
