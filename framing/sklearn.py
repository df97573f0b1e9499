"""The scikit-learn face: texts in, one row of score columns each, as features for a model of your own.

A feature is a column of ``report.scores``, so that a coefficient can be read: it says of which construct it is, and
the evidence tables say which words stand behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.parallel import Parallel, delayed
from sklearn.utils.validation import check_is_fitted

from framing.analysis import analyze
from framing.choose import Models
from framing.core import Column, Floats, InputError, did_you_mean
from framing.stats.norms import UNITS

KNOWN_UNITS = ("n", *UNITS)
BOUNDS = (
    "-low_",
    "-high_",
)  # ends of intervals: they tell how long a text is, and else what the score beside them does
OF_TEXTS = ("n_documents", "set_aside", "notes")  # of a provenance
CHUNK = 250_000  # characters that one job reads: about a second, and few enough jobs that starting them costs little


class FramingVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Turn texts into score columns.

    Parameters
    ----------
    measures : iterable of str or Measure, optional
        What to measure, as in :func:`framing.analyze`; "attribution" is always there.
    models : {"fast", "accurate"}, bool or path
        What reads the texts, as in :func:`framing.analyze`.
    lexicons : Lexicon, name, path, iterable of these, or mapping, optional
        Lexicons of your own, as in :func:`framing.analyze`. A path is read again whenever texts are; give a Lexicon
        (:func:`framing.read_lexicon`) to a vectorizer that you keep.
    actors : mapping of str to list of str, optional
        Names of your own actors, as in :func:`framing.analyze`.
    units : str or sequence of str
        Which columns are features, by the unit they end in: "rate" (per 1,000 of the outlet's own words), "rate_all" (per 1,000 words),
        "share", "mean", "index", "n" (counts, with ``n_words`` and its like). Counts grow with the text, so they are
        left out by default. Ends of intervals never are features.
    n_jobs : int, optional
        Processes that read texts; None is 1 unless a ``joblib.parallel_config`` says otherwise, -1 all cores. The result is the
        same for any number. Each has to load the lexicons first: it pays from some thousand articles on.

    Attributes
    ----------
    columns_ : list of str
        The features.
    provenance_ : dict
        As ``report.provenance``: versions, hashes of lexicons and models, settings; nothing of the texts.

    Notes
    -----
    Nothing is learned from the texts: ``fit`` looks up which columns there will be. So a vectorizer cannot leak from a test
    fold into a training fold.

    NaN means that nothing was observed: no headline, no attribution, too few sentences for SMOG, an empty or a missing
    text (None, NaN: a row of NaN, so that rows stay in line with `y`). It is not 0. Put
    ``SimpleImputer(add_indicator=True, keep_empty_features=True)`` behind it, or a model that takes NaN, such as ``HistGradientBoostingClassifier``.

    Examples
    --------
    >>> vectorizer = FramingVectorizer(["loaded"], units="rate")
    >>> features = vectorizer.fit_transform(["The regime fell, he said.", "The government fell.", None])
    >>> features.shape
    (3, 9)
    >>> vectorizer.get_feature_names_out()[:2].tolist()
    ['loaded__terms_rate', 'loaded__strong_rate']
    >>> features[:, 0].tolist()
    [200.0, 0.0, nan]
    """

    def __init__(
        self,
        measures: Any = None,
        *,
        models: Models = "fast",
        lexicons: Any = None,
        actors: Mapping[str, Iterable[str]] | None = None,
        units: str | Sequence[str] = UNITS,
        n_jobs: int | None = None,
    ) -> None:
        self.measures = measures
        self.models = models
        self.lexicons = lexicons
        self.actors = actors
        self.units = units
        self.n_jobs = n_jobs

    def fit(self, X: Any, y: Any = None) -> Self:  # noqa: N803
        """Look up the columns; the texts are not read.

        Parameters
        ----------
        X : list, Series or array of str, shape (n_texts,)
            Or a DataFrame or array with one column.
        y : ignored

        Returns
        -------
        FramingVectorizer
            Itself.

        Raises
        ------
        InputError
            If `X` is one text or no collection of texts, if a name is unknown, or if no column has a unit asked for.
        """
        _texts(X)
        report = analyze([], **self._options())
        self.columns_ = _of_units(report.scores.columns, self.units)
        self.provenance_ = {name: fact for name, fact in report.provenance.items() if name not in OF_TEXTS}
        return self

    def transform(self, X: Any) -> Floats:  # noqa: N803
        """Score texts.

        Parameters
        ----------
        X : list, Series or array of str, shape (n_texts,)
            Or a DataFrame or array with one column.

        Returns
        -------
        array of float64, shape (n_texts, n_features)
            In the order of `X`; a DataFrame with its index after ``set_output(transform="pandas")``.

        Raises
        ------
        InputError
            If something is neither a text nor missing; it is named by its position.
        """
        check_is_fitted(self)
        texts = _texts(X)
        chunk = texts.map(lambda text: len(text) if isinstance(text, str) else 0).cumsum() // CHUNK
        jobs = (delayed(_scores)(part, self.columns_, self._options()) for _, part in texts.groupby(chunk))
        return np.concatenate([np.empty((0, len(self.columns_))), *Parallel(n_jobs=self.n_jobs)(jobs)])

    def get_feature_names_out(self, input_features: Any = None) -> Column:
        """Return the names of the features, shape (n_features,); `input_features` is ignored."""
        check_is_fitted(self)
        return np.array(self.columns_, dtype=object)

    def _options(self) -> dict[str, Any]:
        """Return what :func:`framing.analyze` is told."""
        return {name: getattr(self, name) for name in ("measures", "models", "lexicons", "actors")}

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.one_d_array, tags.input_tags.two_d_array = True, False
        tags.input_tags.string = tags.input_tags.allow_nan = True
        tags.transformer_tags.preserves_dtype = []
        return tags


