"""Which of thousands of texts share most pieces with one, without looking at each of them.

Each piece has a whole number in which bit p is set where text p has the piece. Adding those of a query's pieces bit by
bit, with carries, counts for all texts at once how many they share: a few hundred operations on numbers of as many bits
as there are texts, a thousand texts in the time that a loop needs for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


class SharedPieces:
    """Texts as sets of pieces.

    Args:
        texts: the pieces of each text, each piece once.
    """

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        self._places: dict[str, list[int]] = {}
        for place, pieces in enumerate(texts):
            for piece in pieces:
                self._places.setdefault(piece, []).append(place)
        self._bits: dict[str, int] = {}
        self._all = (1 << len(texts)) - 1

    def by_count(self, pieces: Iterable[str]) -> Iterator[tuple[int, Iterator[int]]]:
        """How many pieces texts share with a query, the greatest number first, each with the places of those texts.

        Args:
            pieces: of the query, each once.
        """
        planes = self._count(pieces)
        if not planes:
            return
        absent = [self._all ^ plane for plane in planes]
        for count in range((1 << len(planes)) - 1, 0, -1):
            found = self._all
            for place, plane in enumerate(planes):
                found &= plane if count >> place & 1 else absent[place]
                if not found:
                    break
            else:
                yield count, _places(found)

    def _count(self, pieces: Iterable[str]) -> list[int]:
        """The counts of all texts in binary: bit p of the k-th number is the k-th digit of text p's count."""
        planes: list[int] = []
        for piece in pieces:
            carry = self._having(piece)
            for place, plane in enumerate(planes):
                if not carry:
                    break
                planes[place], carry = plane ^ carry, plane & carry
            if carry:
                planes.append(carry)
        return planes

    def _having(self, piece: str) -> int:
        bits = self._bits.get(piece)
        if bits is None:
            places = self._places.get(piece, ())
            taken = bytearray((places[-1] >> 3) + 1 if places else 0)
            for place in places:
                taken[place >> 3] |= 1 << (place & 7)
            bits = self._bits[piece] = int.from_bytes(taken, "little")
        return bits


def _places(bits: int) -> Iterator[int]:
    """The places of the bits that are set, ascending."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
