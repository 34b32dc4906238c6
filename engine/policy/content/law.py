"""Where a content rule comes from, and how it words what it finds."""

from dataclasses import dataclass

from engine.domain.decision import Source
from engine.policy.content.finding import ContentFinding, Fault


@dataclass(frozen=True, slots=True)
class Law:
    """One rule of law.md: its ID, its place in the law, and its status (V read, S secondary, U not read)."""

    id: str
    place: str
    status: str

    def missing(self, item: str, advice: str) -> ContentFinding:
        """Say that a text lacks something."""
        return self._finding(Fault.MISSING, item, "", advice)

    def forbidden(self, item: str, text: str, advice: str) -> ContentFinding:
        """Say that a text holds something that it may not."""
        return self._finding(Fault.FORBIDDEN, item, text, advice)

    def _finding(self, fault: Fault, item: str, text: str, advice: str) -> ContentFinding:
        source = Source(f"{self.id} {self.place}", self.status)
        return ContentFinding(fault=fault, rule=self.id, item=item, source=source, text=text, advice=advice)
