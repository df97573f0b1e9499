"""Tokens: one pass of one regular expression over all texts.

The expression matches every character, white space too, so the pieces put
together are the text again and positions follow from their lengths.
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
TOKEN = re.compile(
    r"\s+|https?://\S+|www\.\S+"
    r"|(?:[A-Za-z]\.){2,}(?!\w)"  # U.S., p.m.
    r"|\d+(?:[.,]\d+)+(?:[-‑]\w+)*"
    rf"|\w{_W}*(?:(?:[-‑]|['’](?!{_CLITIC})|\.(?=(?:com|org|net|gov|edu|co)\b)){_W}+)*"
    rf"|(?<=\w)['’]{_CLITIC}|['’](?:\d0s|em|til|tis|twas|cause|round|neath)\b"
    r"|\.{2,}|-{2,}|''|’’|``|[@#]\w+|.",
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


def tokenize(text: str) -> tuple[list[str], NDArray[np.int32], Ints, Ints]:
    """Return the vocabulary, the token ids, and the character bounds of each token.

    White space is matched and then dropped.

    Examples
    --------
    >>> vocab, ids, start, end = tokenize("He isn’t Russia’s man.")
    >>> [vocab[i] for i in ids]
    ['He', 'isn’t', 'Russia', '’s', 'man', '.']
    """
    pieces = TOKEN.findall(text)
    vocabulary = _Vocabulary()
    ids = np.fromiter(map(vocabulary.__getitem__, pieces), dtype=np.int32, count=len(pieces))
    end = np.cumsum(np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces)))
    start = np.concatenate(([0], end[:-1])) if len(end) else end
    blank = np.fromiter(map(str.isspace, vocabulary), dtype=bool, count=len(vocabulary))
    keep = ~blank[ids] if len(ids) else np.zeros(0, dtype=bool)
    renumber = np.cumsum(~blank, dtype=np.int32) - 1
    words = [word for word, is_blank in zip(vocabulary, blank, strict=True) if not is_blank]
    return words, renumber[ids[keep]].astype(np.int32) if len(ids) else ids, start[keep], end[keep]
