"""An authority that stamps the time on a hash (RFC 3161 over HTTP)."""

from dataclasses import dataclass
from http import HTTPStatus

import httpx

from engine.domain.errors import StampFailed

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStampAuthority:
    """Asks one authority; the question holds a hash and nothing else."""

    url: str
    http: httpx.Client

    def ask(self, question: bytes) -> bytes:
        """Give the authority's answer to a question (both DER); raises StampFailed."""
        try:
            answer = self.http.post(self.url, content=question, headers={"Content-Type": QUERY})
        except httpx.HTTPError as error:
            raise StampFailed(
                f"the time-stamping authority did not answer ({type(error).__name__})"
            ) from error
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip()
        if answer.status_code != HTTPStatus.OK or kind != REPLY:
            raise StampFailed(f"the time-stamping authority answered {answer.status_code} {kind}")
        return answer.content
