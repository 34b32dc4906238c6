"""A collector names help: the municipality, 113 and a dispute scheme; an SMS links to it."""

from collections.abc import Iterator

from engine.policy.content.content import Content, ContentKind
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.topics import DISPUTE_SCHEME, HELP, LIFELINE, LIFELINE_CUE, LINK, MUNICIPALITY

LAW = Law("NL-26", "Rki 4(1); NOWID", "S")
HELP_WORD = "hulp"


def names_help(content: Content) -> Iterator[ContentFinding]:
    """Ask for the help block, or on a phone for a link to it."""
    if content.kind is ContentKind.SMS_NUDGE:
        if not _links_to_help(content):
            yield LAW.missing("help_link", "add a link to a page with help: Hulp: www.company.example/hulp")
        return
    if not _near(content, municipal=True):
        yield LAW.missing("municipal_help", "name the free help of the municipality")
    if not _near(content, municipal=False):
        yield LAW.missing("113", "name 113, for who thinks of suicide")
    if not content.writing.has(DISPUTE_SCHEME):
        yield LAW.missing("dispute_scheme", "name the dispute scheme")


def _near(content: Content, *, municipal: bool) -> bool:
    """Say whether a subject stands together with its cue: in one piece, or in two that follow each other."""
    subject, cue = (MUNICIPALITY, HELP) if municipal else (LIFELINE, LIFELINE_CUE)
    pieces = [piece.text for piece in content.nameless.pieces]
    for index, piece in enumerate(pieces):
        around = " ".join(pieces[max(0, index - 1) : index + 2])
        if subject.search(piece) and cue.search(piece if municipal and HELP.search(piece) else around):
            return True
    return False


def _links_to_help(content: Content) -> bool:
    for piece in content.writing.pieces:
        links = [match.group() for match in LINK.finditer(piece.text)]
        if any(HELP_WORD in link for link in links) or (links and HELP_WORD in piece.text):
            return True
    return False
