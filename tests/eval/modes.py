"""How far the fast and the accurate mode agree, how fast each is, and how much memory it takes.

python tests/eval/modes.py ../shared/data/allsides_sample.jsonl.gz [N_ARTICLES]
"""

import gzip
import json
import resource
import sys
import time

import numpy as np
import pandas as pd

import framing
from framing.models import encoder
from framing.segment import segment_texts

N_ARTICLES, PLACE = 500, ["doc_id", "start", "end"]


def main(path, n_articles=N_ARTICLES):
    """Print all figures."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(int(n_articles)), strict=False)]
    n_words, reports = sum(len(text.split()) for text in texts), {}
    for models in ("accurate", "fast"):  # the larger first, so that its memory is its own
        framing.analyze(texts[:20], models=models)
        since = time.process_time()
        reports[models] = framing.analyze(texts, models=models)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(f"{models}: {n_words / (time.process_time() - since):,.0f} words per CPU second; peak memory so far {memory:,.0f} MB, the texts and tables of {len(texts)} articles among it")  # fmt: skip
    corpus = segment_texts(texts[:50])
    since = time.process_time()
    encoder().read(corpus)
    print(
        f"the encoder alone: {len(corpus.sentence_start) / (time.process_time() - since):,.0f} sentences per CPU second"
    )
    for line in agreement(reports["fast"], reports["accurate"]):
        print(line)


def agreement(fast, accurate):
    """Yield how far two reports on the same texts agree, measure by measure."""
    words = [report.words() for report in (fast, accurate)]
    yield f"voice of words: {(words[0]['voice'] == words[1]['voice']).mean():.3f} the same"
    for name, rows in (("loaded", slice(None)), ("attribution", "cue")):
        marks = [set(report.evidence(name).query(f"label == {rows!r}" if rows == "cue" else "score >= 0")[PLACE].itertuples(index=False, name=None)) for report in (fast, accurate)]  # fmt: skip
        both = len(marks[0] & marks[1])
        yield f"{name}{' cues' if rows == 'cue' else ''}: {len(marks[0]):,} and {len(marks[1]):,} marks, {both:,} of both"
    for name in ("toward", "subjectivity"):
        joined = pd.merge(*(report.evidence(name)[[*PLACE, "label", "score"]] for report in (fast, accurate)), on=PLACE)
        yield f"{name}: {len(joined):,} judged by both, {(joined['label_x'] == joined['label_y']).mean():.3f} alike"
    for column in ("loaded__terms_rate", "attribution__reported_share", "toward__balance_mean", "subjectivity__sentences_mean"):  # fmt: skip
        pair = pd.concat([fast.scores[column], accurate.scores[column]], axis=1).dropna()
        means = ", ".join(f"{value:.3f}" for value in pair.mean())
        yield f"{column}: Spearman {pair.corr('spearman').iloc[0, 1]:.2f} over articles; means {means}"


if __name__ == "__main__":
    np.seterr(all="ignore")
    main(*sys.argv[1:])
