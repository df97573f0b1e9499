"""Tokens: one pass of one regular expression over all texts.

The expression matches every character: a piece is a token and the white space
behind it, so the pieces put together are the text again and positions follow
from their lengths.
A possessive or contracted ending (’s, ’ll) is a token of its own, so that
"Russia’s" mentions Russia; "don’t" stays whole, so that it can negate.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from framing.core import Ints

_INVISIBLE = "\u200b-\u200d\u2060\u00ad\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069"
_W = rf"[\w\u0300-\u036f{_INVISIBLE}]"
_CLITIC = r"(?:s|ll|re|ve|d|m|S|LL|RE|VE|D|M)\b"
PIECE = re.compile(
    r"[A-Za-z]+ |\s+|(?:"  # most words need no more
    r"https?://\S+|www\.\S+"
    r"|(?:[A-Za-z]\.){2,}(?!\w)"  # U.S., p.m.
    r"|\d+(?:[.,]\d+)+(?:[-‑]\w+)*"
    rf"|\w{_W}*(?:(?:[-‑]|['’](?!{_CLITIC})|\.(?=(?:com|org|net|gov|edu|co)\b)){_W}+)*"
    rf"|(?<=\w)['’]{_CLITIC}|['’](?:\d0s|em|til|tis|twas|cause|round|neath)\b"
    r"|\.{2,}|-{2,}|''|’’|``|[@#]\w+|."
    r")\s*",
    re.DOTALL,
)
INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "‑": "-", "“": '"', "”": '"'})


class _Vocabulary(dict[str, int]):
    """Gives each new type the next number."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@lru_cache(maxsize=200_000)  # word types
def fold(word: str) -> str:
    """Return a word as lexicons see it: lower case, straight marks, nothing invisible.

    Examples
    --------
    >>> fold("Don’t"), fold("propa\\u200bganda"), fold("café")
    ("don't", 'propaganda', 'café')
    """
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", INVISIBLE.sub("", word).translate(_STRAIGHT)).lower()


def split(text: str) -> list[str]:
    """Return the tokens of a text.

    Examples
    --------
    >>> split("He isn’t Russia’s man.")
    ['He', 'isn’t', 'Russia', '’s', 'man', '.']
    """
    return [piece.rstrip() for piece in PIECE.findall(text) if not piece.isspace()]


def tokenize(text: str) -> tuple[list[str], NDArray[np.int32], Ints, Ints]:
    """Return the vocabulary, the token ids, and the character bounds of each token.

    Examples
    --------
    >>> vocab, ids, start, end = tokenize("He isn’t Russia’s man.")
    >>> [vocab[i] for i in ids]
    ['He', 'isn’t', 'Russia', '’s', 'man', '.']
    """
    pieces = PIECE.findall(text)
    kinds = _Vocabulary()
    kind = np.fromiter(map(kinds.__getitem__, pieces), dtype=np.int64, count=len(pieces))
    stripped = [piece.rstrip() for piece in kinds]
    vocabulary = _Vocabulary()
    ids = np.fromiter((vocabulary[word] if word else -1 for word in stripped), dtype=np.int32, count=len(kinds))[kind]
    width, size = (np.fromiter(map(len, words), dtype=np.int64, count=len(kinds))[kind] for words in (kinds, stripped))
    start = np.cumsum(width) - width
    is_token = ids >= 0
    return list(vocabulary), ids[is_token], start[is_token], (start + size)[is_token]
