"""WordPiece: words as pieces that an encoder knows.

The uncased tokenizer of BERT (Devlin et al. 2019), asked once of each word type: lower case, without accents, marks
apart, then the longest known piece first. Since no token of ours joins what BERT would cut, or cuts what it would join,
the pieces of a text are those of its tokens, and each piece has the characters of its token.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np

from framing.core import Corpus, Ints, PerType, Types, expand

UNKNOWN, OPENS, CLOSES, HIDES = "[UNK]", "[CLS]", "[SEP]", "[MASK]"
LONGEST = 100  # letters of a word; a longer one is unknown
MOST = 24  # pieces of a token that are kept
_CJK = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class WordPiece:
    """Cuts words into pieces.

    Parameters
    ----------
    pieces : sequence of str
        In order of their ids; one inside a word starts with "##".

    Examples
    --------
    >>> cut = WordPiece(["[UNK]", "un", "##fair", "!", "fair"])
    >>> cut.ids("Unfair!"), cut.ids("fair"), cut.ids("foul")
    ([1, 2, 3], [4], [0])
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self._id = {piece: i for i, piece in enumerate(pieces)}
        self.opens, self.closes, self.hides = (self._id.get(piece, 0) for piece in (OPENS, CLOSES, HIDES))
        self._per_type = PerType[np.int32](self._rows)

    def ids(self, text: str) -> list[int]:
        """Return the ids of the pieces of a text."""
        return [piece for word in _words(text) for piece in self._cut(word)]

    def pieces_of(self, corpus: Corpus) -> tuple[Ints, Ints]:
        """Return how many pieces each token has, and the pieces of all, one after the other."""
        rows = self._per_type.of(corpus.types)[corpus.token_ids]
        n = rows[:, 0].astype(np.int64)
        row, place = expand(np.ones_like(n), n)
        return n, rows[row, place].astype(np.int64)

    def _rows(self, types: Types) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
        """Return the number of the pieces of word types, and the pieces, shape (n_types, 1 + MOST)."""
        out = np.zeros((len(types), 1 + MOST), dtype=np.int32)
        for row, word in zip(out, types.written, strict=True):
            ids = self.ids(word)[:MOST]
            row[0], row[1 : 1 + len(ids)] = len(ids), ids
        return out

    def _cut(self, word: str) -> list[int]:
        if len(word) > LONGEST:
            return [self._id[UNKNOWN]]
        ids, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self._id.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    break
            else:
                return [self._id[UNKNOWN]]
            ids.append(piece)
            start = end
        return ids


def _words(text: str) -> Iterator[str]:
    """Yield words in lower case without accents, and each mark by itself."""
    clean = "".join(" " if _is_space(c) else c for c in text if not _is_control(c))
    spaced = "".join(f" {c} " if _is_cjk(c) else c for c in clean)
    for word in spaced.split():
        parts = (
            part for sign in word.lower() for part in unicodedata.normalize("NFD", sign)
        )  # one by one: a pile of accents takes n² steps to order
        plain = "".join(part for part in parts if unicodedata.category(part) != "Mn")
        start = 0
        for place, sign in enumerate(plain):
            if _is_mark(sign):
                if place > start:
                    yield plain[start:place]
                yield sign
                start = place + 1
        if start < len(plain):
            yield plain[start:]


def _is_space(sign: str) -> bool:
    return sign in " \t\n\r" or unicodedata.category(sign) == "Zs"


def _is_control(sign: str) -> bool:
    return sign in "\0\ufffd" or (sign not in "\t\n\r" and unicodedata.category(sign).startswith("C"))


def _is_mark(sign: str) -> bool:
    code = ord(sign)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or unicodedata.category(sign).startswith("P")


def _is_cjk(sign: str) -> bool:
    return any(low <= ord(sign) <= high for low, high in _CJK)
