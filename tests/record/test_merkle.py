"""The tree is the one of RFC 9162: published vectors, and the plain definition for trees of many sizes."""

import json
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.record.merkle import (
    EMPTY,
    Frontier,
    consistency_proof,
    edge_of,
    inclusion_proof,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from engine.record.tiles import Tiles

VECTORS = json.loads((Path(__file__).parent / "data" / "merkle_vectors.json").read_text(encoding="utf-8"))


def leaf(number):
    return sha256(b"\x00" + str(number).encode()).digest()


def plain_root(leaves):
    """Follow the definition in the RFC, letter for letter."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return node_hash(plain_root(leaves[:middle]), plain_root(leaves[middle:]))


def a_tree(size, *, steps=(1000,)):
    """Grow a tree in steps, as a sequencer does; every step reads what the steps before it wrote."""
    kept: dict[tuple[int, int], bytes] = {}
    grown = 0
    leaves = [leaf(number) for number in range(size)]
    step = 0
    while grown < size:
        tiles = Tiles(lambda place: kept.get(place, b""))
        grown = tiles.append(grown, leaves[grown : grown + steps[step % len(steps)]])
        kept.update(tiles.grown)
        step += 1
    return leaves, Tiles(lambda place: kept.get(place, b""))


def hashes(values):
    return [b64decode(value) for value in values or []]


@pytest.mark.parametrize("name", VECTORS["inclusion"])
def test_judges_published_inclusion_proofs(name):
    vector = VECTORS["inclusion"][name]

    holds = verify_inclusion(
        vector["leafIdx"],
        vector["treeSize"],
        b64decode(vector["leafHash"] or ""),
        hashes(vector["proof"]),
        b64decode(vector["root"] or ""),
    )

    assert holds is not vector["wantErr"]


@pytest.mark.parametrize("name", VECTORS["consistency"])
def test_judges_published_consistency_proofs(name):
    vector = VECTORS["consistency"][name]

    holds = verify_consistency(
        vector["size1"],
        vector["size2"],
        (b64decode(vector["root1"]), b64decode(vector["root2"])),
        hashes(vector["proof"]),
    )

    assert holds is not vector["wantErr"]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 9, 255, 256, 257, 511, 513, 1025])
def test_every_way_to_a_root_is_the_same(size):
    leaves, tiles = a_tree(size, steps=(1, 300, 7))
    frontier = Frontier()
    for one in leaves:
        frontier.append(one)

    assert root_of(size, tiles.node) == frontier.root() == plain_root(leaves)
    assert list(frontier.edge) == edge_of(size, tiles.node)
    assert Frontier(size, edge_of(size, tiles.node)).root() == plain_root(leaves)


@given(st.integers(1, 700), st.data())
def test_a_proof_holds_for_its_own_leaf_and_no_other(size, data):
    leaves, tiles = a_tree(size)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1))
    root = plain_root(leaves)

    proof = inclusion_proof(index, size, tiles.node)

    assert verify_inclusion(index, size, leaves[index], proof, root)
    assert verify_inclusion(index, size, leaves[other], proof, root) is (index == other)
    assert verify_inclusion(other, size, leaves[index], proof, root) is (index == other)


@given(st.integers(1, 700), st.data())
def test_a_tree_is_consistent_with_its_beginning_and_with_no_fork(size, data):
    leaves, tiles = a_tree(size)
    first = data.draw(st.integers(1, size))
    forked = data.draw(st.integers(0, first - 1))
    root, beginning = plain_root(leaves), plain_root(leaves[:first])
    fork = plain_root([*leaves[:forked], leaf("another"), *leaves[forked + 1 : first]])

    proof = consistency_proof(first, size, tiles.node)

    assert verify_consistency(first, size, (beginning, root), proof)
    assert not verify_consistency(first, size, (fork, root), proof)


def test_refuses_to_prove_what_is_not_there():
    _, tiles = a_tree(3)

    with pytest.raises(ValueError, match="no leaf 3"):
        inclusion_proof(3, 3, tiles.node)
    with pytest.raises(ValueError, match="not the beginning"):
        consistency_proof(4, 3, tiles.node)
    with pytest.raises(ValueError, match="lacks hashes"):
        root_of(5, tiles.node)


def test_refuses_an_edge_that_does_not_fit_its_size():
    with pytest.raises(ValueError, match="has 2 hashes"):
        Frontier(3, [EMPTY])
