"""Words per CPU second of a full analysis, beside VADER and TextBlob: python tests/bench/speed.py [FILE.jsonl.gz]

Then tokens per CPU second of the models alone. Without a file (one JSON object with a "text" a line) the example
articles are read over and over.
"""

import gzip
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import framing
from framing.lexicon import load_lexicon
from framing.measures import Attribution, voice_model
from framing.models import pos_tagger
from framing.segment import segment_texts

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def texts() -> list[str]:
    """Return the texts to read, about 200,000 words of them."""
    if len(sys.argv) > 1:
        with gzip.open(sys.argv[1], "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line, _ in zip(lines, range(400), strict=False)]
    return [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))] * 140


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the median of three runs after one to warm up."""
    work()
    seconds = []
    for _ in range(3):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def full_analysis(many: list[str]) -> object:
    """Read the texts and make every table."""
    report = framing.analyze(many)
    return (
        report.scores,
        report.sentences(),
        report.actors(),
        [report.evidence(name) for name in ("loaded", "attribution", "quotations", "toward")],
    )


def models(many: list[str]) -> tuple[int, dict[str, Callable[[], object]]]:
    """Return the number of tokens, and what reads them: each model, once the rules have read."""
    corpus = segment_texts(many)
    read = Attribution(load_lexicon("reporting-verbs")).by_rules(corpus)
    tagger, voice = pos_tagger(), voice_model()
    tagger.tag(corpus)  # kept with the corpus: what follows measures the voice model alone
    return corpus.n_tokens, {
        "voice model": lambda: voice.read(corpus, *read),
        "parts of speech": lambda: tagger.tag(replace(corpus)),
    }


def main() -> None:
    """Print one row per library, and one per model."""
    from textblob import TextBlob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    many = texts()
    n_words = sum(len(text.split()) for text in many)
    vader = SentimentIntensityAnalyzer()
    runs: dict[str, Callable[[], object]] = {
        "framing, full analysis": lambda: full_analysis(many),
        "VADER by sentence": lambda: [vader.polarity_scores(s) for text in many for s in SENTENCE.split(text)],
        "TextBlob": lambda: [TextBlob(text).sentiment for text in many],
    }
    print(f"{len(many)} texts, {n_words:,} words")
    for name, work in runs.items():
        print(f"{name:<24}{n_words / cpu_seconds(work):>12,.0f} words per CPU second")
    n_tokens, alone = models(many)
    for name, work in alone.items():
        print(f"{name:<24}{n_tokens / cpu_seconds(work):>12,.0f} tokens per CPU second")


if __name__ == "__main__":
    main()
