"""Tokens: what stands between two blanks, split once per form by one regular expression.

Texts are cut at single blanks, which is fast; the same few thousand forms come
again and again, so each is split into tokens once, and positions follow from
the lengths of the forms.
A possessive or contracted ending (’s, ’ll) is a token of its own, so that
"Russia’s" mentions Russia; "don’t" stays whole, so that it can negate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sized
from functools import lru_cache
from itertools import chain

import numpy as np

from framing.core import Ints, TypeMemory, Types, expand

LARGEST_MEMORY = 200_000  # word types that are remembered, so that memory stays flat over millions of texts
_INVISIBLE = "\u200b-\u200d\u2060\u00ad\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069"
_W = rf"[\w\u0300-\u036f{_INVISIBLE}]"
_CLITIC = r"(?:s|ll|re|ve|d|m|S|LL|RE|VE|D|M)\b"
TOKEN = re.compile(
    r"https?://\S+|www\.\S+"
    r"|(?:[A-Za-z]\.){2,}(?!\w)"  # U.S., p.m.
    r"|\d+(?:[.,]\d+)+(?:[-‑]\w+)*"
    rf"|\w{_W}*(?:(?:[-‑]|['’](?!{_CLITIC})|\.(?=(?:com|org|net|gov|edu|co)\b)){_W}+)*"
    rf"|(?<=\w)['’]{_CLITIC}|['’](?:\d0s|em|til|tis|twas|cause|round|neath)\b"
    r"|\.{2,}|-{2,}|''|’’|``|[@#]\w+|\S"
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
    return TOKEN.findall(text)


_memory = [TypeMemory(fold)]


def types_of(vocab: tuple[str, ...]) -> Types:
    """Return the word types of a vocabulary, with the memory of the process; a full one is started anew."""
    if len(_memory[0]) > LARGEST_MEMORY:
        _memory[0] = TypeMemory(fold)
    return Types(vocab, _memory[0])


@lru_cache(maxsize=200_000)  # forms
def _parts(form: str) -> tuple[tuple[str, int], ...]:
    """Return the tokens of what stands between two blanks, and where each begins in it."""
    return ((form, 0),) if form.isalpha() else tuple((found[0], found.start()) for found in TOKEN.finditer(form))


def tokenize(texts: Iterable[str]) -> tuple[tuple[str, ...], Ints, Ints, Ints]:
    """Return the vocabulary, the token ids, and the character bounds of each token in the texts joined by line breaks.

    Examples
    --------
    >>> vocab, ids, start, end = tokenize(["He isn’t Russia’s man.", "Is he?"])
    >>> [vocab[i] for i in ids]
    ['He', 'isn’t', 'Russia', '’s', 'man', '.', 'Is', 'he', '?']
    >>> start[-3:].tolist()
    [23, 26, 28]
    """
    forms = _Vocabulary()
    form = np.concatenate([np.zeros(0, dtype=np.int64), *(_forms(text, forms) for text in texts)])
    width = _sizes(forms)[form] + 1
    parts = list(map(_parts, forms))
    words, places = zip(*chain.from_iterable(parts), strict=True) if any(parts) else ((), ())
    vocabulary = _Vocabulary()
    ids = np.fromiter(map(vocabulary.__getitem__, words), dtype=np.int64, count=len(words))
    n = _sizes(parts)
    which, part = expand((np.cumsum(n) - n)[form], n[form])
    start = (np.cumsum(width) - width)[which] + np.array(places, dtype=np.int64)[part]
    return tuple(vocabulary), ids[part], start, start + _sizes(words)[part]


def _sizes(rows: Collection[Sized]) -> Ints:
    return np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))


def _forms(text: str, forms: _Vocabulary) -> Ints:
    """Return the number of each form of a text: what stands between two blanks or line breaks, the empty ones too."""
    found = text.replace("\n", " ").split(" ")
    return np.fromiter(map(forms.__getitem__, found), dtype=np.int64, count=len(found))
