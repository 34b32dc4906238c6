"""The record in a file: its lines, the contacts that they tell of, what is wrong with them, and the proof."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.domain.campaign import LegalRole
from engine.domain.errors import NoteRefused
from engine.domain.touchpoint import LineKind, Outcome
from engine.dossier.ports import DossierBooks, Salvaged, SalvagedLine
from engine.record.checkpoint import Checkpoint, unchecked
from engine.record.merkle import inclusion_proof
from engine.record.tiles import Tiles
from preferences.channel import ContactKind

Part = dict[str, Any]

HASH_LENGTH = 32


def record_parts(salvaged: Salvaged) -> list[Part]:
    """Write the lines of a chain with their contents, each with what is wrong with it."""
    return [
        line_part(one, [bad.because for bad in salvaged.faults if bad.seq == one.line.seq])
        for one in salvaged.lines
    ]


def fault_parts(chains: Iterable[Salvaged], unsealed: str = "") -> list[Part]:
    """Write what does not hold or cannot be read, chain by chain, and whether the line stands in the file."""
    faults: list[Part] = []
    for chain in chains:
        shown = {one.line.seq for one in chain.lines}
        faults += [
            {"subject": bad.subject, "line": bad.seq, "because": bad.because, "shown": bad.seq in shown}
            for bad in chain.faults
        ]
    if unsealed:
        faults.append({"subject": "record", "line": None, "because": unsealed, "shown": False})
    return faults


def line_part(salvaged: SalvagedLine, faults: list[str]) -> Part:
    """Write one line of the record with its content, as it was written."""
    line, content = salvaged.line, salvaged.content
    return {
        "subject": line.subject,
        "seq": line.seq,
        "at": line.at.isoformat(),
        "kind": line.kind.value,
        "outcome": line.outcome.value if line.outcome else None,
        "reference": line.reference,
        "public": dict(line.public),
        "content": dict(content) if isinstance(content, Mapping) else None,
        "erased": isinstance(content, str),
        "hash": line.hash,
        "previous": line.previous,
        "faults": faults,
    }


def contact_parts(record: Sequence[Part], *, lacks: bool) -> list[Part]:
    """
    Put the lines of each contact together: what was sent, why, and what became of it.

    A line that was changed is part of it as far as it still says what such a line says. The record `lacks`
    lines that cannot be read: any of them may have held a text that is nowhere now.
    """
    by_reference: dict[str, list[Part]] = {}
    for line in record:
        if line["faults"] and not _says_enough(line["public"]):
            continue
        if line["kind"] == LineKind.CONTACT.value and line["reference"]:
            by_reference.setdefault(line["reference"], []).append(line)
    return [_contact(reference, lines, lacks=lacks) for reference, lines in by_reference.items()]


def reply_parts(record: Sequence[Part]) -> list[Part]:
    """
    List what the debtor answered, and as what we read it.

    Their own words are None where these were erased or cannot be read.
    """
    return [
        {
            "at": line["at"],
            "channel": channel if isinstance(channel := line["public"].get("channel"), str) else None,
            "words": (line["content"] or {}).get("words"),
            "from": (line["content"] or {}).get("from") or "",
            "labels": _labels(line["public"]),
            "because": _because(line["public"]),
        }
        for line in record
        if line["outcome"] == Outcome.REPLIED.value or line["public"].get("replied") is True
    ]


def _labels(public: Part) -> list[str]:
    labels = public.get("labels", [])
    return [str(label) for label in labels] if isinstance(labels, list) else []


def partners_told(record: Sequence[Part]) -> list[str]:
    """Name the partners who heard of somebody: with their yes, or by a message that may have arrived."""
    return [
        str(line["public"]["partner"])
        for line in record
        if line["kind"] == LineKind.REFERRAL.value
        and "partner" in line["public"]
        and (line["public"].get("consent") == "yes" or line["outcome"] in ARRIVED)
    ]


def _says_enough(public: Part) -> bool:
    """Say whether a line that does not hold can still be read as one about a contact."""
    texts = [public.get(key) for key in ("channel", "step", "template", "because")]
    texts += [value for key, value in public.items() if key.endswith("_version") or key in VERSIONS]
    trace = public.get("trace", [])
    return (
        all(text is None or isinstance(text, str) for text in texts)
        and public.get("legal_role") in {None, *LegalRole}
        and isinstance(trace, list)
        and all(isinstance(one, dict) and one.keys() >= VERDICT for one in trace)
    )


def _contact(reference: str, lines: Sequence[Part], *, lacks: bool) -> Part:
    said = {key: value for line in lines for key, value in line["public"].items()}
    faulty, erased = [line["seq"] for line in lines if line["faults"]], any(line["erased"] for line in lines)
    text = next((line["content"] for line in lines if line["content"] and "body" in line["content"]), None)
    return {
        "reference": reference,
        "at": lines[0]["at"],
        "channel": said.get("channel"),
        "step": said.get("step"),
        "legal_role": said.get("legal_role"),
        "template": said.get("template"),
        "versions": {
            key: value for key, value in said.items() if key.endswith("_version") or key in VERSIONS
        },
        "outcome": lines[-1]["outcome"],
        "steps": [
            {"at": one["at"], "outcome": one["outcome"], "because": _because(one["public"])} for one in lines
        ],
        "text": text,
        "text_erased": erased,
        "text_lost": not text and not erased and bool(faulty or lacks) and said.get("channel") not in SPOKEN,
        "faulty_lines": faulty,
        "why": next((line["public"]["trace"] for line in reversed(lines) if "trace" in line["public"]), []),
        "lines": [one["seq"] for one in lines],
    }


def _because(public: Part) -> str | None:
    """Write why in one text; a reply was read for several reasons."""
    because = public.get("because")
    if isinstance(because, list):
        return "; ".join(map(str, because))
    return because if isinstance(because, str) else None


VERSIONS = frozenset({"rules", "calendar"})
#: outcomes of a message to a partner that may have arrived
ARRIVED = frozenset({Outcome.INTENDED.value, Outcome.ACCEPTED.value, Outcome.IN_DOUBT.value})
#: contacts without a text
SPOKEN = frozenset({ContactKind.CALL.value, ContactKind.VISIT.value})
#: what a verdict in the trace of a line says
VERDICT = frozenset({"rule", "ruling", "source", "because"})


def proof_part(books: DossierBooks, subjects: Sequence[str], key: str) -> Part:
    """Prove where the chains stand: the last line of each, with its way to the newest checkpoint."""
    note = books.latest_checkpoint()
    if note is None or (newest := _read(note)) is None:
        return {"key": key, "checkpoint": None, "size": 0, "root": None, "chains": []}
    tiles = Tiles(books.tile)
    ends = []
    for subject in subjects:
        sealed = [
            line
            for line in books.sealed_lines_of(subject)
            if line.leaf < newest.size and len(line.hash) == HASH_LENGTH
        ]
        if sealed:
            last = sealed[-1]
            steps = inclusion_proof(last.leaf, newest.size, tiles.node)
            ends.append(
                {
                    "subject": subject,
                    "line": last.seq,
                    "entry": last.leaf,
                    "hash": last.hash.hex(),
                    "proof": [step.hex() for step in steps],
                }
            )
    return {
        "key": key,
        "checkpoint": note,
        "size": newest.size,
        "root": newest.root.hex(),
        "chains": ends,
    }


def _read(note: str) -> Checkpoint | None:
    """Read the newest checkpoint; None when somebody made nonsense of it, which the sealing then told."""
    try:
        return unchecked(note)
    except NoteRefused:
        return None
