"""What the voice model asks of single tokens: where they stand to quotation marks, cues, and what the rules read.

Each column is one feature, as a number per token; :func:`columns` names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.core import Bools, Corpus, Ints, expand, running
from framing.measures.attribution.cues import Cue
from framing.measures.attribution.draft import CONFIDENCE, Draft
from framing.measures.attribution.linking import CONTENT, CUE, OPENING, SOURCE
from framing.measures.attribution.words import W
from framing.models import EXTRA, VOICE_NAMES, Hashes, hash_text, mix, named, shift, with_extra, word_hashes

LENGTHS = (2, 4, 7, 13, 26)  # tokens of a quotation, bucketed
GAPS = (2, 3, 4, 7, 13)  # tokens to a cue, bucketed
NEAR = 4  # tokens from a quotation mark at which its nearness is told
FAR = 99
SIDE = 4  # tokens to the end of what a rule read; more are as many
_RULES = {rule: number for number, rule in enumerate(CONFIDENCE, start=1)}
_COLON = frozenset({":"})


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of the tokens of a corpus before the model reads them.

    Attributes
    ----------
    bits : array of int, shape (n_tokens,)
        Word classes.
    pos : array of int, shape (n_tokens,)
        Parts of speech.
    cue_start : array of int, shape (n_cues,)
        Where candidate cues begin, in order.
    cue_class : array of uint32, shape (n_cues,)
        The hash of the class of each.
    rules : array of int8, shape (4, n_tokens)
        What the rules read, see :func:`rule_labels`.
    """

    bits: Ints
    pos: Ints
    cue_start: Ints
    cue_class: Hashes
    rules: NDArray[np.int8]

    @classmethod
    def of(cls, corpus: Corpus, bits: Ints, pos: Ints, cues: Sequence[Cue], drafts: Sequence[Draft]) -> Known:
        """Return what is known from candidate cues and what the rules read."""
        kinds = {kind: hash_text(kind) for kind in {cue.cue_class for cue in cues}}
        start = np.fromiter((cue.start for cue in cues), dtype=np.int64, count=len(cues))
        cue_class = np.fromiter((kinds[cue.cue_class] for cue in cues), dtype=np.uint32, count=len(cues))
        return cls(bits, pos, start, cue_class, rule_labels(corpus, drafts))

    def part(self, low: int, high: int) -> Known:
        """Return what is known of the tokens from `low` up to `high`."""
        cues = slice(*np.searchsorted(self.cue_start, (low, high)))
        return Known(
            self.bits[low:high],
            self.pos[low:high],
            self.cue_start[cues] - low,
            self.cue_class[cues],
            self.rules[:, low:high],
        )


def columns(corpus: Corpus, known: Known) -> dict[str, Hashes]:
    """Return the features of each token, by name.

    What stands behind the passage of a token counts for none of them.
    """
    words = word_hashes(with_extra(corpus.types))[VOICE_NAMES.kinds(corpus)]
    label, *shape = known.rules.astype(np.int64)
    unit = sight(corpus)
    return {
        **_places(corpus),
        **_parts_of_speech(known.pos, label, unit),
        **_quotations(corpus, known.bits, words, unit),
        **_cues(corpus, known, words),
        **_rules(corpus, words, unit, label, *shape),
    }


def sight(corpus: Corpus) -> Ints:
    """Return the parts that the model sees of a text at each token, shape (n_tokens, 2): before it its paragraph, behind it its passage."""
    return np.stack([corpus.token_paragraph, corpus.token_passage], axis=1)


def _places(corpus: Corpus) -> dict[str, Hashes]:
    start, end = (bound[corpus.token_sentence] for bound in (corpus.sentence_start, corpus.sentence_end))
    place = np.arange(corpus.n_tokens)
    first, last = np.minimum(place - start, 5), np.minimum(end - 1 - place, 3)
    size = np.digitize(end - start, (4, 8, 15, 30))
    return {"place": named("place", (first * 4 + last) * 5 + size)}


def _parts_of_speech(pos: Ints, label: Ints, unit: Ints) -> dict[str, Hashes]:
    tags = (pos + 1).astype(np.uint32)
    at = {distance: shift(tags, distance, unit).astype(np.int64) for distance in range(-2, 3)}
    out = {f"tags {a} {b}": at[a] * 64 + at[b] for a, b in ((-2, -1), (-1, 0), (0, 1), (1, 2))}
    out["tags -1 0 1"] = (at[-1] * 64 + at[0]) * 64 + at[1]
    out["tags, rules"] = (at[0] * 64 + at[1]) * 8 + label
    return {name: named(name, values) for name, values in out.items()}


