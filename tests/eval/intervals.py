"""How often two intervals of the loaded rate hold it: the computed one of the scores, and the bootstrap over sentences.

python tests/eval/intervals.py ../shared/data/allsides_sample.jsonl.gz

The sentences of each long article stand for all that its author could have written; texts of fewer sentences are drawn
from them, and each interval should hold the rate of the whole article in 95 of 100.
"""

import gzip
import json
import sys

import numpy as np

import framing
from framing.scoring import bootstrap_intervals, moments, rate_ends, ratio_of

N_ARTICLES, N_TEXTS, LONG, SIZES = 400, 20, 40, (10, 20, 40)


def main(path):
    """Print the share of intervals that hold the rate, and how wide they are, by the number of sentences."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(N_ARTICLES), strict=False)]
    articles = list(long_articles(framing.analyze(texts, measures=["loaded"])))
    print(f"{len(articles)} articles of {LONG} sentences or more with loaded terms, {N_TEXTS} texts drawn from each")
    for size in SIZES:
        compare(articles, size)


def long_articles(report):
    """Yield the loaded terms and the own words of each sentence of each long article."""
    (names, batches) = report._measures, report._batches
    for batch in batches:
        corpus = batch.corpus
        part, whole = names["loaded"].by_sentence(corpus, batch.evidence)["loaded__terms_rate"]
        docs = corpus.token_doc[corpus.sentence_start]
        for doc in range(corpus.n_docs):
            used = (docs == doc) & (whole > 0)
            if used.sum() >= LONG and part[used].sum():
                yield part[used] / 1000, whole[used]


def compare(articles, size):
    """Print coverage and median width of both intervals over texts of `size` sentences."""
    random = np.random.default_rng(0)
    drawn = [(n, words, random.integers(0, len(n), size)) for n, words in articles for _ in range(N_TEXTS)]
    count, words = (np.concatenate([row[i][row[2]] for row in drawn]) for i in (0, 1))
    true = np.array([1000 * n.sum() / w.sum() for n, w, _ in drawn])
    group = np.repeat(np.arange(len(drawn)), size)
    computed = rate_ends(ratio_of(moments("terms", count, words, group, len(drawn)), "terms"))
    ends = bootstrap_intervals(
        1000 * count[:, None], words[:, None].astype(float), group, len(drawn), n_draws=1000, seed=0
    )
    some = np.bincount(group, weights=count) > 0
    for name, (low, high) in (("computed", computed), ("bootstrap", [end[:, 0] for end in ends])):
        holds = (low <= true) & (true <= high)
        print(
            f"{size} sentences, {name}: {holds.mean():.3f} of all, {holds[some].mean():.3f} where a term was drawn; median width {np.median((high - low)[some]):.1f} per 1,000 words"
        )


if __name__ == "__main__":
    main(sys.argv[1])
