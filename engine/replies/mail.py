"""Take out of an e-mail what the sender did not write now: quoted thread, signature, disclaimer."""

import re

from mailparser_reply import EmailReplyParser

QUOTE_HEAD = re.compile(
    r"(?im)^\s*(?:>|-{2,}\s*(?:oorspronkelijk|original|doorgestuurd|forwarded|origineel)|"
    r"(?:op|on|le) .{4,90}(?:schreef|wrote|a écrit)|van:\s.*\n(?:verzonden|datum|aan|sent):|from:\s.*\n(?:sent|to|date):|"
    r".{3,80} schreef op .{4,60}:|_{8,}\s*$).*"
)
CLOSING = re.compile(
    r"(?im)(?:^\s*|(?<=[.!?] ))(?:met (?:vriendelijke|hartelijke|beste|vr\.?) ?(?:groet\w*|gr\.?)?|mvg|m\.v\.g\.|vriendelijke? groet\w*|hoogachtend|"
    r"groet(?:en|jes)?|gr\.?|grtz|mvrgr|hartelijke groet\w*|beste groet\w*|kind regards|best regards|regards|"
    r"cordialement|mit freundlichen .*|verstuurd vanaf|verzonden vanaf|verzonden met|sent from|-- ?$|w\.g\.|met achting|"
    r"met dank en groet)(?![a-z])[ ,.!]*(?P<rest>.*)$"
)
DISCLAIMER = re.compile(
    r"(?im)^\W*(?:disclaimer|dit (?:e-?mail)?bericht (?:is|kan|en|\(inclusief|inclusief).{0,40}(?:vertrouwelijk|bestemd)|de informatie in (?:dit|deze)|"
    r"this (?:e-?mail|message).{0,60}(?:confidential|intended)|aan dit bericht kunnen geen rechten|denk aan het milieu|"
    r"think before you print|p\.?s\.? denk aan|bespaar papier|deze e-?mail .{0,40}(?:vertrouwelijk|bestemd)|dit bericht is uitsluitend).*"
)
SAYS_WHO = re.compile(
    r"(?i)bewind|notaris|advoca|curator|schuld|kredietbank|ocmw|executeur|deurwaarder|mentor|budget|erfgena|wed(?:\.|uwe)"
)
MAY_WRITE_ON = 60


def own_words(text: str) -> str:
    """Give what the sender wrote now; a signature line that says in what quality they write stays."""
    shown = re.sub(r"\r\n?", "\n", text)
    quoted = QUOTE_HEAD.search(shown)
    if quoted:
        shown = _without_quotes(shown, quoted.start())
    disclaimer = DISCLAIMER.search(shown)
    if disclaimer:
        shown = shown[: disclaimer.start()]
    return _without_signature(shown)


def _without_quotes(text: str, start: int) -> str:
    lines = [line for line in text[start:].split("\n") if not line.lstrip().startswith(">")]
    below = "" if _is_thread(text[start:]) else "\n".join(lines)
    if not text[:start].strip() and not below.strip():
        return str(EmailReplyParser(languages=["nl", "en"]).parse_reply(text) or "")
    return text[:start] + ("\n" + below if below.strip() and not _heads(below) else "")


def _is_thread(text: str) -> bool:
    return bool(re.match(r"(?i)\s*(?:-{2,}|van:|from:|_{8,})", text))


def _heads(text: str) -> bool:
    return not any(line.strip() and not QUOTE_HEAD.match(line) for line in text.split("\n"))


def _without_signature(text: str) -> str:
    for found in CLOSING.finditer(text):
        before = text[: found.start()]
        rest = text[found.end() :]
        kept = [line for line in (found.group("rest"), *rest.split("\n")) if SAYS_WHO.search(line)]
        if before.strip() or not kept:
            return before + ("\n" + "\n".join(kept) if kept else "")
    return text