def _quotations(corpus: Corpus, bits: Ints, words: Hashes, unit: Ints) -> dict[str, Hashes]:
    outer = corpus.quotations.select(corpus.quotations["depth"] == 0)
    start, end, closed = outer.start, outer.end, np.asarray(outer["closed"], dtype=bool)
    number, token = expand(start, end - start)
    last = bits[np.maximum(np.where(closed, end - 2, end - 1), start)]
    ends = np.where(last & W.STOP > 0, 2, np.where(last & W.COMMA > 0, 1, 0))
    capital = corpus.capital[corpus.token_ids[np.minimum(start + 1, end - 1)]]
    kind = np.zeros(corpus.n_tokens, dtype=np.int64)
    kind[token] = ((np.digitize(end - start, LENGTHS) * 3 + ends) * 2 + capital)[number]
    state = np.zeros(corpus.n_tokens, dtype=np.int64)
    state[token] = 1
    state[start] = 2
    state[end[closed] - 1] = 3
    edge = _edges(unit, start, end)
    return {
        "quotation": named("quotation", state * 64 + kind),
        "quotation edge": named("quotation edge", edge),
        "quotation edge, word": mix(named("quotation edge, word", edge), words),
        "quoted share": named("quoted share", _share(corpus, state > 0) * 4 + state),
        "paragraphs": named("paragraphs", _pattern(corpus, state > 0) * 4 + state),
    }


def marked_kinds(corpus: Corpus) -> Ints:
    """Return the type of each token as the model reads it: all marks that open a quotation are one, and all that close one."""
    kinds = VOICE_NAMES.kinds(corpus)
    outer = corpus.quotations.select(corpus.quotations["depth"] == 0)
    kinds[outer.start] = len(corpus.vocab) + EXTRA.index("“")
    kinds[outer.end[np.asarray(outer["closed"], dtype=bool)] - 1] = len(corpus.vocab) + EXTRA.index("”")
    return kinds


def _edges(unit: Ints, start: Ints, end: Ints) -> Ints:
    """Return a number for how near the quotations before and behind each token are, as far as it sees."""
    place = np.arange(len(unit))
    home = np.vstack([unit[start], [-1, -1]])
    before = _n_up_to(end, len(place)) - 1
    behind = _n_up_to(start + 1, len(place))
    left = np.minimum(place - np.append(end, 0)[before] + 1, NEAR + 1)
    right = np.minimum(np.append(start, 0)[behind] - place, NEAR + 1)
    return np.where(home[before, 0] == unit[:, 0], left, 0) * 8 + np.where(home[behind, 1] == unit[:, 1], right, 0)


def _n_up_to(positions: Ints, n_tokens: int) -> Ints:
    """Return how many of the positions lie at each token or before it, shape (n_tokens,)."""
    return np.cumsum(np.bincount(positions, minlength=n_tokens)[:n_tokens])


def _pattern(corpus: Corpus, inside: Bools) -> Ints:
    """Return how much of the paragraph up to the end of the passage is quotation, and how much of the paragraph before."""
    so_far = running(inside)
    paragraph = corpus.token_paragraph[corpus.passage_start]
    begin, end = corpus.paragraph_start[paragraph], np.append(corpus.passage_start[1:], corpus.n_tokens)
    quoted = so_far[end] - so_far[begin]
    kind = np.where(quoted == 0, 0, np.where(quoted >= 0.9 * (end - begin), 3, np.where(inside[begin], 2, 1)))
    last = np.searchsorted(paragraph, np.arange(len(corpus.paragraph_start)), side="right") - 1  # of each paragraph
    doc = corpus.token_doc[corpus.paragraph_start]
    colon = corpus.tokens_in(_COLON)[end[last] - 1]
    previous = np.full(len(last), 4)
    previous[1:] = np.where(doc[1:] != doc[:-1], 4, np.where(colon[:-1], 5, kind[last[:-1]]))
    return np.asarray((previous[paragraph] * 4 + kind)[corpus.token_passage])


def _share(corpus: Corpus, inside: Bools) -> Ints:
    size = corpus.sentence_end - corpus.sentence_start
    quoted = np.bincount(corpus.token_sentence, weights=inside, minlength=len(size))
    return np.asarray(np.digitize(quoted / np.maximum(size, 1), (1e-9, 0.3, 0.6, 0.95))[corpus.token_sentence])


