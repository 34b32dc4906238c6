"""
Counting what providers took, by day and provider, out of the lines themselves.

An auditor lays the counts beside what the provider charges for: what was sent past the record would show. A
message is counted on the day (UTC) of the line that first says that a provider took it: its answer to our
call, or the evidence that settled a doubt.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

#: outcomes that only a message has which a provider took
TAKEN = frozenset({"accepted", "delivered", "read", "expired", "bounced", "replied", "printed", "posted"})
#: microseconds
A_DAY = 86_400_000_000
EPOCH = 719_163
#: marks the line by which evidence settled a doubt
SETTLES = b'"settles_doubt":true'
#: marks a line that a provider's later word brought
EVIDENCE = b'"evidence":'
#: where a line names the provider, the best first; in the JSON of a line no text can look like this
NAMED_BY = (b'"provider":"', b'"evidence":"', b'"channel":"')
LISTED = "list-"


@dataclass(slots=True)
class Tally:
    """The counts so far."""

    #: by day (of `date.toordinal`) and provider
    counts: Counter[tuple[int, str]] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)

    def as_json(self) -> list[dict[str, str | int]]:
        """List the counts in order."""
        return [
            {"day": date.fromordinal(day).isoformat(), "provider": provider, "messages": count}
            for (day, provider), count in sorted(self.counts.items())
        ]

    def look(self, at: int, reference: str, outcome: str, public: bytes) -> None:
        """Look at one line with an outcome of `TAKEN`; raises ValueError when its public part is no JSON."""
        if reference in self._seen:
            return
        answered = outcome == "accepted" and EVIDENCE not in public
        if answered or SETTLES in public:
            self._seen.add(reference)
            self.counts[at // A_DAY + EPOCH, _provider(public)] += 1


def _provider(public: bytes) -> str:
    """Name the provider; lines from before it stood in them name the channel."""
    for key in NAMED_BY:
        _, found, rest = public.partition(key)
        if found:
            return rest[: rest.index(b'"')].decode().removeprefix(LISTED)
    return ""
