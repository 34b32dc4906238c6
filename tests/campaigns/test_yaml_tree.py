"""Reading YAML as words: what is kept as it was written, and what is refused."""

import pytest

from engine.campaigns.source import MOST_BYTES, read_source
from engine.campaigns.tree import EMPTY
from engine.campaigns.yaml_tree import MOST_VALUES, read_tree


def told(text):
    """Give (line, message) of every mistake."""
    return [(one.line, one.message) for one in read_tree(text).mistakes]


def test_keeps_every_value_as_it_was_written():
    tree = read_tree("{a: 0123, b: NO, c: 2026-09-01, d: 1e3, e: 22:30, f: 'true', g: [007]}")

    expected = {
        "a": "0123",
        "b": "NO",
        "c": "2026-09-01",
        "d": "1e3",
        "e": "22:30",
        "f": "true",
        "g": ["007"],
    }
    assert tree.data == expected
    assert tree.mistakes == ()


def test_knows_the_line_of_every_key_and_item():
    tree = read_tree("a:\n  b: 1\n  c:\n    - x\n    - y: 2\n")

    assert tree.lines == {
        (): 1,
        ("a",): 1,
        ("a", "b"): 2,
        ("a", "c"): 3,
        ("a", "c", 0): 4,
        ("a", "c", 1): 5,
        ("a", "c", 1, "y"): 5,
    }


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 'the key "a" stands here twice: on line 1 and on line 3'),
        ("a:\n  b: {c: 1,\n    c: 2}\n", 3, 'the key "c" stands here twice: on line 2 and on line 3'),
        ("a: &x 1\n", 1, 'the anchor "&x" is not allowed'),
        ("a: 1\nb: *x\n", 2, 'the alias "*x" is not allowed'),
        ("a: 1\nb:\n", 2, "has no value"),
        ("a: ~\n", 1, "has no value"),
        ("a: null\n", 1, "has no value"),
        ("a: !!python/object:os.system x\n", 1, "a tag (a word after !) is not allowed"),
        ("a: 1\n--- \nb: 1\n", 2, "a second document begins here"),
        ("", 1, "the file is empty"),
        ("# only words\n", 1, "the file is empty"),
        ("a: {[b]: c}\n", 1, "a key must be a plain word"),
        ('a: "\\0"\n', 1, "holds a character that cannot be seen"),
        ('a: "\\uD800"\n', 1, "holds a character that cannot be seen"),
    ],
)
def test_refuses_what_nobody_means_in_such_a_file(text, line, message):
    assert (line, message) in told(text)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a:\n\tb: 1\n", 2, "a tab as indent"),
        ("a: >= 5\n", 1, "a value that begins with > or | must be in quotes"),
        ("a: @b\n", 1, "a value cannot begin with this character"),
        ("a: 1\nb: c: d\n", 2, "there is a colon too many, or the indent is wrong"),
        ("a: 1\nb\nc: 2\n", 2, "a line without a colon"),
        ('a: "b\nc: 1\n', 1, "a quote is opened here and never closed"),
        ("a: [b, c\nd: 1\n", 1, "a list [ is not closed, or a comma is missing"),
        ("a: {b: 1\nc: 2\n", 1, "a mapping { is not closed, or a comma is missing"),
        ("a:\n  - b\n c: 1\n", 3, "the indent is wrong"),
        ('a: "\\q"\n', 1, "a backslash in double quotes"),
        ("a: \x00\n", 1, "a character that cannot be seen"),
        ('a: 1\nb: "\\UFFFFFFFF"\n', 1, "this is not YAML: Python int too large to convert to C int"),
    ],
)
def test_explains_what_is_not_yaml(text, line, message):
    tree = read_tree(text)

    assert tree.data is EMPTY
    assert told(text) == [(line, message)]
    assert all(one.fix for one in tree.mistakes)


def test_names_every_line_that_is_indented_with_a_tab():
    assert [line for line, _ in told("a:\n\tb: 1\n\tc: 2\n  d: 3\n\t# only a comment\n")] == [2, 3]


def test_never_follows_an_alias_however_many_there_are():
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10))

    tree = read_tree(f"l0: &l0 [ha, ha]\n{levels}\n")

    assert tree.data is EMPTY
    assert tree.mistakes[-1].message == "too many mistakes: not read further"
    assert len(tree.lines) < 100


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_stops_at_a_depth_that_nobody_needs(text):
    tree = read_tree(text)

    assert tree.data is EMPTY
    assert [one.message for one in tree.mistakes] == ["more than 12 levels deep"]


def test_stops_at_a_number_of_values_that_nobody_needs():
    tree = read_tree("a: [" + "1," * (MOST_VALUES + 10) + "]")

    assert tree.data is EMPTY
    assert tree.mistakes[-1].message == "more than 50,000 values"


def test_does_not_read_a_file_of_ten_megabytes(tmp_path):
    file = tmp_path / "campaigns.yaml"
    file.write_bytes(b"\t{[broken" * 1_111_112)

    source = read_source(file)

    # what is wrong inside does not come up, and nothing of it is kept: nobody looked
    assert [one.message for one in source.tree.mistakes] == ["larger than 1,000 kB: not read"]
    assert source.content == b""


def test_reads_a_file_of_exactly_the_limit(tmp_path):
    file = tmp_path / "campaigns.yaml"
    file.write_bytes(b"a: 1\n" + b"#" * (MOST_BYTES - 5))

    assert read_source(file).tree.data == {"a": "1"}


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"a: 1\nb: caf\xe9\n", 2, "a character that is not UTF-8"),
        ("a: 1".encode("utf-16"), 1, "a character that is not UTF-8"),
    ],
)
def test_asks_for_utf_8(tmp_path, content, line, message):
    file = tmp_path / "campaigns.yaml"
    file.write_bytes(content)

    source = read_source(file)

    assert [(one.line, one.message) for one in source.tree.mistakes] == [(line, message)]
    assert source.content == content


def test_takes_the_mark_that_windows_puts_before_utf_8(tmp_path):
    file = tmp_path / "campaigns.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")

    assert read_source(file).tree.data == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("name", "message"),
    [("nowhere.yaml", "cannot be read: No such file or directory"), ("", "cannot be read: Is a directory")],
)
def test_says_when_there_is_no_file(tmp_path, name, message):
    assert [one.message for one in read_source(tmp_path / name).tree.mistakes] == [message]
