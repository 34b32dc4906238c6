"""Whatever is done to a record, at whatever place, checking its bundle finds and names it."""

from dataclasses import replace

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.domain.errors import NoteRefused
from engine.record.bundle import COUNTS, LEAVES, LINES, MANIFEST
from engine.record.line_form import write_line
from engine.record.note import Signer
from engine.record.tally import A_DAY, TAKEN, Tally
from engine.record.verify import key_inside, verify_bundle
from tests.record.some_bundles import SIGNER, TRUSTED, Record, harmed, report_of

RECORD = Record.of()
COUNT = len(RECORD.lines)
places = st.integers(0, COUNT - 1)
one_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bundle.zip"


def lines_of(content):
    return content.splitlines(keepends=True)


def test_a_whole_record_holds(path):
    report = report_of(RECORD.bundle(path))

    assert report.holds
    assert (report.lines, report.chains, report.checkpoints) == (COUNT, 2, 3)
    assert report.root == RECORD.checkpoint(COUNT).root.hex()


@pytest.mark.parametrize("first", [10, 25])
def test_a_period_holds_from_one_checkpoint_to_another(path, first):
    report = report_of(RECORD.bundle(path, first=first))

    assert report.holds
    assert report.lines == COUNT - first


def test_a_period_does_not_hold_on_another_beginning(path):
    forked = replace(RECORD.rewritten(3, public=b"{}"), lines=RECORD.rewritten(3, public=b"{}").lines)
    notes = [(size, RECORD.note(size)) for size in (25, 40)]

    report = report_of(forked.bundle(path, first=25, notes=notes))

    assert "the beginning" in str(report.bad)


@one_folder
@given(places, st.data())
def test_finds_a_flipped_byte_and_names_its_entry(path, place, data):
    RECORD.bundle(path)

    def flip(content):
        lines = lines_of(content)
        byte = data.draw(st.integers(0, len(lines[place]) - 2))
        other = data.draw(st.integers(1, 255))
        line = bytearray(lines[place])
        line[byte] ^= other
        return b"".join([*lines[:place], bytes(line), *lines[place + 1 :]])

    report = report_of(harmed(path, LINES, flip))

    assert not report.holds
    assert report.bad.leaf == place


@one_folder
@given(places)
def test_finds_an_entry_that_was_deleted(path, place):
    RECORD.bundle(path)

    report = report_of(
        harmed(path, LINES, lambda it: b"".join(lines_of(it)[:place] + lines_of(it)[place + 1 :]))
    )

    assert report.bad.leaf == place


@one_folder
@given(places, places)
def test_finds_entries_that_changed_places(path, one, other):
    RECORD.bundle(path)

    def swap(content):
        lines = lines_of(content)
        lines[one], lines[other] = lines[other], lines[one]
        return b"".join(lines)

    report = report_of(harmed(path, LINES, swap))

    assert (report.bad is None) is (one == other)
    if report.bad:
        assert report.bad.leaf == min(one, other)


@one_folder
@given(places)
def test_finds_an_entry_that_was_given_to_another_case(path, place):
    moved = list(RECORD.lines)
    moved[place] = replace(moved[place], subject="case:C-9")

    report = report_of(RECORD.bundle(path, lines=moved))

    assert report.bad.leaf == place


@one_folder
@given(places)
def test_names_the_entry_that_was_rewritten_with_all_that_hang_on_it(path, place):
    forged = RECORD.rewritten(place, outcome="delivered")
    notes = [(size, RECORD.note(size)) for size in RECORD.sizes]

    report = report_of(RECORD.bundle(path, lines=forged.lines, notes=notes))

    assert report.bad.leaf == place
    assert "rewritten" in str(report.bad)


@one_folder
@given(places)
def test_sees_that_something_was_rewritten_when_the_list_of_hashes_was_too(path, place):
    forged = RECORD.rewritten(place, outcome="delivered")
    notes = [(size, RECORD.note(size)) for size in RECORD.sizes]

    report = report_of(forged.bundle(path, notes=notes))

    up_to = next(size for size in RECORD.sizes if size > place) - 1
    assert report.bad.where == f"the entries up to {up_to}"


@one_folder
@given(st.integers(1, COUNT - 1))
def test_finds_an_end_that_was_cut_off(path, left):
    RECORD.bundle(path)

    report = report_of(harmed(path, LINES, lambda content: b"".join(lines_of(content)[:left])))

    assert report.bad.leaf == left