def _cues(corpus: Corpus, known: Known, words: Hashes) -> dict[str, Hashes]:
    """The nearest cue before and behind each token in its sentence."""
    start, cue_class = known.cue_start, known.cue_class
    place, sentence = np.arange(corpus.n_tokens), corpus.token_sentence
    commas = running(known.bits & (W.COMMA | W.BREAK) > 0)
    quoted = corpus.quoted
    count = np.bincount(sentence[start], minlength=len(corpus.sentence_start))
    out = {"cues": named("cues", np.minimum(count, 4)[sentence])}
    home = np.append(sentence[start], -1)
    for name, which in (
        ("before", _n_up_to(start, len(place)) - 1),
        ("behind", _n_up_to(start, len(place))),
    ):
        which = np.where(which >= len(start), -1, which)
        found = home[which] == sentence
        at = np.append(start, 0)[which]
        gap = np.digitize(np.abs(place - at), (1, *GAPS))
        between = np.minimum(np.abs(commas[place] - commas[at]), 2)
        where = np.where(found, ((gap * 3 + between) * 2 + quoted) * 2 + quoted[at], FAR * 100)
        word = np.where(found, words[at], 0).astype(np.uint32)
        kind = np.where(found, np.append(cue_class, np.uint32(0))[which], 0).astype(np.uint32)
        key = named(f"cue {name}", where)
        out[f"cue {name}"] = key
        out[f"cue {name}, word"] = mix(named(f"cue {name}, word", np.where(found, gap, FAR)), word)
        out[f"cue {name}, class"] = mix(key, kind)
    return out


def _rules(
    corpus: Corpus, words: Hashes, unit: Ints, label: Ints, rule: Ints, left: Ints, right: Ints
) -> dict[str, Hashes]:
    """What the rules read."""
    before, behind = (shift(label, step, unit) for step in (-1, 1))
    sentence = corpus.token_sentence
    has = np.zeros(len(corpus.sentence_start), dtype=np.int64)
    for bit, part in enumerate((SOURCE, CUE, OPENING)):
        has |= (np.bincount(sentence, weights=label == part, minlength=len(has)) > 0).astype(np.int64) << bit
    n_content = np.bincount(sentence, weights=label >= OPENING, minlength=len(has))
    has = has * 4 + np.digitize(
        n_content / np.maximum(corpus.sentence_end - corpus.sentence_start, 1), (0.01, 0.5, 0.8)
    )
    doc = corpus.token_doc[corpus.sentence_start]
    previous = np.full(len(has), 32)
    previous[1:] = np.where(doc[1:] == doc[:-1], has[:-1], 32)
    return {
        "rules": named("rules", (label * 5 + before) * 5 + behind),
        "rules, shape": named("rules, shape", label * 32 + rule),
        "rules, word": mix(named("rules, word", label * 5 + before), words),
        "rules, place": named("rules, place", ((label * 32 + rule) * 5 + left) * 5 + right),
        "rules, sentence": named("rules, sentence", (has[sentence] * 64 + previous[sentence]) * 5 + label),
    }


def rule_labels(corpus: Corpus, drafts: Sequence[Draft]) -> NDArray[np.int8]:
    """Return the label that the rules give each token, by which rule, and how far, up to SIDE, its range goes to the left and right."""
    out = np.zeros((4, corpus.n_tokens), dtype=np.int8)
    label, rule, left, right = out
    rules = np.array([_RULES[draft.rule] for draft in drafts], dtype=np.int64)
    n = [len(draft.content) for draft in drafts]
    parts = (
        (CONTENT, (bound for draft in drafts for part in draft.content for bound in part), np.repeat(rules, n)),
        (SOURCE, (bound for draft in drafts for bound in draft.source), rules),
        (CUE, (bound for draft in drafts for bound in draft.cue), rules),
    )
    for wanted, bounds, by in parts:  # sources and cues in a content are told as such
        start, end = np.fromiter(bounds, dtype=np.int64).reshape(-1, 2).T
        row, place = expand(start, end - start)
        label[place], rule[place] = wanted, by[row]
        left[place] = np.minimum(place - start[row], SIDE)
        right[place] = np.minimum(end[row] - 1 - place, SIDE)
        if wanted == CONTENT:
            label[start[end > start]] = OPENING
    return out
