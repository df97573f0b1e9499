"""Encoders of several runs: what each reaches on the dev data, mean and spread; and how far two of them agree.

python -m framing.training.export ../shared/data OUT --to FOLDER   # for each run
python tests/eval/encoders.py ../shared FOLDER [FOLDER …]
python tests/eval/encoders.py ../shared FOLDER OTHER --agree   # as tests/eval/modes.py, on 500 articles

The commands are those of score.py with --models accurate; average precision of loaded words is that of the cards.
"""

import gzip
import importlib.util
import json
import re
import sys
from pathlib import Path

import numpy as np

import framing
from framing import choose
from framing.models import Encoder

sys.path.insert(0, str(Path(__file__).parent))
from modes import N_ARTICLES, agreement
from toward_basil import correlations

TASKS = {
    "voice": ("polnear_dev.jsonl.gz", lambda found: {"token": found["token"]["f1"], "link": found["link"]["f1"]}),
    "toward": ("newsmtsc_devtest_mt.jsonl", lambda found: {"macro_f1": found["macro_f1"], "opposite_sign": found["opposite_sign"]}),
    "loaded": ("basil_2010_2014.jsonl.gz", lambda found: {"basil": found["average_precision"]}),
    "subjective": ("checkthat_dev_test_en.tsv", lambda found: {"auc": found["auc"], "macro_f1": found["macro_f1"]}),
}  # fmt: skip


def use(folder):
    """Let the accurate mode read with the weights of a folder."""
    reader = Encoder(Path(folder))
    choose.encoder = lambda: reader


def figures(shared, folder):
    """Return what the encoder of a folder reaches."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    scorer.OPTIONS["models"] = "accurate"
    use(folder)
    found = {}
    for task, (file, figures_of) in TASKS.items():
        result = getattr(scorer, task)(str(shared / "data" / file), None)
        found |= {f"{task} {name}": value for name, value in figures_of(result).items()}
    for (holder, name, which), (value, *_) in correlations(
        shared / "data" / "basil_2010_2014.jsonl.gz", "accurate"
    ).items():
        found |= {f"basil {holder}, {which}": round(value, 3)} if name == "framing" else {}
    rows = scorer.reference(str(shared / "reference"), None).values()
    found["attributions of the readings"] = sum(int(row["attributions"].split("/")[0]) for row in rows)
    card = (Path(folder) / "encoder.md").read_text(encoding="utf-8")
    return found | {f"loaded {name}": float(value) for name, value in re.findall(r"- (babe|ptc), .*all three (0\.\d+)", card)}  # fmt: skip


def main(shared, folders):
    """Print the figures of each folder, then their mean and standard deviation."""
    rows = []
    for folder in folders:
        rows.append(figures(shared, folder))
        print(folder, json.dumps(rows[-1]), flush=True)
    for name in rows[0]:
        values = [row[name] for row in rows]
        print(
            f"{name}: mean {np.mean(values):.3f}, standard deviation {np.std(values, ddof=1) if len(values) > 1 else 0:.3f}"
        )


def compare(shared, folders):
    """Print how far the reports of two folders agree on articles."""
    with gzip.open(shared / "data" / "allsides_sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(N_ARTICLES), strict=False)]
    reports = []
    for folder in folders:
        use(folder)
        reports.append(framing.analyze(texts, models="accurate"))
    for line in agreement(*reports):
        print(line)


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument != "--agree"]
    (compare if "--agree" in sys.argv else main)(Path(given[0]), given[1:])
