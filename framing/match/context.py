"""What stands around a match: a negation, a proper name, a title-case line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from framing.core import HEADLINE, Bools, Column, Corpus, Ints, PerType, Spans, objects
from framing.lexicon import Lexicon

NEGATORS = frozenset(
    "not no never none neither nor nobody nothing nowhere without hardly barely scarcely cannot can't couldn't won't wouldn't don't doesn't didn't "
    "isn't aren't wasn't weren't shouldn't hasn't haven't hadn't ain't mustn't needn't".split()
)
NEGATION_SCOPE = 3  # tokens to the left
TITLE_CASE = (
    0.6  # share of longer words with a capital from which a headline, or a line without a stop, is in title case
)
TITLE_CASE_IN_PROSE = 0.8  # the same for a sentence, where few words can hold a long name
FEWEST_WORDS = 6  # longer words from which a sentence with a stop can be in title case
_LONG = PerType[np.bool_].each(lambda written, _: len(written) > 3 and written[0].isalpha(), bool)
_PARTICIPLE = PerType[np.bool_].each(lambda _, folded: folded.endswith(("ed", "ing", "en")), bool)
_CLAUSE_BREAK = frozenset({",", ";", ":", "—", "–", "--", "(", ")", "but", "because"})
_OPENS = frozenset({"“", '"', "''", "``", "‘", "'", ":", "—", "–", "(", "[", "•", "-", "*", "…", "...", "!", "?"})
_STOPS = _OPENS | {"."}  # behind one a line is a sentence


def negated(corpus: Corpus, start: Ints) -> Bools:
    """Return whether a negation stands in the three tokens before each position, in its clause.

    Examples
    --------
    >>> from framing.segment import segment_texts
    >>> corpus = segment_texts(["It was not a shameful act. No, shameful."])
    >>> negated(corpus, np.flatnonzero([corpus.folded[i] == "shameful" for i in corpus.token_ids])).tolist()
    [True, False]
    """
    if not len(start):
        return np.zeros(0, dtype=bool)
    is_negator = corpus.tokens_in(NEGATORS)
    is_break = corpus.tokens_in(_CLAUSE_BREAK)
    first = corpus.sentence_start[corpus.token_sentence[start]]
    found = np.zeros(len(start), dtype=bool)
    reachable = np.ones(len(start), dtype=bool)
    for distance in range(1, NEGATION_SCOPE + 1):
        place = np.maximum(start - distance, 0)
        reachable &= (start - distance >= first) & ~is_break[place]
        found |= reachable & is_negator[place]
    return found


@dataclass(frozen=True, slots=True)
class Capitals:
    """What the capitals of a corpus tell, as one truth value per token.

    Attributes
    ----------
    capital : array of bool, shape (n_tokens,)
        Whether the token starts with a capital.
    initial : array of bool, shape (n_tokens,)
        Whether any word would have one: it opens a sentence or a quotation.
    tells : array of bool, shape (n_tokens,)
        False in a line in title case or all in capitals.
    """

    capital: Bools
    initial: Bools
    tells: Bools


def capitals(corpus: Corpus) -> Capitals:
    """Return which tokens have a capital, and where a capital tells something."""
    return corpus.remember("capitals", None, lambda: _capitals(corpus))


def _capitals(corpus: Corpus) -> Capitals:
    ids = corpus.token_ids
    capital = corpus.capital[ids]
    long_word = _LONG.of(corpus.types)[ids]
    opens = corpus.tokens_in(_OPENS)
    sentence = corpus.token_sentence
    initial = np.zeros(corpus.n_tokens, dtype=bool)
    initial[corpus.sentence_start] = True
    counted = long_word & ~initial
    share = np.bincount(sentence, weights=counted & capital) / np.maximum(np.bincount(sentence, weights=counted), 1)
    stops = corpus.tokens_in(_STOPS)[corpus.sentence_end - 1]
    title = (corpus.block[corpus.sentence_start] == HEADLINE) | ~stops
    n_long = np.bincount(sentence, weights=counted)
    few = (n_long > 1) & (
        n_long < FEWEST_WORDS
    )  # "Officials in Kasur met Zentrix." is not in title case, "Defining the Wicked" may be
    limit = np.where(title, TITLE_CASE, np.where(few, np.inf, TITLE_CASE_IN_PROSE))
    initial[1:] |= opens[:-1]
    initial[1:] |= initial[:-1] & opens[:-1]
    return Capitals(capital, initial, (share < limit)[sentence])


def in_name(corpus: Corpus) -> Bools:
    """Return whether each token is part of a proper name by its capital, shape (n_tokens,).

    A capital tells nothing at the start of a sentence or a quotation, unless
    the same text has the word with a capital inside a sentence too; nor in a
    line in title case, or in one all in capitals.

    Examples
    --------
    >>> from framing.segment import segment_texts
    >>> corpus = segment_texts(["Reckless plans by the Radical Party failed."])
    >>> [corpus.vocab[i] for i in corpus.token_ids[in_name(corpus)]]
    ['Radical', 'Party']
    """
    return corpus.remember("in_name", None, lambda: _in_name(corpus))


def _in_name(corpus: Corpus) -> Bools:
    if not corpus.n_tokens:
        return np.zeros(0, dtype=bool)
    seen = capitals(corpus)
    name = seen.capital & seen.tells & ~seen.initial
    word_of_doc = (
        corpus.token_doc * len(corpus.vocab) + corpus.token_ids
    )  # a name inside a sentence is that name at the start of one too
    initial = np.flatnonzero(seen.capital & seen.tells & seen.initial)
    again = initial[np.isin(word_of_doc[initial], word_of_doc[name])]
    name[again] = True
    return np.asarray(name)


_NOUN_BEFORE = frozenset(
    "the a an this that these those his her its their our my your no some any each every another such 's of".split()
)  # a word after one of these is a noun or an adjective
_VERB_BEFORE = frozenset(
    "to will would can could may might shall should must won't wouldn't can't cannot couldn't don't doesn't didn't shouldn't he she they we i who".split()
)  # a word after one of these is a verb

_OBJECTS = frozenset("him her them me us it up".split())  # a word before one of these is a verb: "woke him"


def reads_as(corpus: Corpus, start: Ints, end: Ints, pos: Column) -> Bools:
    """Return whether each match can have its part of speech, by the word before it.

    Parameters
    ----------
    start, end : arrays of int, shape (n_matches,)
    pos : array of str, shape (n_matches,)
        "NOUN", "VERB", "ADJ" or anything else, which always fits.

    Notes
    -----
    "the blast" is no verb, "to mob" no noun, "woke him" no adjective. Forms in -ed and -ing stay, since
    they can stand after an article ("the botched plan").

    Examples
    --------
    >>> from framing.segment import segment_texts
    >>> corpus = segment_texts(["The slams. He slams it."])
    >>> reads_as(corpus, np.array([1, 4]), np.array([2, 5]), np.array(["VERB", "VERB"])).tolist()
    [False, True]
    """
    if not len(start):
        return np.zeros(0, dtype=bool)
    after_noun = corpus.types_in(_NOUN_BEFORE)
    after_verb = corpus.types_in(_VERB_BEFORE)
    participle = _PARTICIPLE.of(corpus.types)
    before = corpus.token_ids[np.maximum(start - 1, 0)]
    same = start > corpus.sentence_start[corpus.token_sentence[start]]
    form = corpus.token_ids[start]
    no_verb = (pos == "VERB") & same & after_noun[before] & ~participle[form]
    no_noun = (pos == "NOUN") & same & after_verb[before] & (end - start == 1)
    before_object = corpus.types_in(_OBJECTS)
    behind = np.minimum(end, corpus.n_tokens - 1)
    no_adjective = (
        (pos == "ADJ")
        & (end < corpus.sentence_end[corpus.token_sentence[start]])
        & before_object[corpus.token_ids[behind]]
    )
    return np.asarray(~(no_verb | no_noun | no_adjective), dtype=bool)


def in_sense(corpus: Corpus, spans: Spans, lexicon: Lexicon) -> Bools:
    """Return which matches are neither part of a name nor another part of speech than their entry.

    Parameters
    ----------
    spans : Spans
        From :func:`~framing.match.matches`; column ``entry``.
    lexicon : Lexicon
        The one that was matched.
    """
    pos, lower = _parts_of_speech(lexicon)
    name = in_name(corpus)
    named = name[spans.start] & name[spans.end - 1] & lower[spans["entry"]]
    return np.asarray(~named & reads_as(corpus, spans.start, spans.end, pos[spans["entry"]]), dtype=bool)


@lru_cache(maxsize=16)
def _parts_of_speech(lexicon: Lexicon) -> tuple[Column, Bools]:
    """Return the part of speech of each entry, and whether its term is in lower case."""
    lower = np.array([entry.term == entry.term.lower() for entry in lexicon], dtype=bool)
    return objects([entry.pos for entry in lexicon]), lower
