"""What VADER and TextBlob reach where sentiment toward a target is asked: python tests/eval/toward_baselines.py FILE.jsonl

FILE is a part of NewsMTSC. Each target gets the tone of its sentence, or of the 50 characters around it; from -.05 to .05 it is
neutral, as VADER's authors propose.
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import framing
from framing.training.data import newsmtsc_targets

CLASSES = ("negative", "neutral", "positive")
NEUTRAL, AROUND = 0.05, 50


def main(path):
    """Print macro-F1, accuracy and the share of opposite signs of each."""
    targets, vader = newsmtsc_targets(path), SentimentIntensityAnalyzer()
    texts = [targets.texts[doc] for doc in targets.doc.tolist()]
    near = [text[max(start - AROUND, 0) : end + AROUND] for text, (start, end) in zip(texts, targets.span, strict=True)]
    gold = np.array([CLASSES.index(polarity) for polarity in targets.polarity])
    tones = {
        "VADER, sentence": [vader.polarity_scores(text)["compound"] for text in texts],
        "VADER, around the target": [vader.polarity_scores(text)["compound"] for text in near],
        "TextBlob, sentence": [TextBlob(text).polarity for text in texts],
        "TextBlob, around the target": [TextBlob(text).polarity for text in near],
    }
    found = {name: np.digitize(tone, [-NEUTRAL, NEUTRAL]) for name, tone in tones.items()}
    for name, models in (("framing, rules", False), ("framing", True)):
        found[name] = framing.target_sentiment(texts, targets.span, models=models).to_numpy().argmax(axis=1)
    for name, classes in found.items():
        macro = 100 * f1_score(gold, classes, average="macro")
        right, opposite = (100 * np.mean(which) for which in (classes == gold, np.abs(classes - gold) == 2))
        print(f"{name}: macro-F1 {macro:.1f}, accuracy {right:.1f}, opposite sign {opposite:.1f} %")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
