"""The measure: who says what, and whose words each word is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

import numpy as np
import pandas as pd

from framing.core import NO_EVIDENCE, Bools, Column, Corpus, Evidence, Floats, Ints, Spans, expand, objects
from framing.lexicon import Lexicon
from framing.measures.attribution.cues import Cue, CueFinder
from framing.measures.attribution.draft import CONFIDENCE, Draft
from framing.measures.attribution.linking import CONTENT, CUE, OPENING, SOURCE
from framing.measures.attribution.model import VoiceModel
from framing.measures.attribution.reader import Reader
from framing.measures.attribution.speech import Speech
from framing.measures.attribution.view import View
from framing.measures.attribution.words import word_bits
from framing.scoring import (
    EDITORIAL,
    VOICES,
    Ratios,
    Tallied,
    Tally,
    content_sources,
    count_between,
    count_spans,
    moments,
    name_keys,
    per_sentence,
    ratio_of,
    share,
    share_ends,
    token_voice,
)


@dataclass(frozen=True, slots=True)
class Attribution(Tallied):
    """Find who says what: source, cue and content, by quotation marks and reporting words.

    Parameters
    ----------
    lexicon : Lexicon
        Reporting words; the note of each entry says what it takes
        ("takes clause to"): see docs/lexicons/reporting-verbs.
    model : VoiceModel, optional
        Learned weights that decide, with what the rules read before them; without it the rules decide.
    """

    lexicon: Lexicon
    model: VoiceModel | None = None
    name: str = "attribution"
    requires: tuple[str, ...] = ()
    _finder: CueFinder = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_finder", CueFinder(self.lexicon))

    def annotate(self, corpus: Corpus, evidence: Evidence = NO_EVIDENCE, /) -> Spans:
        """Return source, cue and content spans.

        Returns
        -------
        Spans
            Labels ``source``, ``cue``, ``content``. Columns: ``attribution``
            (number within the document), ``kind`` (direct, indirect, mixed),
            ``cue_class``, ``rule`` (the shape it was read from). The score is the
            share of attributions of that shape that are right on annotated news.
        """
        bits, cues, drafts = self.by_rules(corpus)
        if self.model is not None:
            drafts = self.model.read(corpus, bits, cues, drafts)
        return _to_spans(corpus, drafts)

    def by_rules(self, corpus: Corpus) -> tuple[Ints, list[Cue], list[Draft]]:
        """Return the word classes of the tokens, the candidate cues and what the rules read."""
        bits = word_bits(corpus)
        cues = self._finder.find(corpus, bits)
        view = View(corpus, bits, cues)
        speech = Speech(corpus, view.bits)
        drafts = speech.continue_quotations(_read(view, [cue for cue in cues if corpus.counted[cue.start]]))
        drafts = [d for d in speech.transcripts(drafts) if corpus.counted[d.cue[0]]]
        return bits, cues, sorted(drafts, key=attrgetter("cue"))

    def tally(self, corpus: Corpus, evidence: Evidence, /) -> Tally:
        """Count words by voice, sentence by sentence, cues by class, and the words that each source is given."""
        attribution = evidence[self.name]
        docs, sums = corpus.token_doc[corpus.sentence_start], dict[str, Column]()
        for name, (part, whole) in self._shares(corpus, evidence).items():
            sums |= moments(name.removesuffix("_share"), part, whole, docs, corpus.n_docs)
        cues = attribution.select(attribution.label == "cue")
        sums["cues"] = count_spans(corpus, cues)
        for cue_class in self.lexicon.labels:
            sums[f"class|{cue_class}"] = count_spans(corpus, cues.select(cues["cue_class"] == cue_class))
        rows = content_sources(corpus, evidence).dropna(subset="source")
        rows = rows.assign(name=name_keys(rows["source"]))
        return Tally(sums, rows.groupby(["doc", "name"], sort=False)["n_words"].sum().reset_index())

    def scores(self, tally: Tally, /) -> dict[str, Column]:
        """Return counts and shares of reported language per document."""
        out = dict[str, Column]()
        for name in (*VOICES, "reported"):
            ratio = ratio_of(tally.sums, name)
            out[f"{name}_share"] = ratio.ratio
            out[f"{name}-low_share"], out[f"{name}-high_share"] = share_ends(ratio)
        n_sources, effective = _count_sources(tally.named, len(tally["cues"]))
        out |= {"attributions_n": tally["cues"], "sources_n": n_sources, "sources-effective_n": effective}
        return out | {
            f"{cue_class}_share": share(tally[f"class|{cue_class}"], tally["cues"]) for cue_class in self.lexicon.labels
        }

    def by_sentence(self, corpus: Corpus, evidence: Evidence, /) -> Ratios:
        """Return the words of each voice and all words of each sentence, by the share they make."""
        return {f"{self.name}__{column}": pair for column, pair in self._shares(corpus, evidence).items()}

    def _shares(self, corpus: Corpus, evidence: Evidence) -> Ratios:
        voice, words = token_voice(corpus, evidence[self.name]), corpus.is_word & corpus.counted
        parts = {name: words & (voice == code) for code, name in enumerate(VOICES)}
        parts["reported"] = words & (voice != EDITORIAL)
        whole = per_sentence(corpus, words)
        return {f"{name}_share": (per_sentence(corpus, part), whole) for name, part in parts.items()}

    def explain(self, corpus: Corpus, evidence: Evidence, doc: int, /) -> Spans:
        """Return what spoke for the label of each token of each source, cue and content of a document.

        With a model: what each feature adds to the score of the label less that of no label, token by token, before
        the labels beside it are weighed. By the rules: the shape it was read from, and how often that is right.
        """
        found = evidence[self.name]
        found = found.select(corpus.token_doc[found.start] == doc)
        if self.model is None:
            return found.with_columns(feature=found["rule"], contribution=found.score)
        if not len(found):
            return found.with_columns(feature=objects([]), contribution=np.zeros(0))
        row, token = expand(found.start, found.end - found.start)
        labels = np.array([LABEL_OF[label] for label in found.label], dtype=np.int64)[row]
        labels[(labels == OPENING) & (token > found.start[row])] = CONTENT
        features, values = self.model.contributions(corpus, *self.by_rules(corpus), token, labels)
        kept, which = np.nonzero(values)
        return Spans(
            token[kept],
            token[kept] + 1,
            found.label[row[kept]],
            found.score[row[kept]],
            {"feature": objects(features)[which], "contribution": values[kept, which]},
        )


def _count_sources(rows: pd.DataFrame, n_docs: int) -> tuple[Ints, Floats]:
    """Return, per document, the distinct named sources, and how many they amount to by the words each is given.

    The effective number is the exponential of Shannon's entropy (Jost 2006): as many as there are where all are given the
    same number of words, near 1 where one has nearly all; NaN where nobody is named.
    """
    of_source = rows.groupby(["doc", "name"], sort=False)  # as they come: the numbers of names differ between processes
    words = of_source["n_words"].sum()
    doc, n_words = words.index.get_level_values("doc").to_numpy(dtype=np.int64), words.to_numpy(dtype=np.float64)
    total = np.bincount(doc, weights=n_words, minlength=n_docs)
    part = share(n_words, total[doc])
    entropy = np.bincount(doc, weights=-part * np.log(np.where(part > 0, part, 1)), minlength=n_docs)
    return np.bincount(doc, minlength=n_docs), np.where(total > 0, np.exp(entropy), np.nan)


def _read(view: View, cues: Sequence[Cue]) -> list[Draft]:
    """Return the attributions that cues make, in order."""
    reader = Reader(view)
    drafts: list[Draft] = []
    for cue in cues:
        if drafts and drafts[-1].cue[1] > cue.start:
            continue
        draft = reader.read(cue, drafts[-1].source if drafts else (0, 0))
        if draft is not None and not (cue.noun and drafts and drafts[-1].content[:1] == draft.content[:1]):
            drafts.append(draft)  # "said in a statement that": the verb has reported it already
    return drafts


def _to_spans(corpus: Corpus, drafts: Sequence[Draft]) -> Spans:
    """Write drafts as rows: the cue, the source if there is one, each part of the content."""
    n = np.fromiter((2 + len(draft.content) for draft in drafts), dtype=np.int64, count=len(drafts))
    row, position = expand(np.zeros_like(n), n)
    parts = [bound for draft in drafts for part in (draft.cue, draft.source, *draft.content) for bound in part]
    start, end = np.array(parts, dtype=np.int64).reshape(-1, 2).T
    doc = corpus.token_doc[start[position == 0]]
    of_draft = {
        "attribution": np.arange(len(drafts)) - np.searchsorted(doc, doc),
        "kind": _kinds(corpus, start, end, row, position >= FIRST_CONTENT, len(drafts)),
        "cue_class": objects([draft.cue_class for draft in drafts]),
        "rule": objects([draft.rule for draft in drafts]),
    }
    order = np.lexsort((end, start))
    order = order[start[order] < end[order]]
    start, end, row, label = start[order], end[order], row[order], PARTS[np.minimum(position, FIRST_CONTENT)][order]
    score = np.array([draft.confidence or CONFIDENCE[draft.rule] for draft in drafts], dtype=np.float64)[row]
    return Spans(start, end, label, score, {name: column[row] for name, column in of_draft.items()})


def _kinds(corpus: Corpus, start: Ints, end: Ints, row: Ints, is_content: Bools, n_drafts: int) -> Column:
    """Return whether the words of each draft's content are all, none or partly between quotation marks."""
    inside, total = (
        np.bincount(row, weights=is_content * count_between(words, start, end), minlength=n_drafts)
        for words in (corpus.quoted & corpus.is_word, corpus.is_word)
    )
    return KINDS[np.where(inside == 0, 0, np.where(inside == total, 1, 2))]


LABEL_OF = {"source": SOURCE, "cue": CUE, "content": OPENING}
PARTS = objects(["cue", "source", "content"])
FIRST_CONTENT = 2  # position of the first content among the parts of a draft
KINDS = objects(["indirect", "direct", "mixed"])
