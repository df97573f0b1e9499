"""What the voice model asks of single tokens: where they stand to quotation marks, cues, and what the rules read.

Each column is one feature, as a number per token; :func:`columns` names them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.core import Bools, Corpus, Ints, expand
from framing.measures.attribution.cues import Cue
from framing.measures.attribution.draft import CONFIDENCE, Draft
from framing.measures.attribution.words import W
from framing.models import Hashes, hash_text, mix, named, shift

LENGTHS = (2, 4, 7, 13, 26)  # tokens of a quotation, bucketed
GAPS = (2, 3, 4, 7, 13)  # tokens to a cue, bucketed
NEAR = 4  # tokens from a quotation mark at which its nearness is told
FAR = 99
OUTSIDE, SOURCE, CUE, OPENING, CONTENT = range(5)  # labels of the rules; OPENING is the first token of a content
_RULES = {rule: number for number, rule in enumerate(CONFIDENCE, start=1)}
_COLON = frozenset({":"})


def columns(corpus: Corpus, bits: Ints, pos: Ints, cues: Sequence[Cue], drafts: Sequence[Draft]) -> dict[str, Hashes]:
    """Return the features of each token, by name.

    Parameters
    ----------
    corpus : Corpus
    bits : array of int, shape (n_tokens,)
        Word classes.
    pos : array of int, shape (n_tokens,)
        Parts of speech.
    cues : sequence of Cue
        Candidates, in order.
    drafts : sequence of Draft
        What the rules read.
    """
    words = np.array([hash_text(word) for word in corpus.folded], dtype=np.uint32)[corpus.token_ids]
    return {
        **_places(corpus),
        **_words(words),
        **_parts_of_speech(corpus, pos, drafts),
        **_quotations(corpus, bits, words),
        **_cues(corpus, bits, cues, words),
        **_rules(corpus, drafts, words),
    }


def _places(corpus: Corpus) -> dict[str, Hashes]:
    start, end = (bound[corpus.token_sentence] for bound in (corpus.sentence_start, corpus.sentence_end))
    place = np.arange(corpus.n_tokens)
    first, last = np.minimum(place - start, 5), np.minimum(end - 1 - place, 3)
    size = np.digitize(end - start, (4, 8, 15, 30))
    return {"place": named("place", (first * 4 + last) * 5 + size)}


def _words(words: Hashes) -> dict[str, Hashes]:
    """The word with the one before it, and with the one behind."""
    pairs = {"word before, word": mix(shift(words, -1), words), "word, word behind": mix(words, shift(words, 1))}
    return {name: mix(values, np.uint32(hash_text(name))) for name, values in pairs.items()}


def _parts_of_speech(corpus: Corpus, pos: Ints, drafts: Sequence[Draft]) -> dict[str, Hashes]:
    tags = (pos + 1).astype(np.uint32)
    at = {distance: shift(tags, distance).astype(np.int64) for distance in range(-NEAR, NEAR + 1)}
    out = {f"tag {distance}": at[distance] for distance in at}
    for a, b in ((-2, -1), (-1, 0), (0, 1), (1, 2)):
        out[f"tags {a} {b}"] = at[a] * 64 + at[b]
    out["tags -1 0 1"] = (at[-1] * 64 + at[0]) * 64 + at[1]
    out["tags, rules"] = (at[0] * 64 + at[1]) * 8 + rule_labels(corpus, drafts)[0]
    return {name: named(name, values) for name, values in out.items()}


def _quotations(corpus: Corpus, bits: Ints, words: Hashes) -> dict[str, Hashes]:
    spans = corpus.quotations
    outer = spans.select(spans["depth"] == 0)
    start, end, closed = outer.start, outer.end, np.asarray(outer["closed"], dtype=bool)
    number, token = expand(start, end - start)
    of = np.full(corpus.n_tokens, -1, dtype=np.int64)
    of[token] = number
    inside = of >= 0
    paragraph = np.searchsorted(corpus.paragraph_start, np.arange(corpus.n_tokens), side="right") - 1
    p_start, p_end = corpus.paragraph_start, np.append(corpus.paragraph_start[1:], corpus.n_tokens)
    home = paragraph[start]
    last = bits[np.maximum(np.where(closed, end - 2, end - 1), start)]
    ends = np.where(last & W.STOP > 0, 2, np.where(last & W.COMMA > 0, 1, 0))
    capital = corpus.capital[corpus.token_ids[np.minimum(start + 1, end - 1)]]
    kind = (np.digitize(end - start, LENGTHS) * 3 + ends) * 2 + capital
    stands = (
        (start == p_start[home]) * 2
        + (end == p_end[home])
        + 4 * (np.asarray(outer["chain"]) != np.arange(len(spans))[spans["depth"] == 0])
    )
    state = np.where(inside, 1, 0)
    state[start] = 2
    state[end[closed] - 1] = 3
    around = np.append(kind, 0)[of], np.append(stands, 0)[of]
    before, behind, edge = _edges(corpus, paragraph, start, end, closed)
    near_kind = np.append(ends * 2 + capital, 6)
    pattern = _pattern(corpus, inside, paragraph)
    share = _share(corpus, inside)
    return {
        "quotation": named("quotation", state * 64 + around[0]),
        "quotation stands": named("quotation stands", state * 16 + around[1]),
        "quotation edge": named("quotation edge", edge),
        "quotation edge, word": mix(named("quotation edge, word", edge), words),
        "quotation before": named(
            "quotation before", np.where(inside, 99, near_kind[before] * 8 + np.minimum(edge, 7))
        ),
        "quotation behind": named("quotation behind", np.where(inside, 99, near_kind[behind] * 128 + edge)),
        "quoted share": named("quoted share", share * 4 + state),
        "paragraphs": named("paragraphs", pattern * 4 + state),
        "paragraphs, share": named("paragraphs, share", pattern * 32 + share),
    }


def _edges(corpus: Corpus, paragraph: Ints, start: Ints, end: Ints, closed: Bools) -> tuple[Ints, Ints, Ints]:
    """Return the quotation before and behind each token in its paragraph (or -1), and a number for how near marks are."""
    place = np.arange(corpus.n_tokens)
    before = np.searchsorted(end, place, side="right") - 1
    behind = np.searchsorted(start, place, side="left")
    behind[behind == len(start)] = -1
    home = np.append(paragraph[start], -1) if len(start) else np.array([-1])
    before = np.where(home[before] == paragraph, before, -1)
    behind = np.where(home[behind] == paragraph, behind, -1)
    ends, starts = np.append(end, 0), np.append(start, 0)
    left = np.where(before >= 0, np.minimum(place - ends[before] + 1, NEAR + 1), 0)
    right = np.where(behind >= 0, np.minimum(starts[behind] - place, NEAR + 1), 0)
    return before, behind, left * 8 + right


def _pattern(corpus: Corpus, inside: Bools, paragraph: Ints) -> Ints:
    """Return how much of the paragraph, the one before and the one behind is quotation."""
    n = len(corpus.paragraph_start)
    size, quoted = np.bincount(paragraph, minlength=n), np.bincount(paragraph, weights=inside, minlength=n)
    opens = inside[corpus.paragraph_start]
    kind = np.where(quoted == 0, 0, np.where(quoted >= 0.9 * size, 3, np.where(opens, 2, 1)))
    doc = corpus.token_doc[corpus.paragraph_start]
    colon = corpus.tokens_in(_COLON)[np.append(corpus.paragraph_start[1:], corpus.n_tokens) - 1]
    previous, following = np.full(n, 4), np.full(n, 4)
    if n > 1:
        same = doc[1:] == doc[:-1]
        previous[1:] = np.where(same, np.where(colon[:-1], 5, kind[:-1]), 4)
        following[:-1] = np.where(same, kind[1:], 4)
    return np.asarray(((previous * 6 + following) * 4 + kind)[paragraph])


def _share(corpus: Corpus, inside: Bools) -> Ints:
    size = corpus.sentence_end - corpus.sentence_start
    quoted = np.bincount(corpus.token_sentence, weights=inside, minlength=len(size))
    return np.asarray(np.digitize(quoted / np.maximum(size, 1), (1e-9, 0.3, 0.6, 0.95))[corpus.token_sentence])


def _cues(corpus: Corpus, bits: Ints, cues: Sequence[Cue], words: Hashes) -> dict[str, Hashes]:
    """The nearest cue before and behind each token in its sentence."""
    start = np.array([cue.start for cue in cues], dtype=np.int64)
    kinds = {kind: i for i, kind in enumerate(sorted({cue.cue_class for cue in cues}))}
    classes = np.array([hash_text(kind) for kind in kinds], dtype=np.uint32)
    cue_class = classes[[kinds[cue.cue_class] for cue in cues]] if cues else np.zeros(0, dtype=np.uint32)
    place, sentence = np.arange(corpus.n_tokens), corpus.token_sentence
    commas = np.concatenate(([0], np.cumsum(bits & (W.COMMA | W.BREAK) > 0)))
    quoted = corpus.quoted
    count = np.bincount(sentence[start], minlength=len(corpus.sentence_start))
    out = {"cues": named("cues", np.minimum(count, 4)[sentence])}
    home = np.append(sentence[start], -1)
    for name, which in (
        ("before", np.searchsorted(start, place, side="right") - 1),
        ("behind", np.searchsorted(start, place, side="right")),
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


def _rules(corpus: Corpus, drafts: Sequence[Draft], words: Hashes) -> dict[str, Hashes]:
    """What the rules read."""
    label, rule, left, right = rule_labels(corpus, drafts)
    before, behind = np.concatenate(([0], label[:-1])), np.concatenate((label[1:], [0]))
    near, far = np.minimum(left, 4), np.minimum(right, 4)
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
        "rules, place": named("rules, place", ((label * 32 + rule) * 5 + near) * 5 + far),
        "rules, sentence": named("rules, sentence", (has[sentence] * 64 + previous[sentence]) * 5 + label),
    }


def rule_labels(corpus: Corpus, drafts: Sequence[Draft]) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the label that the rules give each token, by which rule, and how far its range goes to the left and right."""
    label, rule, left, right = (np.zeros(corpus.n_tokens, dtype=np.int64) for _ in range(4))
    parts = [
        (a, b, part, _RULES[draft.rule])
        for draft in drafts
        for part, ranges in ((CONTENT, draft.content), (SOURCE, [draft.source]), (CUE, [draft.cue]))
        for a, b in ranges
    ]
    for wanted in (CONTENT, SOURCE, CUE):  # sources and cues in a content are told as such
        chosen = np.array([row for row in parts if row[2] == wanted], dtype=np.int64).reshape(-1, 4)
        row, place = expand(chosen[:, 0], chosen[:, 1] - chosen[:, 0])
        label[place], rule[place] = wanted, chosen[row, 3]
        left[place], right[place] = place - chosen[row, 0], chosen[row, 1] - 1 - place
        if wanted == CONTENT:
            label[chosen[:, 0][chosen[:, 1] > chosen[:, 0]]] = OPENING
    return label, rule, left, right
