"""Whether the words that an explanation names are those on which a judgement rests: without them it changes more.

python tests/eval/deletion.py ../shared/data/allsides_sample.jsonl.gz [fast]

From sentences of articles the two words with the largest contributions (of either sign) are deleted, outside the mention or
the term that is judged, and two words drawn at random, as often as DRAWS says. The change is that of the log-odds: positive over
negative toward a mention, subjective over objective of the sentence, loaded over not of a term (as far as an encoder knows).
"""

import gzip
import json
import sys
import time
from pathlib import Path

import numpy as np
from scipy.special import logit

import framing
import framing.models
from framing.segment import segment_texts

N_ARTICLES, PER_ARTICLE, DELETED, DRAWS = 100, 4, 2, 5
MEASURES = ("toward", "subjectivity", "loaded")


def main(path, models):
    """Print the mean change of the log-odds without the words named and without others."""
    random = np.random.default_rng(0)
    sentences = sentences_of(path)
    report = framing.analyze(sentences, models=models)
    for measure in MEASURES if models == "accurate" else MEASURES[:2]:
        since, cases = time.process_time(), list(cases_of(sentences, report, measure, models))
        spent = time.process_time() - since
        texts, spans, before = [], [], []
        for text, span, score, words, amount in cases:
            order = np.argsort(-np.abs(amount), kind="stable")
            draws = [order[:DELETED], *(random.permutation(len(words))[:DELETED] for _ in range(DRAWS))]
            for drawn in draws:
                shorter, moved = without(text, span, [words[i] for i in drawn])
                texts.append(shorter)
                spans.append(moved)
                before.append(score)
        change = np.abs(SCORES[measure](texts, spans, models) - before).reshape(-1, 1 + DRAWS)
        named, others = change[:, 0], change[:, 1:].mean(axis=1)
        n_words = sum(len(text.split()) for text, *_ in cases)
        print(f"{measure}, {models}, {len(cases)} sentences: {named.mean():.2f} without the words named, {others.mean():.2f} without others; more in {(named > others).mean():.2f}; {n_words / spent:,.0f} words explained per CPU second")  # fmt: skip


def cost():
    """Print what it takes to explain whole articles, all measures together."""
    for path in sorted((Path(__file__).parents[2] / "examples" / "articles").glob("*.txt")):
        report = framing.analyze(path.read_text(encoding="utf-8"), models="accurate")
        since = time.process_time()
        for measure in MEASURES:
            report.explain(measure, words=True)
        print(
            f"{path.stem}: {report.scores['n_words'].sum():,} words explained in {time.process_time() - since:.1f} CPU seconds"
        )


def sentences_of(path):
    """Return some sentences of articles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(N_ARTICLES), strict=False)]
    rows = framing.analyze(texts, measures=["loaded"], models=False).sentences()
    rows = rows[(rows["block"] == "body") & rows["text"].str.split().str.len().between(12, 40)]
    return rows.groupby("doc_id").head(PER_ARTICLE)["text"].tolist()


def cases_of(sentences, report, measure, models):
    """Yield, for one judgement of each sentence: text, span, score, words elsewhere, and what each adds."""
    marks = report.evidence(measure)
    for doc, rows in marks.groupby("doc_id"):
        text, row = sentences[doc], rows.iloc[0]
        added = report.explain(measure, doc, words=True)
        if measure != "subjectivity":
            name = row["actor"] if measure == "toward" else row["term"]
            if (rows["actor" if measure == "toward" else "term"] == name).sum() > 1:
                continue
            added = added[added["feature"] == name]
        elif len(rows) > 1:
            continue
        span = (row["start"], row["end"]) if measure != "subjectivity" else (0, 0)
        corpus = segment_texts([text])
        words = [(a, b) for a, b, word in zip(corpus.token_start.tolist(), corpus.token_end.tolist(), corpus.is_word.tolist(), strict=True) if word and (b <= span[0] or a >= span[1])]  # fmt: skip
        whole = (added["start"] <= span[0]) & (added["end"] >= span[1]) if span[1] else added["text"] == row["text"]
        amount = np.array([added.loc[(added["start"] <= a) & (added["end"] >= b) & ~whole, "contribution"].sum() for a, b in words])  # fmt: skip
        if len(words) > DELETED:
            yield text, span, SCORES[measure]([text], [span], models)[0], words, amount


def without(text, span, words):
    """Return a text without some words, and where the span is then."""
    start, end = span
    for a, b in sorted(words, reverse=True):
        text = text[:a] + text[b:]
        start, end = (start - (b - a), end - (b - a)) if b <= start else (start, end)
    return text, (start, end)


def toward(texts, spans, models):
    """Return log(positive / negative) of spans."""
    chances = framing.target_sentiment(texts, spans, models=models)
    return np.log(chances["positive"] / chances["negative"]).to_numpy()


def subjectivity(texts, _, models):
    """Return the log-odds of texts of one sentence."""
    rows = framing.analyze(texts, measures="subjectivity", models=models).evidence("subjectivity")
    return logit(rows.groupby("doc_id")["score"].first().reindex(range(len(texts)), fill_value=0.5)).to_numpy()


def loaded(texts, spans, _):
    """Return the log-odds of the most loaded word of spans, as far as the encoder knows."""
    reader = framing.models.encoder()
    weight = reader.about["loaded"]["weights"][2]
    corpus = segment_texts(texts)
    scores, at = reader.read(corpus).loaded, corpus.doc_start[np.arange(len(texts))]
    low = np.searchsorted(corpus.token_end, at + [a for a, _ in spans], side="right")
    high = np.searchsorted(corpus.token_start, at + [b for _, b in spans])
    return np.array([weight * scores[a : max(b, a + 1)].max() for a, b in zip(low, high, strict=True)])


SCORES = {"toward": toward, "subjectivity": subjectivity, "loaded": loaded}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "accurate")
    cost()
