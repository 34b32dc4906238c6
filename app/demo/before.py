"""The demo that was played before: what is different now, after somebody changed a campaign or a wish."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILE = "story.json"
#: a change moves many figures a little; so many are shown
MOST_SHOWN = 15

Difference = tuple[str, int, int]


def read_before(folder: Path) -> Any:
    """Read what the last demo in a folder told; None when there was none, or nobody can read it."""
    try:
        return json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def keep(folder: Path, story: Any) -> None:
    """Keep what this demo told for the next one."""
    written = json.dumps(story, ensure_ascii=False, separators=(",", ":"))
    (folder / FILE).write_text(written, encoding="utf-8")


def differences(before: Any, now: Any) -> list[Difference]:
    """List the figures that are not the same: what, then, now; the greatest difference first."""
    then, today = dict(_figures(before, "")), dict(_figures(now, ""))
    changed = [
        (name, then.get(name, 0), today.get(name, 0))
        for name in sorted(then.keys() | today.keys())
        if then.get(name, 0) != today.get(name, 0)
    ]
    return sorted(changed, key=lambda one: -abs(one[2] - one[1]))[:MOST_SHOWN]


def _figures(told: Any, name: str) -> Iterator[tuple[str, int]]:
    """Find every figure with the words that lead to it."""
    if isinstance(told, dict):
        for key, part in told.items():
            yield from _figures(part, f"{name} {key}".strip())
    elif isinstance(told, list):
        for row in told:
            if "times" in row:
                yield f"{row['decision']} by {row['rule'] or 'no campaign'}", row["times"]
    elif isinstance(told, int):
        yield name, told
