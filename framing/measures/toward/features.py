"""What speaks for or against a mention: the words of its sentence that speak well or ill, and where they stand.

Each such word is looked at together with each mention in its sentence: on
which side it stands, how far away, in the same clause or not, and whether it
belongs to what the mention itself says – who calls others liars is not
thereby called one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.core import Bools, Column, Corpus, Evidence, Floats, Ints, expand
from framing.scoring import CLAUSE, running_of, sentence_pairs, source_heads, source_rows, token_source

FLIPPED = -0.7  # what is left of a polarity behind a negation ("not a bad idea" is not praise)
DISTANCES = (1, 3, 6, 12)  # tokens between word and mention: bounds of five classes
MARKS = frozenset(", ; : — – -- ( )".split())
PRONOUNS = frozenset("he she his her him they them their it its".split())  # of others: nobody judges by "I"
POSSESSIVE = frozenset({"'s", "'"})
JUDGING = ("epithet", "charged-noun", "evaluation", "sensational", "insinuation")  # loaded terms that speak ill
SIDES = ("left", "right")
SIGNS = ("positive", "negative")
PLACES = ("clause", "near-clause", "marks")
FEATURES = (
    *(f"{side}-{distance}-{sign}" for side in SIDES for distance in range(len(DISTANCES) + 1) for sign in SIGNS),
    *(f"{place}-{sign}" for place in PLACES for sign in SIGNS),
    *(f"{what}-{sign}" for what in ("anywhere", "inside", "said") for sign in SIGNS),
    "is-source", "in-content", "quoted", "opens", "possessor", "pronoun", "n-words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pairs:
    """Each mention with each word of its sentence that speaks well or ill.

    Attributes
    ----------
    mention, word : arrays of int, shape (n_pairs,)
        Positions among the mentions and among the words.
    columns : array of int, shape (n_pairs, 5)
        The features the pair adds to; -1 for none.
    values : array of float, shape (n_pairs, 5)
        What it adds to each.
    """

    mention: Ints
    word: Ints
    columns: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class Words:
    """Words that speak well or ill, in order of position: tokens and signed strength."""

    start: Ints
    end: Ints
    value: Floats


def polar_words(corpus: Corpus, evidence: Evidence) -> Words:
    """Return the polarity words, and the loaded terms that judge where there is none, as signed strengths."""
    polarity, loaded = evidence["polarity"], evidence["loaded"]
    sign = np.where(polarity.label == "positive", 1.0, -1.0)
    covered = polarity.mask(corpus.n_tokens)
    judging = np.isin(loaded.label.astype(str), JUDGING)
    rest = loaded.select(judging & ~covered[loaded.start])
    start = np.concatenate([polarity.start, rest.start])
    end = np.concatenate([polarity.end, rest.end])
    value = np.concatenate([sign * polarity.score, -rest.score])
    negated = np.concatenate([polarity["negated"], rest["negated"]]).astype(bool)
    order = np.argsort(start, kind="stable")
    return Words(start[order], end[order], np.where(negated, FLIPPED * value, value)[order])


def pair(corpus: Corpus, evidence: Evidence, words: Words, start: Ints, end: Ints) -> Pairs:
    """Return the pairs of mentions and words of one sentence, with the features each adds to.

    Parameters
    ----------
    start, end : arrays of int, shape (n_mentions,)
        Tokens of the mentions.
    """
    mention, word = sentence_pairs(corpus, start, words.start)
    m_start, m_end, w_start, w_end = start[mention], end[mention], words.start[word], words.end[word]
    left, right = w_end <= m_start, w_start >= m_end
    gap = np.where(left, m_start - w_end, np.where(right, w_start - m_end, 0))
    first, last = np.minimum(m_start, w_start), np.maximum(m_start, w_start)
    breaks, marks = running_of(corpus, corpus.types_in(CLAUSE)), running_of(corpus, corpus.types_in(MARKS))
    n_breaks, n_marks = breaks[last] - breaks[first], marks[last] - marks[first]
    said = _said_by(corpus, evidence, start, end)[mention] == _sayings(corpus, evidence)[w_start]
    value = words.value[word]
    strength, negative = np.abs(value), (value < 0).astype(np.int64)
    near = strength / np.sqrt(1 + gap)
    outside = ~said & (left | right)
    columns, values = [], []

    def add(name: str, where: Bools, amount: Floats) -> None:
        columns.append(np.where(where, FEATURES.index(f"{name}-positive") + negative, -1))
        values.append(np.where(where, amount, 0.0))

    distance = np.digitize(gap, DISTANCES)
    base = FEATURES.index("left-0-positive")
    place = base + 2 * (distance + (len(DISTANCES) + 1) * right) + negative
    columns.append(np.where(outside, place, -1))
    values.append(np.where(outside, strength, 0.0))
    add("clause", ~said & (n_breaks == 0), near)
    add("near-clause", ~said & (n_breaks <= 1), near)
    add("marks", ~said & (n_marks == 0), near)
    add("anywhere", outside, strength)
    add("inside", ~left & ~right, strength)
    add("said", said, strength)
    return Pairs(mention, word, np.column_stack(columns), np.column_stack(values))


def sum_pairs(pairs: Pairs, n_mentions: int) -> Floats:
    """Return the features that come from words, summed over each mention's pairs, shape (n_mentions, n_features)."""
    n = len(FEATURES)
    used = pairs.columns >= 0
    cell = (pairs.mention[:, None] * n + pairs.columns)[used]
    total = np.bincount(cell, weights=pairs.values[used], minlength=n_mentions * n).astype(float)
    return np.asarray(total.reshape(n_mentions, n))


