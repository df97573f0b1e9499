"""Nouns that stand for actors: groups without a name, and roles that take a name up again.

"Protesters", "police" and "migrants" are groups. "The judge" is a person
already named where exactly one person in the article was introduced as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from framing.core import Bools, Corpus, Ints, PerType, Spans
from framing.lexicon import Lexicon
from framing.match import matches, reads_as
from framing.measures.actors.lists import Title, Words

COLLECTIVE = "collective"  # note of an entry whose singular is a group: "police"
ADJECTIVE = "behind the"  # note of an entry that is a group only behind "the": "the poor"
# Words and forms behind which a noun is over.
_AFTER_NOUN = frozenset(
    "is are was were be been being am has have had do does did will would can could may might shall should must isn't aren't wasn't weren't don't doesn't didn't "
    "hasn't haven't hadn't won't wouldn't can't couldn't in on at by for with from of to into onto upon about above across after against along among around "
    "as before behind below beneath beside between beyond despite during inside near off outside over past since through throughout toward towards under until "
    "within without and or but nor so yet if because although though unless while than that which who whom whose where when not never also still already then "
    "now often once again there here too just only even both said says say told tell asked found shot took took went came got gave made left kept held fought "
    "began knew saw thought felt put set let met ran sent spoke stood won lost led the a an his her its their our my this these those all some any".split()
)
_THE, _COMMA, _OWNER = frozenset({"the"}), frozenset({","}), frozenset({"'s"})
APPOSITION = 3  # tokens behind the comma of "Ana Holm, the chief judge" in which a role is hers


def find_groups(corpus: Corpus, groups: Lexicon, named: Bools) -> Spans:
    """Return nouns for groups: plurals, and singulars that are collective.

    Parameters
    ----------
    corpus : Corpus
    groups : Lexicon
    named : array of bool, shape (n_tokens,)
        Tokens of names, where nothing is a noun.
    """
    spans = matches(corpus, groups)
    spans = spans.select(corpus.counted[spans.start] & ~named[spans.start] & ~named[spans.end - 1])
    entries = groups.entries
    collective = np.array([COLLECTIVE in entry.note for entry in entries], dtype=bool)
    is_plural = _is_plural(corpus, groups, spans)
    adjective = np.array([ADJECTIVE in entry.note for entry in entries], dtype=bool)[spans["entry"]]
    after, inside = corpus.beside(spans.end - 1, 1)
    ends = ~inside | _ends_phrase(corpus)[corpus.token_ids[after]]
    the = corpus.is_beside(spans.start, -1, _THE)
    spans = spans.select(is_plural | (collective[spans["entry"]] & ends & (the | ~adjective)))
    noun = np.full(len(spans), "NOUN", dtype=object)
    return spans.select(reads_as(corpus, spans.start, spans.end, noun))


def _is_plural(corpus: Corpus, groups: Lexicon, spans: Spans) -> Bools:
    """Return which matches end in the plural of their entry."""
    plurals, n_types = _plurals(groups), len(corpus.vocab)
    keys, which = np.unique(spans["entry"] * n_types + corpus.token_ids[spans.end - 1], return_inverse=True)
    found = [plurals[key // n_types] == _last_word(corpus.folded[key % n_types]) for key in keys.tolist()]
    return np.array(found, dtype=bool)[which]


@lru_cache(maxsize=4)
def _plurals(groups: Lexicon) -> list[str]:
    """Return the last word of the plural of each entry."""
    return [_last_word(entry.forms()[-1]) for entry in groups]


def _ends_phrase(corpus: Corpus) -> Bools:
    """Return which word types show that the noun before them was the last: "police said", not "police officers"."""
    plain = corpus.types_in(_AFTER_NOUN)
    return np.asarray(plain | _ENDS.of(corpus.types))


_ENDS = PerType[np.bool_].each(lambda _, folded: not folded[:1].isalnum() or folded.endswith(("ed", "ly")), bool)


def _last_word(term: str) -> str:
    return term.replace("-", " ").rpartition(" ")[2]


class Roles:
    """Where roles stand in a corpus: "judge", "host", "spokeswoman".

    Parameters
    ----------
    corpus : Corpus
    roles : mapping of words to Title
    """

    def __init__(self, corpus: Corpus, roles: Mapping[Words, Title]) -> None:
        single = {words[0]: title.plain for words, title in roles.items() if len(words) == 1}
        self._names = sorted(set(single.values()))
        number = {plain: i for i, plain in enumerate(self._names)}
        types = np.array([number[single[word]] if word in single else -1 for word in corpus.vocab], dtype=np.int64)
        self._corpus = corpus
        self._role = types[corpus.token_ids]

    def taken_up(self) -> tuple[Ints, list[str]]:
        """Return where "the judge" and the like start, and the plain form of each role."""
        corpus = self._corpus
        article = corpus.tokens_in(_THE)
        start = np.flatnonzero(article[:-1] & (self._role[1:] >= 0) & corpus.counted[:-1])
        start = start[corpus.token_sentence[start] == corpus.token_sentence[start + 1]]
        return start, [self._names[i] for i in self._role[start + 1].tolist()]

    def beside(self, start: Ints, end: Ints) -> list[str]:
        """Return the role next to each name, "" where there is none: "host Chris Wallace", "Ana Holm, the judge"."""
        corpus, role = self._corpus, self._role
        before, inside = corpus.beside(start, -1)
        found = np.where(inside, role[before], -1)
        behind = corpus.is_beside(end - 1, 1, _COMMA)
        for distance in range(2, APPOSITION + 2):
            place, inside = corpus.beside(end - 1, distance)
            fits = behind & inside & (found < 0) & ~corpus.is_beside(end - 1, distance + 1, _OWNER)
            found = np.where(fits, role[place], found)
        return [self._names[i] if i >= 0 else "" for i in found.tolist()]
