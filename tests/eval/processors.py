"""Two processors: how far the accurate mode agrees with itself on another one.

python tests/eval/processors.py READ FILE.json     # on each processor, or for an older one: qemu-x86_64 -cpu Haswell python …
python tests/eval/processors.py COMPARE ONE.json OTHER.json

The articles are those of examples/corpus. An emulated Haswell has no VNNI: weights and activations of 8 bits are multiplied otherwise there.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import framing

ARTICLES = Path(__file__).parents[2] / "examples" / "corpus" / "articles.csv"
KEY = ["doc_id", "start", "end"]


def read(path):
    """Write what the accurate mode says of words, mentions, sentences and terms."""
    report = framing.analyze(pd.read_csv(ARTICLES)["text"].tolist(), models="accurate", progress=False)
    mentions = report.evidence("toward")
    judged = mentions[["negative", "neutral", "positive"]]
    told = {
        "voice of words": report.words()[[*KEY, "voice"]].to_numpy().tolist(),
        "sentiment toward mentions": mentions[KEY].assign(label=judged.idxmax(axis=1)).to_numpy().tolist(),
        "subjective sentences": report.sentences()[KEY].assign(label=report.sentences()["subjectivity"] >= 0.5).to_numpy().tolist(),
        "loaded terms": report.evidence("loaded")[[*KEY, "tier"]].to_numpy().tolist(),
        "scores": [[name, "mean", "", float(value)] for name, value in report.scores.mean().items()],
    }  # fmt: skip
    Path(path).write_text(json.dumps(told), encoding="utf-8")


def compare(one, other):
    """Print how many rows are alike."""
    ours, theirs = (json.loads(Path(path).read_text(encoding="utf-8")) for path in (one, other))
    for name in ours:
        mine, yours = ({tuple(row[:3]): row[3] for row in told[name]} for told in (ours, theirs))
        both = mine.keys() & yours.keys()
        if name == "scores":
            moved = {key[0]: abs(mine[key] - yours[key]) / max(abs(mine[key]), 1e-9) for key in both if key[0].endswith(("_rate", "_share"))}  # fmt: skip
            print(
                f"mean rates and shares differ by {np.nanmedian(list(moved.values())):.2%} (the middle one of {len(moved)})"
            )
        else:
            alike = sum(mine[key] == yours[key] for key in both)
            print(
                f"{name}: {len(mine):,} and {len(yours):,}, {alike:,} alike ({alike / max(len(mine), len(yours)):.1%})"
            )


if __name__ == "__main__":
    (read if sys.argv[1] == "READ" else compare)(*sys.argv[2:])
