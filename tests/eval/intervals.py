"""How the analytic intervals of the loaded rate compare with a bootstrap over sentences.

python tests/eval/intervals.py ../shared/data/allsides_sample.jsonl.gz
"""

import gzip
import json
import sys

import numpy as np

import framing

N_ARTICLES, N_DRAWS = 200, 2000


def main(path):
    """Print how wide the intervals are beside those of the bootstrap, and how far their ends are apart."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(N_ARTICLES), strict=False)]
    report, rng = framing.analyze(texts, measures=["loaded"]), np.random.default_rng(0)
    marks, sentences = report.evidence("loaded"), report.sentences()
    marks = marks[marks["voice"] != "direct"]
    ratios, low_gaps, high_gaps = [], [], []
    for doc, rows in sentences.groupby("doc_id"):
        place = np.searchsorted(rows["start"], marks.loc[marks["doc_id"] == doc, "start"], side="right") - 1
        n = np.bincount(place, minlength=len(rows))
        words = rows["n_own_words"].to_numpy()
        if n.sum() < 5:
            continue
        draws = rng.integers(0, len(rows), (N_DRAWS, len(rows)))
        low, high = np.percentile(1000 * n[draws].sum(axis=1) / np.maximum(words[draws].sum(axis=1), 1), [2.5, 97.5])
        ours = report.scores.loc[doc, ["loaded__terms-low_rate", "loaded__terms-high_rate"]].to_numpy(dtype=float)
        ratios.append((ours[1] - ours[0]) / (high - low))
        low_gaps.append(ours[0] - low)
        high_gaps.append(ours[1] - high)
    print(f"{len(ratios)} articles with 5 terms or more")
    print(
        f"width, as a multiple of the bootstrap's: median {np.median(ratios):.2f}, middle half {np.percentile(ratios, 25):.2f} to {np.percentile(ratios, 75):.2f}"
    )
    print(
        f"median distance of the ends per 1,000 words: lower {np.median(low_gaps):+.2f}, upper {np.median(high_gaps):+.2f}"
    )


if __name__ == "__main__":
    main(sys.argv[1])
