"""
One Merkle tree over all lines, as in RFC 9162 (section 2.1): roots, proofs, and their verification.

A leaf hash is SHA-256(0x00, data) - which is what the hash of a line of the ledger already is
(engine.record.chain) - and an inner node is SHA-256(0x01, left, right). Hashes are 32 bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

NODE = b"\x01"
HASH = 32
#: the root of a tree without leaves
EMPTY = sha256(b"").digest()

#: gives the root of the whole subtree over leaves [number << level, (number + 1) << level)
Nodes = Callable[[int, int], bytes]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children onto their parent."""
    return sha256(NODE + left + right).digest()


def root_of(size: int, nodes: Nodes) -> bytes:
    """Give the root of the tree over the first `size` leaves."""
    return _subtree(0, size, nodes) if size else EMPTY


def inclusion_proof(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """
    Prove that leaf `index` stands in the tree of `size` leaves.

    Raises ValueError when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    return _path(index, 0, size, nodes)


def consistency_proof(first: int, second: int, nodes: Nodes) -> list[bytes]:
    """
    Prove that the tree of `first` leaves is the beginning of the tree of `second` leaves.

    Raises ValueError when it cannot be: the first is larger, or has no leaves.
    """
    if not 0 < first <= second:
        raise ValueError(f"a tree of {first} leaves is not the beginning of one of {second}")
    return _changed(first, 0, second, nodes, whole=True)


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether a proof leads from a leaf to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or len(leaf) != HASH:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(first: int, second: int, roots: tuple[bytes, bytes], proof: Sequence[bytes]) -> bool:
    """Say whether a proof shows that the first tree is the beginning of the second (RFC 9162, 2.1.4.2)."""
    if not 0 < first < second:
        return 0 < first == second and not proof and roots[0] == roots[1]
    steps = [roots[0], *proof] if first & (first - 1) == 0 else list(proof)
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    return bool(steps) and _both_roots(place, last, steps) == roots


def _both_roots(place: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Follow a consistency proof up to the roots of both trees; None when it is too long or too short."""
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None


class Frontier:
    """The right edge of a growing tree: at most 64 hashes, from which the root follows at any size."""

    def __init__(self, size: int = 0, edge: Iterable[bytes] = ()) -> None:
        self.size = size
        #: roots of the whole subtrees, the largest first
        self._edge = list(edge)
        if len(self._edge) != size.bit_count():
            raise ValueError(f"the edge of a tree of {size} leaves has {size.bit_count()} hashes")

    @property
    def edge(self) -> tuple[bytes, ...]:
        """Give the roots of the whole subtrees, the largest first."""
        return tuple(self._edge)

    def append(self, leaf: bytes) -> None:
        """Add one leaf."""
        edge, carry = self._edge, self.size
        while carry & 1:
            leaf = sha256(NODE + edge.pop() + leaf).digest()
            carry >>= 1
        edge.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Give the root of the leaves so far."""
        if not self._edge:
            return EMPTY
        *others, found = self._edge
        for left in reversed(others):
            found = node_hash(left, found)
        return found


def edge_of(size: int, nodes: Nodes) -> list[bytes]:
    """Give the roots of the whole subtrees of a tree, the largest first."""
    found, begin = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            found.append(nodes(level, begin >> level))
            begin += 1 << level
    return found


def _subtree(begin: int, end: int, nodes: Nodes) -> bytes:
    """Give MTH(D[begin:end]); `begin` is where a whole subtree of that size may begin."""
    count = end - begin
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return nodes(level, begin >> level)
    middle = begin + _split(count)
    return node_hash(_subtree(begin, middle, nodes), _subtree(middle, end, nodes))


def _split(count: int) -> int:
    """Give the largest power of two below a count."""
    return 1 << (count - 1).bit_length() - 1


def _path(index: int, begin: int, end: int, nodes: Nodes) -> list[bytes]:
    if end - begin == 1:
        return []
    middle = begin + _split(end - begin)
    if index < middle:
        return [*_path(index, begin, middle, nodes), _subtree(middle, end, nodes)]
    return [*_path(index, middle, end, nodes), _subtree(begin, middle, nodes)]


def _changed(first: int, begin: int, end: int, nodes: Nodes, *, whole: bool) -> list[bytes]:
    """Give SUBPROOF of RFC 9162; `first` counts from the beginning of the whole tree."""
    if first == end:
        return [] if whole else [_subtree(begin, end, nodes)]
    middle = begin + _split(end - begin)
    if first <= middle:
        return [*_changed(first, begin, middle, nodes, whole=whole), _subtree(middle, end, nodes)]
    return [*_changed(first, middle, end, nodes, whole=False), _subtree(begin, middle, nodes)]