def mention_features(corpus: Corpus, evidence: Evidence, start: Ints, end: Ints) -> dict[str, Column]:
    """Return the features of the mentions themselves."""
    attribution = evidence["attribution"]
    sources = attribution.select(attribution.label == "source").mask(corpus.n_tokens)
    contents = attribution.select(attribution.label == "content").mask(corpus.n_tokens)
    return {
        "is-source": sources[start],
        "in-content": contents[start],
        "quoted": corpus.quoted[start],
        "opens": start - corpus.sentence_start[corpus.token_sentence[start]] < 2,
        "possessor": corpus.is_beside(end - 1, 1, POSSESSIVE),
        "pronoun": corpus.types_in(PRONOUNS)[corpus.token_ids[start]],
    }


def count(corpus: Corpus, evidence: Evidence, pairs: Pairs, start: Ints, end: Ints) -> Floats:
    """Return every feature of every mention, shape (n_mentions, n_features)."""
    counts = sum_pairs(pairs, len(start))
    for name, column in mention_features(corpus, evidence, start, end).items():
        counts[:, FEATURES.index(name)] = column
    counts[:, FEATURES.index("n-words")] = np.bincount(pairs.mention, minlength=len(start))
    return counts


def _sayings(corpus: Corpus, evidence: Evidence) -> Ints:
    """Return the row of the source in whose content, or in whose verb of saying, each token stands; -1 where there is none."""
    attribution = evidence["attribution"]
    said = token_source(corpus, attribution).copy()
    cues = np.flatnonzero(attribution.label == "cue")
    cue, place = expand(attribution.start[cues], attribution.end[cues] - attribution.start[cues])
    said[place] = source_rows(corpus, attribution)[cues][cue]
    return said


def _said_by(corpus: Corpus, evidence: Evidence, start: Ints, end: Ints) -> Ints:
    """Return the row of the source that each mention heads; -2 where it heads none."""
    heads = source_heads(corpus, evidence["attribution"], start, end)
    rows = np.flatnonzero(heads >= 0)
    said = np.full(len(start), -2, dtype=np.int64)
    said[heads[rows]] = rows
    return said
