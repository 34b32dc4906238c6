"""Read what a browser sends: the fields of a form, small and in time, and from our own page."""

import asyncio
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, HTTPException, Request
from starlette.status import (
    HTTP_403_FORBIDDEN,
    HTTP_408_REQUEST_TIMEOUT,
    HTTP_413_CONTENT_TOO_LARGE,
    HTTP_415_UNSUPPORTED_MEDIA_TYPE,
)

#: the longest form, in bytes, and the seconds that it may take
LONGEST, BUDGET = 32 * 1024, 10.0
FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 20
DAY = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})")
#: what a browser says of a form that stands on a page of ours; older browsers say nothing
OWN_PAGES = frozenset({"", "same-origin", "none"})

Fields = Mapping[str, str]


async def read_form(request: Request) -> Fields:
    """Read the fields of a form; of two with one name the last."""
    if request.headers.get("sec-fetch-site", "") not in OWN_PAGES:
        raise HTTPException(HTTP_403_FORBIDDEN)
    if request.headers.get("content-type", "").partition(";")[0].strip() != FORM:
        raise HTTPException(HTTP_415_UNSUPPORTED_MEDIA_TYPE)
    try:
        async with asyncio.timeout(BUDGET):
            body = await _body(request)
    except TimeoutError:
        raise HTTPException(HTTP_408_REQUEST_TIMEOUT) from None
    return fields_of(body)


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > LONGEST:
            raise HTTPException(HTTP_413_CONTENT_TOO_LARGE)
        parts.append(part)
    return b"".join(parts)


def fields_of(body: bytes) -> Fields:
    """Take a form apart; what is no text is written with stand-ins, and signs that steer are left out."""
    text = body.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace")
    except ValueError:
        raise HTTPException(HTTP_413_CONTENT_TOO_LARGE) from None
    return {
        name: "".join(sign for sign in value if sign.isprintable() or sign == "\n") for name, value in pairs
    }


def read_day(value: str) -> date | None:
    """Read a day as people write it: 3-6-2026; None when it is none."""
    parts = DAY.fullmatch(value.strip())
    if parts is None:
        return None
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1]))
    except ValueError:
        return None


Form = Annotated[Fields, Depends(read_form)]
