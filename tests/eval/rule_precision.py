"""How often each shape of attribution is right: python tests/eval/rule_precision.py ../shared/data/polnear_train.jsonl.gz

An attribution is right when its source, cue and content each meet those of one annotated attribution.
The figures are the confidences in framing/measures/attribution/draft.py.
"""

import gzip
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path

import framing

SCORER = Path(__file__).parents[2].parent / "shared" / "eval" / "score.py"


def main(path: str) -> None:
    """Print, for each rule, the share that is right and how many there are."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        docs = [json.loads(line) for line in lines]
    evidence = framing.analyze([doc["text"] for doc in docs], models=False).evidence("attribution")
    right, seen = Counter(), Counter()
    for (doc, _), rows in evidence.groupby(["doc_id", "attribution"]):
        gold = score.brat_attributions(docs[doc]["annotations"][0]["brat"])
        found = {label: list(zip(part["start"], part["end"], strict=True)) for label, part in rows.groupby("label")}
        meets = any(
            all(
                any(score.covered(spans, *span) for span in found.get(label, [])) or (not spans and label not in found)
                for label, spans in zip(("source", "cue", "content"), each, strict=True)
            )
            for each in gold
        )
        rule = rows["rule"].iloc[0]
        seen[rule] += 1
        right[rule] += meets
    for rule, n in seen.most_common():
        print(f"{rule:<10} {right[rule] / n:.2f}  n = {n}")


if __name__ == "__main__":
    main(sys.argv[1])
