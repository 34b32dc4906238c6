"""Writes pages: Jinja with everything escaped, and headers that let nothing else in or out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fastapi import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.status import HTTP_200_OK, HTTP_303_SEE_OTHER

from engine.rendering.dutch import SCREEN

#: one look for everybody who opens a page of ours
STYLE = Path(__file__).parent / "style.css"
#: parts that stand on the pages of more than one folder
SHARED = Path(__file__).parent / "html"
#: nothing from anywhere else, no scripts at all, nobody may show us in a frame
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Strict-Transport-Security": "max-age=31536000",
}


@dataclass(frozen=True)
class Pages:
    """Knows the pages in one folder, and the parts that all folders share."""

    folder: Path

    @cached_property
    def _environment(self) -> Environment:
        found = Environment(
            loader=FileSystemLoader([self.folder, SHARED]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        found.filters.update(SCREEN.filters)
        return found

    @cached_property
    def style(self) -> bytes:
        """Read the one style sheet."""
        return STYLE.read_bytes()

    def show(self, page: str, words: Mapping[str, object], status: int = HTTP_200_OK) -> Response:
        """Write a page."""
        html = self._environment.get_template(f"{page}.html").render(words)
        return Response(html, status, HEADERS, "text/html; charset=utf-8")

    def show_style(self) -> Response:
        """Give the style sheet; browsers may keep it for an hour, for it tells nothing."""
        headers = HEADERS | {"Cache-Control": "public, max-age=3600"}
        return Response(self.style, HTTP_200_OK, headers, "text/css; charset=utf-8")


def go_to(path: str) -> Response:
    """Send a browser to one of our own pages, so that a page that is loaded again does nothing again."""
    return Response(status_code=HTTP_303_SEE_OTHER, headers=HEADERS | {"Location": path})
