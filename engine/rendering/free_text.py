"""Free text from the portfolio, judged in the lines where it stands."""

import re

from engine.rendering.b1.finding import NOTHING_FOUND, Finding, Level, Reading
from engine.rendering.b1.reader import Reader
from engine.rendering.template import ChannelText
from engine.rendering.words import FREE_CLOSE, FREE_OPEN

SLOT = re.compile(f"{FREE_OPEN}([^{FREE_CLOSE}]*){FREE_CLOSE}")
LONGEST_DESCRIPTION = 200


def judge_free_text(reader: Reader, rendered: str, text: ChannelText) -> tuple[str, Reading]:
    """
    Take the marks around free text away, and judge the lines that hold any.

    The other lines were judged with the template. No finding quotes what the portfolio says, beyond a word of
    the list.
    """
    if FREE_OPEN not in rendered:
        return rendered, NOTHING_FOUND
    lines = [_unmarked(line) for line in rendered.split("\n") if FREE_OPEN in line]
    reading = reader.judge_lines(lines, text.channel, text.locked)
    clean = _unmarked(rendered)
    longest = max(map(len, SLOT.findall(rendered)))
    if not reading.findings and longest <= LONGEST_DESCRIPTION:
        return clean, reading
    findings = [_without_content(finding) for finding in reading.findings]
    if longest > LONGEST_DESCRIPTION:
        advice = f"shorten it in the portfolio to {LONGEST_DESCRIPTION} characters"
        shown = f"a description of {longest} characters"
        findings.append(Finding("description-length", Level.FAIL, 1, 1, shown, advice))
    return clean, Reading.of(findings)


def _unmarked(text: str) -> str:
    return text.replace(FREE_OPEN, "").replace(FREE_CLOSE, "")


def _without_content(finding: Finding) -> Finding:
    if finding.rule != "sentence-length":
        return finding
    return Finding(finding.rule, finding.level, 1, 1, "a line with a description", finding.alternative)