def test_finds_an_entry_that_was_put_behind_the_end(path):
    RECORD.bundle(path)
    more = Record.of(COUNT + 1).lines[-1]

    report = report_of(harmed(path, LINES, lambda content: content + write_line(more)))

    assert report.bad.leaf == COUNT


@one_folder
@given(places, st.integers(0, 31))
def test_says_so_when_only_the_list_of_hashes_was_changed(path, place, byte):
    RECORD.bundle(path)

    def flip(content):
        changed = bytearray(content)
        changed[place * 32 + byte] ^= 1
        return bytes(changed)

    report = report_of(harmed(path, LEAVES, flip))

    assert report.bad.where == LEAVES


def test_a_checkpoint_from_before_shows_a_record_that_was_cut_back_and_signed_anew(path):
    cut = replace(RECORD, sizes=(10, 25))

    report = report_of(cut.bundle(path), earlier=[RECORD.note(40)])

    assert report_of(path).holds
    assert "40 entries" in str(report.bad)


@one_folder
@given(st.integers(0, 24))
def test_a_checkpoint_from_before_shows_a_fork_that_was_signed_anew(path, place):
    forked = RECORD.rewritten(place, outcome="delivered")
    forked.bundle(path)

    assert report_of(path).holds
    assert "fork" in str(report_of(path, earlier=[RECORD.note(25)]).bad)
    assert report_of(path, earlier=[forked.note(25)]).holds


def test_a_period_is_no_word_about_a_checkpoint_from_before_it_began(path):
    forked = RECORD.rewritten(3, outcome="delivered")

    report = report_of(forked.bundle(path, first=25), earlier=[RECORD.note(10)])

    assert report_of(path).holds
    assert "begins behind 25" in str(report.bad)
    assert report.earlier == 0


def test_counts_the_checkpoints_from_before_that_it_continues(path):
    report = report_of(RECORD.bundle(path), earlier=[RECORD.note(10), RECORD.note(33)])

    assert report.holds
    assert report.earlier == 2


@pytest.mark.parametrize("part", [MANIFEST, "manifest.sig", "checkpoints.jsonl"])
def test_every_word_about_the_record_is_signed(path, part):
    RECORD.bundle(path)

    with ignoring_refusal():
        report = report_of(harmed(path, part, lambda content: content.replace(b"4", b"5")))
        assert not report.holds


def test_believes_no_other_key(path):
    other = Signer(SIGNER.name, bytes(32)).public

    report = verify_bundle(RECORD.bundle(path), replace(TRUSTED, keys=[other]))

    assert "none of the keys" in str(report.bad)
    assert key_inside(path) == SIGNER.public


def test_refuses_what_is_no_bundle(path):
    path.write_bytes(b"PK but no zip")

    with pytest.raises(NoteRefused, match="cannot be opened"):
        report_of(path)


@one_folder
@given(st.integers(0, 2**16), st.integers(1, 255))
def test_a_damaged_file_never_holds_otherwise_than_it_was(path, place, other):
    RECORD.bundle(path)
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= other
    path.write_bytes(bytes(content))

    with ignoring_refusal():
        report = report_of(path)
        if report.holds:
            assert (report.lines, report.root) == (COUNT, RECORD.checkpoint(COUNT).root.hex())


ODD = [
    b"null\n",
    b"7\n",
    b"[]\n",
    b"[1, [2]]\n",
    b'"of"\n',
    b'{"of": 1, "earlier": {}, "steps": 5}\n',
    b"{}\n",
]


@pytest.mark.parametrize("part", [LINES, "proofs.jsonl", COUNTS, "checkpoints.jsonl", LEAVES, "manifest.sig"])
@pytest.mark.parametrize("content", ODD)
def test_nonsense_in_the_place_of_a_part_is_no_trouble_for_who_checks(path, part, content):
    whole, case = path.with_name("whole.zip"), path.with_name("case.zip")
    RECORD.bundle(whole)
    RECORD.case_bundle(case, earlier=(10,))

    # a whole bundle has no proofs, and a bundle of a case no leaves: there nobody looks
    if part != "proofs.jsonl":
        assert not report_of(harmed(whole, part, lambda _: content)).holds
    if part != LEAVES:
        assert not report_of(harmed(case, part, lambda _: content), earlier=[RECORD.note(10)]).holds


class ignoring_refusal:  # noqa: N801 - read as a sentence
    """Let a refusal of the whole file count as found."""

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        return kind is not None and issubclass(kind, (NoteRefused, UnicodeDecodeError))


