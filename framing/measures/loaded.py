"""Loaded terms: words that judge while they name.

A term is *loaded* when a neutral wording for the same referent exists and the
chosen one carries an evaluation ("regime" / "government"). Which terms are is
written in a lexicon; of words that it leaves open a learned table tells how
loaded they are; the neighbours say whether the word is used in that sense
here. Whose term it is – the outlet's or a source's – is its voice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from framing.core import NO_EVIDENCE, Column, Corpus, Evidence, Floats, Ints, PerType, Spans, covered, expand, objects
from framing.lexicon import Lexicon
from framing.match import in_name, in_sense, matches, negated
from framing.models import Encoder, Loadedness, above
from framing.scoring import (
    PER,
    Ratios,
    Tallied,
    Tally,
    are_titles,
    count_spans,
    explain_rate,
    explanation,
    moments,
    own_words,
    per_doc,
    per_sentence,
    rate,
    rate_ends,
    ratio_of,
    spans_per_sentence,
)

THRESHOLD = 0.5  # at this score a careful editor is as likely as not to call the term loaded
STRONG = 0.8  # from this score on 183 of 200 marks were accepted: docs/lexicons/loaded-read
TIERS = objects(["marked", "strong"])
LEAST = 1e-4  # probability of the table below which a word is as plain as can be
PLAINEST = 0.02  # probability of the table up to which no place makes a word loaded: "and", "the"
FEWEST_LETTERS = 3  # of a learned word


@dataclass(frozen=True, slots=True)
class LoadedTerms(Tallied):
    """Mark loaded terms, and rate them per 1,000 words.

    Parameters
    ----------
    lexicon : Lexicon
        Entries with label, score, neutral alternative and note. An entry with
        score 0 is an exception: it shields the words in it ("hedge fund"). One
        below the threshold is marked only where the learned table agrees.
    model : Loadedness, optional
        Learned scores of single words that the lexicon does not decide.
    threshold : float
        Lowest score that is marked.
    encoder : Encoder, optional
        Weighs lexicon and table against how each word is used where it stands.
    """

    lexicon: Lexicon
    model: Loadedness | None = None
    threshold: float = THRESHOLD
    encoder: Encoder | None = None
    name: str = "loaded"
    requires: tuple[str, ...] = ("attribution",)

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return the loaded terms.

        Returns
        -------
        Spans
            Label and score. Columns: ``tier`` ("strong" from a score of 0.8 on,
            else "marked"), ``term`` (the entry that matched, or the learned
            word), ``pos`` (part of speech of the entry), ``neutral``, ``note``
            (why: what the entry or its label says, or which listed words are
            near to a learned one), ``negated``.
        """
        found = matches(corpus, self.lexicon)
        spans = found.select(corpus.counted[found.start] & in_sense(corpus, found, self.lexicon))
        marked = _surest(self._raised(spans) if self.encoder is None else self._in_context(corpus, spans))
        entries = [self.lexicon.entries[i] for i in marked["entry"].tolist()]
        listed = Spans(
            marked.start,
            marked.end,
            marked.label,
            marked.score,
            {
                "term": objects([entry.term for entry in entries]),
                "pos": objects([entry.pos for entry in entries]),
                "neutral": objects([entry.neutral for entry in entries]),
                "note": objects([entry.note or self.lexicon.labels[entry.label] for entry in entries]),
            },
        )
        terms = listed
        if self.model is not None:
            learned = self.model.scores(corpus)[corpus.token_ids]
            if self.encoder is not None:
                learned = self._chances(corpus, np.zeros(corpus.n_tokens))
            terms = _merged(listed, _unlisted(corpus, found, self.model, learned, self.threshold))
        return terms.with_columns(
            tier=TIERS[(terms.score >= STRONG).astype(np.int64)], negated=negated(corpus, terms.start)
        )

    def _raised(self, spans: Spans) -> Spans:
        """Return the matches at the threshold or above; one below it gets the learned score of its term."""
        score = spans.score.copy()
        if self.model is not None:
            for row in np.flatnonzero((score > 0) & (score < self.threshold)).tolist():
                score[row] = self.model.score(self.lexicon.entries[spans["entry"][row]].term.lower())
        kept = score >= self.threshold
        return Spans(
            spans.start[kept], spans.end[kept], spans.label[kept], score[kept], {"entry": spans["entry"][kept]}
        )

    def _in_context(self, corpus: Corpus, spans: Spans) -> Spans:
        """Return the matches with the score of their most loaded word where it stands; at the threshold or above if the lexicon is."""
        listed = np.zeros(corpus.n_tokens)
        row, token = expand(spans.start, spans.end - spans.start)
        np.maximum.at(listed, token, spans.score[row])
        score = np.zeros(len(spans))
        np.maximum.at(score, row, self._chances(corpus, listed)[token])
        score = np.where(spans.score >= self.threshold, np.maximum(score, self.threshold), score)
        kept = (score >= self.threshold) & (spans.score > 0)
        return Spans(
            spans.start[kept], spans.end[kept], spans.label[kept], score[kept], {"entry": spans["entry"][kept]}
        )

    def _chances(self, corpus: Corpus, listed: Floats) -> Floats:
        """Return the score of each token by the table, the lexicon and the encoder, shape (n_tokens,): 0.5 at the threshold."""
        if self.encoder is None or self.model is None:
            return listed
        told = self.encoder.about["loaded"]
        table = logit(np.clip(self.model.probabilities(corpus), LEAST, 1 - LEAST))[corpus.token_ids]
        features = (table, listed, self.encoder.read(corpus).loaded)
        logits = told["intercept"] + sum(
            weight * column for weight, column in zip(told["weights"], features, strict=True)
        )
        return above(expit(logits), told["threshold"])

    def tally(self, corpus: Corpus, evidence: Evidence, /) -> Tally:
        """Count words, and terms by kind, in own words and in all; those in own words sentence by sentence, too."""
        spans, own = evidence[self.name], own_words(corpus, evidence["attribution"])
        mine, docs = spans.select(own[spans.start]), corpus.token_doc[corpus.sentence_start]
        sums: dict[str, Column] = {
            "own words": per_doc(corpus, own),
            "words": per_doc(corpus, corpus.is_word & corpus.counted),
            **moments("in own", spans_per_sentence(corpus, mine), per_sentence(corpus, own), docs, corpus.n_docs),
        }
        for kind, (in_own, in_all) in self._kinds(spans, mine).items():
            sums |= {f"own|{kind}": count_spans(corpus, in_own), f"all|{kind}": count_spans(corpus, in_all)}
        return Tally(sums)

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return counts and rates per document.

        Returns
        -------
        dict of str to array of shape (n_docs,), 9 + 3 × n_labels
            ``terms``, with the ``-low`` and ``-high`` end of the 95 % interval of
            their rate; ``strong``: those of the strong tier; each label; all in the
            outlet's own words, and ``_rate_all`` in all words. ``quoted``: terms in the
            words of sources. A document without words scores NaN, not 0: nothing
            was observed.
        """
        low, high = rate_ends(ratio_of(tally.sums, "in own"))
        out: dict[str, Column] = {}
        for kind in ("terms", "strong", *self._labels()):
            n = tally[f"own|{kind}"]
            out |= {f"{kind}_n": n, f"{kind}_rate": rate(n, tally["own words"])}
            out |= {"terms-low_rate": low, "terms-high_rate": high} if kind == "terms" else {}
            out[f"{kind}_rate_all"] = rate(tally[f"all|{kind}"], tally["words"])
        return out | {"quoted_n": tally["all|terms"] - tally["own|terms"]}

    def by_sentence(self, corpus: Corpus, evidence: Evidence, /) -> Ratios:
        """Return the terms and the words of each sentence, by the rate they make."""
        spans, own = evidence[self.name], own_words(corpus, evidence["attribution"])
        n_own, n_all = per_sentence(corpus, own), per_sentence(corpus, corpus.is_word & corpus.counted)
        rates = Ratios()
        for kind, (in_own, in_all) in self._kinds(spans, spans.select(own[spans.start])).items():
            rates[f"{self.name}__{kind}_rate"] = PER * spans_per_sentence(corpus, in_own), n_own
            rates[f"{self.name}__{kind}_rate_all"] = PER * spans_per_sentence(corpus, in_all), n_all
        return rates

    def _kinds(self, spans: Spans, mine: Spans) -> dict[str, tuple[Spans, Spans]]:
        """Return what is counted: all terms, those of the strong tier, and each label that can be marked; in own and in all words."""
        kinds = {"terms": (mine, spans)}
        kinds["strong"] = mine.select(mine["tier"] == "strong"), spans.select(spans["tier"] == "strong")
        for label in self._labels():
            kinds[label] = mine.select(mine.label == label), spans.select(spans.label == label)
        return kinds

    def _labels(self) -> list[str]:
        """Return the labels that can be marked."""
        marked = {entry.label for entry in self.lexicon if entry.score >= self.threshold}
        return [label for label in self.lexicon.labels if label in marked]

    def explain(self, corpus: Corpus, evidence: Evidence, doc: int, /) -> Spans:
        """Return what each term adds to ``terms_rate`` of one document."""
        return explain_rate(corpus, evidence[self.name], evidence["attribution"], doc)

    def explain_words(self, corpus: Corpus, evidence: Evidence, doc: int, /) -> Spans:
        """Return what each word adds to the log-odds of the score of each term, the feature, in its sentence.

        Per place of a term the contributions sum to ``log(score / (1 - score))``. What an encoder adds is told by the word: how far
        it falls if the word is hidden. The rest, all of it without an encoder, is in a row of the term.
        """
        spans = evidence[self.name]
        spans = spans.select(corpus.token_doc[spans.start] == doc)
        rest = logit(np.clip(spans.score, LEAST, 1 - LEAST))
        rows = [(spans.start, spans.end, spans["term"], rest)]
        if self.encoder is not None and self.model is not None:
            for i, (start, end) in enumerate(zip(spans.start.tolist(), spans.end.tolist(), strict=True)):
                token, amount = self._by_word(corpus, start, end, self.encoder)
                rest[i] -= amount.sum()
                rows.append((token, token + 1, np.repeat(spans["term"][i : i + 1], len(token)), amount))
        return explanation(*(np.concatenate(column) for column in zip(*rows, strict=True)))

    @staticmethod
    def _by_word(corpus: Corpus, start: int, end: int, encoder: Encoder) -> tuple[Ints, Floats]:
        """Return the words of the sentence of a term, and what each adds to the log-odds of its most loaded word."""
        sentence = int(corpus.token_sentence[start])
        said, scores, low = (
            encoder.occlude(corpus, sentence),
            encoder.read(corpus).loaded,
            corpus.sentence_start[sentence],
        )
        most = start + int(scores[start:end].argmax())
        return said.token, encoder.about["loaded"]["weights"][2] * (scores[most] - said.loaded[:, most - low]).astype(
            np.float64
        )


def _unlisted(corpus: Corpus, found: Spans, model: Loadedness, learned: Floats, threshold: float) -> Spans:
    """Return learned words that no entry matches, in whatever sense: not in a name or a title, no number, not too short.

    The table says how loaded a word is from a score of 0.5 on, so that a lower threshold finds no more of them.
    """
    can = learned >= max(threshold, THRESHOLD)
    can &= (model.probabilities(corpus) > PLAINEST)[corpus.token_ids]
    can &= _LONG_ENOUGH.of(corpus.types)[corpus.token_ids]
    quotations = corpus.quotations
    titles = quotations.select(are_titles(corpus, quotations))
    free = can & corpus.counted & ~in_name(corpus)
    for taken in (found, titles):
        free &= ~covered(taken.start, taken.end, corpus.n_tokens)
    token = np.flatnonzero(free)
    words = [corpus.folded[kind] for kind in corpus.token_ids[token].tolist()]
    rows = model.rows_of(words)
    near = [model.near(row) for row in rows.tolist()]
    nothing = objects([""] * len(token))
    return Spans(
        token,
        token + 1,
        model.labels(rows),
        learned[token],
        {
            "term": objects(words),
            "pos": nothing,
            "neutral": nothing,
            "note": objects([f"learned: near to {' and '.join(like)}" if like else "learned" for like in near]),
        },
    )


def _merged(first: Spans, second: Spans) -> Spans:
    """Return the rows of both, in order of position."""
    order = np.argsort(np.concatenate([first.start, second.start]), kind="stable")

    def joined(a: Column | Ints | Floats, b: Column | Ints | Floats) -> Column:
        return np.asarray(np.concatenate([a, b])[order])

    return Spans(
        joined(first.start, second.start),
        joined(first.end, second.end),
        joined(first.label, second.label),
        joined(first.score, second.score),
        {name: joined(first[name], second[name]) for name in ("term", "pos", "neutral", "note")},
    )


def _surest(spans: Spans) -> Spans:
    """Keep one label for each term: the one with the highest score."""
    order = np.lexsort((-spans.score, spans.start))
    first = np.ones(len(spans), dtype=bool)
    first[1:] = np.diff(spans.start[order]) > 0
    return spans.select(np.sort(order[first]))


_LONG_ENOUGH = PerType[np.bool_].each(lambda _, folded: len(folded) >= FEWEST_LETTERS and folded[0].isalpha(), bool)
