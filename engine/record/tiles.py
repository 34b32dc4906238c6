"""
How the tree is kept: tiles of 256 hashes, as in C2SP tlog-tiles.

A tile of level 0 holds leaf hashes, a tile of level 1 the roots of whole tiles of level 0, and so on. A whole
tile never changes again, so only the last tile of each level is ever written anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from engine.record.merkle import node_hash

HEIGHT = 8
WIDTH = 1 << HEIGHT
HASH = 32

#: the level and the number of a tile
Place = tuple[int, int]
#: reads the hashes of a tile, one after another; empty when there is no such tile
ReadTile = Callable[[Place], bytes]


@dataclass(slots=True)
class Tiles:
    """Tiles as far as they were asked for, and those that grew."""

    read: ReadTile
    _known: dict[Place, bytes] = field(default_factory=dict)
    #: tiles that differ from what was read
    grown: dict[Place, bytes] = field(default_factory=dict)

    def append(self, size: int, leaves: Iterable[bytes]) -> int:
        """Add leaves to a tree of `size` leaves; gives the new size."""
        pending: dict[int, list[bytes]] = {0: list(leaves)}
        grown_to = size + len(pending[0])
        level = 0
        while pending.get(level):
            begin = size >> HEIGHT * level
            pending[level + 1] = self._fill(level, begin, pending[level])
            level += 1
        return grown_to

    def _fill(self, level: int, begin: int, hashes: list[bytes]) -> list[bytes]:
        """Put hashes behind those of a level; gives the roots of the tiles that are whole now."""
        roots, done = [], 0
        while done < len(hashes):
            number, offset = divmod(begin + done, WIDTH)
            fresh = hashes[done : done + WIDTH - offset]
            before = self.tile((level, number))[: offset * HASH] if offset else b""
            if len(before) != offset * HASH:
                raise ValueError(f"tile {level}/{number} lacks hashes: the tree was damaged")
            tile = before + b"".join(fresh)
            self._known[level, number] = self.grown[level, number] = tile
            done += len(fresh)
            if offset + len(fresh) == WIDTH:
                roots.append(_root(_hashes(tile)))
        return roots

    def tile(self, place: Place) -> bytes:
        """Give the hashes of a tile, one after another."""
        found = self._known.get(place)
        if found is None:
            found = self._known[place] = self.read(place)
        return found

    def node(self, level: int, number: int) -> bytes:
        """Give the root of a whole subtree; an answer to engine.record.merkle.Nodes."""
        floor, inside = divmod(level, HEIGHT)
        begin = number << inside
        tile, offset = divmod(begin, WIDTH)
        hashes = self.tile((floor, tile))[offset * HASH : (offset + (1 << inside)) * HASH]
        if len(hashes) != HASH << inside:
            raise ValueError(f"tile {floor}/{tile} lacks hashes: the tree was damaged")
        return _root(_hashes(hashes))


def _hashes(tile: bytes) -> list[bytes]:
    return [tile[start : start + HASH] for start in range(0, len(tile), HASH)]


def _root(hashes: list[bytes]) -> bytes:
    """Give the root over a power of two of hashes."""
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [node_hash(left, right) for left, right in pairs]
    return hashes[0]
