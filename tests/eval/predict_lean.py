"""How far the leaning of an outlet can be told from score columns, on topics and on outlets left out of training.

python tests/eval/predict_lean.py ../shared/data/allsides_sample.jsonl.gz [N_JOBS]

The leaning is that of the outlet, as AllSides rates it, and not that of the article. So folds without a topic in common still
share outlets, and a model may know an outlet by its habits. Folds without an outlet in common are the honest check: by size
alone (GroupKFold), where leanings are rarer in one fold than in another, and with each leaning spread evenly (StratifiedGroupKFold).
"""

import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold, KFold, StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from framing.sklearn import FramingVectorizer

N_FOLDS, N_WORDS, N_SHOWN = 5, 20_000, 6


def main(path, n_jobs=1):
    """Print accuracy and macro-F1 of each model on each kind of fold, and what leans where."""
    articles = pd.read_json(path, lines=True).drop_duplicates("text")
    lean = articles["bias_text"].to_numpy()
    vectorizer = FramingVectorizer(n_jobs=int(n_jobs)).set_output(transform="pandas")
    features = vectorizer.fit_transform(articles["text"])  # learns nothing from texts, so folds may share it
    print(f"{len(articles):,} articles, {articles['source'].nunique()} outlets, {articles['topic'].nunique()} topics, {features.shape[1]} features; " + ", ".join(f"{name} {n:,}" for name, n in articles["bias_text"].value_counts().items()))  # fmt: skip
    for kind, folds in all_folds(articles).items():
        for name, (model, given) in models(features, articles["text"]).items():
            said = cross_val_predict(model, given, lean, cv=folds)
            print(f"{kind}  {name:24} accuracy {accuracy_score(lean, said):.3f}  macro-F1 {f1_score(lean, said, average='macro'):.3f}")  # fmt: skip
    for line in leanings(features, lean):
        print(line)


def all_folds(articles):
    """Return the folds of each kind: train and test rows."""
    lean, topic, outlet = (articles[name] for name in ("bias_text", "topic", "source"))
    shuffled = {"shuffle": True, "random_state": 0}
    folds = {
        "random articles       ": (KFold(N_FOLDS, **shuffled), None),
        "topics left out       ": (GroupKFold(N_FOLDS), topic),
        "outlets left out      ": (GroupKFold(N_FOLDS), outlet),
        "outlets left out, even": (StratifiedGroupKFold(N_FOLDS, **shuffled), outlet),
    }
    return {kind: list(splitter.split(articles, lean, groups)) for kind, (splitter, groups) in folds.items()}


def models(features, texts):
    """Return each model with what it is given."""
    return {
        "majority": (DummyClassifier(), features),
        "framing, logistic": (linear(), features),
        "framing, boosted trees": (HistGradientBoostingClassifier(random_state=0), features),
        "words (tf-idf), logistic": (bag_of_words(), texts),
    }


def linear():
    return make_pipeline(
        SimpleImputer(add_indicator=True), StandardScaler(), LogisticRegression(C=0.1, max_iter=1000, random_state=0)
    )


def bag_of_words():
    words = TfidfVectorizer(min_df=5, max_features=N_WORDS, sublinear_tf=True)
    return make_pipeline(words, LogisticRegression(C=5, max_iter=1000, random_state=0))


def leanings(features, lean):
    """Yield the features that speak most for each leaning, in standard deviations of the feature."""
    model = linear().fit(features, lean)
    names = model[:-1].get_feature_names_out()
    for label, weights in zip(model[-1].classes_, model[-1].coef_, strict=True):
        first = np.argsort(-np.abs(weights))[:N_SHOWN]
        yield f"{label}: " + ", ".join(f"{names[i]} {weights[i]:+.2f}" for i in first)


if __name__ == "__main__":
    warnings.simplefilter("ignore", ConvergenceWarning)
    main(*sys.argv[1:])
