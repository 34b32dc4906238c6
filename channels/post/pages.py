"""How many pages a PDF has: counted in the file itself, since that is what the print house gets."""

import re
import zlib

PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
#: a stream with objects packed inside, as newer PDFs have them
PACKED = re.compile(rb"/Type\s*/ObjStm\b[^>]*>>\s*stream\r?\n(.*?)endstream", re.DOTALL)


def count_pages(pdf: bytes) -> int:
    """Count the pages of a PDF; raises ValueError when this is none."""
    if not pdf.startswith(b"%PDF-"):
        raise ValueError("this is no PDF")
    packed = sum(len(PAGE.findall(_unpacked(stream))) for stream in PACKED.findall(pdf))
    pages = len(PAGE.findall(pdf)) + packed
    if not pages:
        raise ValueError("this PDF has no pages")
    return pages


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error as error:
        raise ValueError("this PDF is packed in a way that we cannot read") from error