def test_a_bundle_of_a_case_holds_by_itself(path):
    report = report_of(RECORD.case_bundle(path, earlier=(10,)), earlier=[RECORD.note(10)])

    assert report.holds
    assert report.lines == sum(line.subject == "case:C-1" for line in RECORD.lines)
    assert (report.chains, report.earlier) == (1, 1)


@one_folder
@given(st.data())
def test_finds_harm_in_a_bundle_of_a_case(path, data):
    RECORD.case_bundle(path)
    mine = [line for line in RECORD.lines if line.subject == "case:C-1"]
    place = data.draw(st.integers(0, len(mine) - 1))

    def flip(content):
        lines = lines_of(content)
        line = bytearray(lines[place])
        line[data.draw(st.integers(0, len(line) - 2))] ^= data.draw(st.integers(1, 255))
        return b"".join([*lines[:place], bytes(line), *lines[place + 1 :]])

    assert not report_of(harmed(path, LINES, flip)).holds


@one_folder
@given(st.data())
def test_finds_lines_that_were_left_out_of_a_bundle_of_a_case(path, data):
    RECORD.case_bundle(path)
    count = sum(line.subject == "case:C-1" for line in RECORD.lines)
    gone = data.draw(st.integers(0, count - 1))

    report = report_of(
        harmed(path, LINES, lambda it: b"".join(lines_of(it)[:gone] + lines_of(it)[gone + 1 :]))
    )

    assert "missing" in str(report.bad)


def test_a_bundle_of_a_case_shows_a_fork_and_a_cut(path):
    forked = RECORD.rewritten(3, outcome="delivered")
    forked.case_bundle(path, earlier=(10,))

    assert "fork" in str(report_of(path, earlier=[RECORD.note(10)]).bad)
    assert "no proof about it" in str(report_of(path, earlier=[RECORD.note(25)]).bad)
    assert "cut off" in str(report_of(path, earlier=[Record.of(50).note(50)]).bad)


def test_a_rewritten_line_in_a_bundle_of_a_case_has_no_proof(path):
    forged = RECORD.rewritten(4, outcome="delivered")
    RECORD.case_bundle(path)
    lines = [write_line(line) for line in forged.lines if line.subject == "case:C-1"]

    report = report_of(harmed(path, LINES, lambda _: b"".join(lines)))

    assert report.bad.leaf == 4


def told(lines):
    """Count what some lines say: (day, outcome, reference, public)."""
    tally = Tally()
    for day, outcome, reference, public in lines:
        if outcome in TAKEN:
            tally.look(day * A_DAY, reference, outcome, orjson.dumps(public))
    return {(one["day"], one["provider"]): one["messages"] for one in tally.as_json()}


@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        pytest.param([(0, "accepted", "R", {"provider": "twilio"})], {("1970-01-01", "twilio"): 1}, id="one"),
        pytest.param(
            [(0, "accepted", "R", {"provider": "twilio"}), (1, "accepted", "R", {"provider": "twilio"})],
            {("1970-01-01", "twilio"): 1},
            id="one message for two cases",
        ),
        pytest.param([(0, "accepted", "R", {"channel": "letter"})], {("1970-01-01", "letter"): 1}, id="old"),
        pytest.param(
            [(0, "intended", "R", {}), (0, "cancelled", "R", {}), (0, "planned", "S", {})], {}, id="none"
        ),
        pytest.param(
            [(0, "accepted", "R", {"provider": "twilio"}), (1, "delivered", "R", {"evidence": "twilio"})],
            {("1970-01-01", "twilio"): 1},
            id="what is told later counts no second time",
        ),
        pytest.param([(1, "delivered", "R", {"evidence": "twilio"})], {}, id="nor in a later bundle"),
        pytest.param(
            [
                (0, "in_doubt", "R", {}),
                (2, "delivered", "R", {"evidence": "list-twilio", "settles_doubt": True}),
            ],
            {("1970-01-03", "twilio"): 1},
            id="a doubt that was settled",
        ),
    ],
)
def test_counts_what_providers_took_by_day(lines, counts):
    assert told(lines) == counts


def test_a_bundle_tells_what_providers_took_and_its_lines_are_believed(path):
    RECORD.bundle(path)
    day = {"day": "2026-03-10", "provider": "email", "messages": COUNT}
    assert report_of(path).taken == [day]

    harmed(path, COUNTS, lambda content: content.replace(b"40", b"39"))

    assert str(report_of(path).bad) == "counts.jsonl: the lines say other numbers"
