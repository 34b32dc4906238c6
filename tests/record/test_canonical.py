"""Canonical bytes are those of RFC 8785, and what cannot be canonical is refused."""

from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.touchpoint import CanonicalJson
from engine.record.canonical import canonical, canonical_list
from preferences.channel import ChannelKind

#: what RFC 8785 can hold: I-JSON numbers, and text without halves of a surrogate pair
SAFE = 2**53 - 1
texts = st.text(st.characters(exclude_categories=["Cs"]))
leaves = st.none() | st.booleans() | st.integers(-SAFE, SAFE) | texts
keys = st.text(st.characters(max_codepoint=127))
trees = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=20)


@given(trees)
def test_writes_what_rfc_8785_writes(tree):
    assert canonical(tree) == rfc8785.dumps(tree)


@given(st.lists(trees), trees)
def test_what_was_written_before_goes_in_as_it_is(shared, own):
    written = canonical_list(CanonicalJson(canonical(one)) for one in shared)

    assert canonical({"trace": written, "own": own}) == rfc8785.dumps({"trace": shared, "own": own})


def test_sorts_keys_whatever_order_they_came_in():
    assert canonical({"b": 1, "B": 2, "a_": 3, "a": [{"z": None, "y": True}]}) == (
        b'{"B":2,"a":[{"y":true,"z":null}],"a_":3,"b":1}'
    )


def test_writes_the_word_of_an_enum():
    assert canonical({"channel": ChannelKind.SMS}) == b'{"channel":"sms"}'


@pytest.mark.parametrize(
    "strange",
    [
        1.5,
        {"amount": 1.0},
        {"trace": [{"share": 0.5}]},
        [Decimal("1.50")],
        {"days": (1, 2)},
        {1: "one"},
        {"large": 2**53},
        {"text": "\ud800"},
    ],
)
def test_refuses_what_is_not_the_same_everywhere(strange):
    with pytest.raises(ValueError, match=r"write it as one|cannot be written"):
        canonical(strange)


@pytest.mark.parametrize("key", ["naïef", "€", "\ufffd", "\U0001f600"])
def test_refuses_keys_that_readers_may_sort_otherwise(key):
    with pytest.raises(ValueError, match="plain ASCII"):
        canonical({"outer": [{key: 1}]})