def _texts(given: Any) -> pd.Series:
    """Return texts by their position, or say what to give instead."""
    if isinstance(given, str | bytes):
        raise InputError(f"This is one text, not many: {given[:40]!r}. Put it in a list: [text].")
    if isinstance(given, Mapping) or not isinstance(given, Collection):
        raise InputError(f"Cannot read texts from a {type(given).__name__}. Give a list, Series or array of str.")
    shape: tuple[int, ...] = getattr(given, "shape", ())
    if len(shape) == 2:
        if shape[1] != 1:
            raise InputError(f"The texts have {shape[1]} columns. Give the one that holds them: frame['text'].")
        given = np.asarray(given, dtype=object)[:, 0]
    return pd.Series(list(given), dtype=object)


def _of_units(columns: Iterable[str], units: str | Sequence[str]) -> list[str]:
    """Return the columns that end in a unit, without ends of intervals."""
    wanted = (units,) if isinstance(units, str) else tuple(units)
    for unit in wanted:
        if unit not in KNOWN_UNITS:
            raise InputError(f"No column has the unit {unit!r}. {did_you_mean(str(unit), KNOWN_UNITS)}")
    sizes = ("n_",) if "n" in wanted else ()
    ends = tuple(f"_{unit}" for unit in wanted)
    features = [column for column in columns if column.startswith(sizes) or column.endswith(ends)]
    features = [column for column in features if not any(bound in column for bound in BOUNDS)]
    if not features:
        raise InputError(f"No score of these measures has a unit of {', '.join(wanted) or 'none'}. Add to units=….")
    return features


def _scores(texts: pd.Series, columns: list[str], options: Mapping[str, Any]) -> Floats:
    """Return the features of some texts; NaN in the rows of missing ones."""
    scores = analyze(texts, **options).scores[columns]
    return np.asarray(scores.reindex(texts.index).to_numpy(dtype=np.float64))
