"""A bundle that looks different to another program than to the one that checks it is no bundle."""

import re
from zipfile import ZIP_DEFLATED, ZipFile

import orjson
import pytest

from engine.domain.errors import NoteRefused
from engine.record.bundle import CHECKPOINTS, LINES, MANIFEST, MOST_OF_A_PART
from engine.record.chain import NOTHING
from engine.record.line_form import PUBLIC
from engine.record.verify import verify_bundle
from tests.record.some_bundles import TRUSTED, Record, harmed, report_of

RECORD = Record.of()


@pytest.fixture
def path(tmp_path):
    return RECORD.bundle(tmp_path / "bundle.zip")


def packed(path, *before, **parts):
    """Pack a bundle anew: with other parts before its own, or in the place of one."""
    with ZipFile(path) as old:
        own = [(name, parts.get(name.partition(".")[0], old.read(name))) for name in old.namelist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as new:
        for name, content in (*before, *own):
            new.writestr(name, content)
    return path


def test_one_that_was_packed_anew_holds(path):
    assert report_of(packed(path, ("stamps/", b""))).holds


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [LINES, MANIFEST, CHECKPOINTS, "README.txt"])
def test_two_parts_of_one_name(path, name):
    with pytest.raises(NoteRefused, match="more than one part"):
        report_of(packed(path, (name, b"what another program shows")))


@pytest.mark.parametrize("name", ["../../outside.txt", "/etc/outside", "Lines.jsonl", "stamps/../x.tsr"])
def test_a_part_that_belongs_in_none(path, name):
    with pytest.raises(NoteRefused, match="belongs in none"):
        report_of(packed(path, (name, b"x")))


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(
            lambda line: line.replace(b'{"leaf"', b'{"outcome":"read","leaf"', 1), id="a word twice"
        ),
        pytest.param(lambda line: line.replace(b'"seq":', b'"seq": ', 1), id="with a space"),
        pytest.param(lambda line: line.replace(b'"case:', b'"\\u0063ase:', 1), id="escaped"),
        pytest.param(lambda line: line.replace(b'{"leaf":0,', b'{"leaf":0.0,', 1), id="as a fraction"),
        pytest.param(
            lambda line: re.sub(rb'("seq":\d+),("at":\d+)', rb"\2,\1", line, count=1), id="in another order"
        ),
    ],
)
def test_a_line_that_is_written_in_another_way(path, told):
    def write(content):
        first, rest = content.split(b"\n", 1)
        assert told(first) != first
        return told(first) + b"\n" + rest

    assert report_of(harmed(path, LINES, write)).bad.leaf == 0


def test_a_hash_in_capitals(path):
    def told(content):
        return re.sub(
            rb'(content_hash":")([0-9a-f]*[a-f][0-9a-f]*)',
            lambda found: found[1] + found[2].upper(),
            content,
            count=1,
        )

    assert report_of(harmed(path, LINES, told)).bad.leaf == 1


def test_a_line_of_the_same_bytes_that_says_something_else(path):
    """Spaces in a hash lent a byte of it, a NUL, to part the words in another place."""

    def told(content):
        line, rest = content.split(b"\n", 1)
        words = orjson.loads(line)
        public = line.partition(PUBLIC)[2][:-1].decode()
        assert words["content_hash"] == NOTHING.hex()
        words |= {
            "kind": f"{words['kind']}\0{words['outcome']}",
            "outcome": words["reference"],
            "reference": public,
            "content_hash": "00" * 31 + "  ",
        }
        del words["public"]
        return orjson.dumps(words)[:-1] + PUBLIC + b"}\n" + rest

    assert report_of(harmed(path, LINES, told)).bad.leaf == 0


@pytest.mark.parametrize(
    "public",
    [
        pytest.param(b'{"n":0},"outcome":"blocked"', id="with a word behind it"),
        pytest.param(b'{"n":0},"public":{"n":1}', id="with another one behind it"),
        pytest.param(b'{"n":0}}', id="with an end too many"),
        pytest.param(b"", id="nothing"),
        pytest.param(b'{"n":01}', id="no JSON"),
        pytest.param(b'{"n":"\xff"}', id="no UTF-8"),
        pytest.param(b"[" * 100_000 + b"]" * 100_000, id="nested without an end"),
    ],
)
def test_a_line_whose_public_part_other_programs_read_otherwise(tmp_path, public):
    """The words of a line are what another program reads too, also when its house sealed something else."""
    record = RECORD.rewritten(7, public=public)

    assert report_of(record.bundle(tmp_path / "bundle.zip")).bad.leaf == 7


@pytest.mark.parametrize("part", ["manifest", "lines", "checkpoints"])
def test_a_part_that_unpacks_to_more_than_fits(path, part):
    huge = packed(path, **{part: bytes(MOST_OF_A_PART * 4)})

    try:
        report = verify_bundle(huge, TRUSTED)
    except NoteRefused as refused:
        assert "larger than it ever is" in str(refused)  # noqa: PT017 - only one of the three is refused at once
    else:
        assert not report.holds
