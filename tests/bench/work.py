"""What is measured: the same articles read by this library, whole and stage by stage, and by its peers."""

import gzip
import json
import re
import time
from pathlib import Path

import pandas as pd

import framing
from framing.analysis import BATCH_CHARACTERS
from framing.choose import choose_measures, lexicons_of
from framing.core import BLOCKS, Evidence
from framing.match import scan
from framing.scoring import sizes
from framing.segment import segment_texts

ARTICLES = Path(__file__).parents[2] / "examples" / "corpus" / "articles.csv"
SENTENCE = re.compile(r"(?<=[.!?])\s+")
COUNTED = (BLOCKS.index("headline"), BLOCKS.index("body"))
STAGES = {
    "attribution": "who says what",
    "actors": "actors and their mentions",
    "toward": "sentiment toward actors",
    "loaded": "loaded terms and subjectivity",
    "subjectivity": "loaded terms and subjectivity",
}
OTHERS = "other measures"


def texts(path=None, n=400):
    """Return articles: of a file with a JSON object a line, or those of the examples over and over."""
    if path is None:
        given = pd.read_csv(ARTICLES)["text"].tolist()
        return (given * (n // len(given) + 1))[:n]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(n), strict=False)]


def n_words(many):
    """Return the number of words, as all are counted here: what stands between blanks."""
    return sum(len(text.split()) for text in many)


def full(many):
    """Read everything, and make the tables that most people look at."""
    report = framing.analyze(many, progress=False)
    return report.scores, report.sentences(), [report.evidence(name) for name in ("loaded", "attribution", "actors")]


def accurate(many):
    """Read everything with the encoder."""
    return framing.analyze(many, models="accurate", progress=False).scores


def rules(many):
    """Read everything with rules and lexicons alone."""
    return framing.analyze(many, models=False, progress=False).scores


def vader():
    """Return what reads with VADER, sentence by sentence."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    reader = SentimentIntensityAnalyzer()
    return lambda many: [reader.polarity_scores(part) for text in many for part in SENTENCE.split(text)]


def textblob():
    """Return what reads with TextBlob."""
    from textblob import TextBlob

    return lambda many: [TextBlob(text).sentiment for text in many]


def spacy_blank():
    """Return what splits into tokens and sentences with spaCy."""
    import spacy

    reader = spacy.blank("en")
    reader.add_pipe("sentencizer")
    reader.max_length = 10**9
    return lambda many: [len(list(doc.sents)) for doc in reader.pipe(many)]


READERS = {
    "framing, full analysis": lambda: full,
    "framing, rules and lexicons alone": lambda: rules,
    "VADER by sentence": vader,
    "TextBlob": textblob,
    "spaCy blank with sentencizer": spacy_blank,
}


def stages(many):
    """Return CPU seconds of each stage of the full analysis, in order; together they are all but the tables."""
    seconds = {}
    chosen, shown = choose_measures(None, None, None, "fast")

    def timed(stage, work):
        start = time.process_time()
        result = work()
        seconds[stage] = seconds.get(stage, 0) + time.process_time() - start
        return result

    for part in batches(many):
        corpus = timed("tokens, sentences, quotations, blocks", lambda part=part: segment_texts(part, None, COUNTED))
        timed("lexicons", lambda corpus=corpus: scan(corpus, lexicons_of(chosen)))
        evidence = Evidence()
        for measure in chosen:
            spans = timed(STAGES.get(measure.name, OTHERS), lambda m=measure, c=corpus, e=evidence: m.annotate(c, e))
            evidence = evidence.with_spans(measure.name, spans)
        timed("scores", lambda c=corpus, e=evidence: [sizes(c, e["attribution"]), *(m.score(c, e) for m in chosen if m.name in shown)])  # fmt: skip
    return seconds


def batches(many):
    """Yield texts as they are analysed together."""
    held, size = [], 0
    for text in many:
        held.append(text)
        size += len(text)
        if size >= BATCH_CHARACTERS:
            yield held
            held, size = [], 0
    if held:
        yield held
