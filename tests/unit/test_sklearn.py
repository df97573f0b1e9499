"""The scikit-learn face: score columns as features, by scikit-learn's own rules."""

import inspect
import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.exceptions import NotFittedError
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils import estimator_checks, get_tags

import framing
import framing.sklearn
from framing.core import InputError
from framing.sklearn import FramingVectorizer

TEXTS = [
    "The regime's shameless cronies crushed the protest, Ana Reyes said.",
    "The council met on Monday. It will vote in May.",
    "“We cannot run empty boats,” said Petra Holm.",
    "",
]
MISSING = [TEXTS[0], None, TEXTS[1], float("nan"), pd.NA]


@pytest.fixture(scope="module")
def features():
    return FramingVectorizer().fit_transform(TEXTS)


# ---- what the features are


def test_a_feature_is_a_column_of_the_scores(features):
    """Same names, same values, same order as report.scores."""
    scores = framing.analyze(TEXTS).scores
    names = FramingVectorizer().fit(TEXTS).get_feature_names_out()
    assert names.tolist() == [column for column in scores if column in set(names)]
    np.testing.assert_array_equal(features, scores[list(names)].to_numpy())
    assert features.dtype == np.float64


@pytest.mark.parametrize(
    ("units", "there", "absent"),
    [
        pytest.param("rate", "loaded__terms_rate", "loaded__terms_rate_all", id="one unit is not the start of another"),
        pytest.param(["rate_all"], "loaded__terms_rate_all", "loaded__terms_rate", id="per all words"),
        pytest.param(["n"], "n_own_words", "loaded__terms_rate", id="counts and sizes"),
        pytest.param(["n"], "loaded__terms_n", "loaded__terms_rate", id="counts"),
        pytest.param(["share", "index"], "readability__flesch_index", "subjectivity__sentences_mean", id="two units"),
        pytest.param(("rate", "share"), "loaded__terms_rate", "loaded__terms-low_rate", id="no ends of intervals"),
        pytest.param(("share",), "toward__negative_share", "attribution__direct-high_share", id="neither upper ends"),
    ],
)
def test_units_choose_the_columns(units, there, absent):
    names = FramingVectorizer(units=units).fit(TEXTS).columns_
    assert there in names
    assert absent not in names


def test_by_default_the_features_are_the_columns_that_have_norms():
    """All rates, shares, means and indices; no counts."""
    assert set(FramingVectorizer().fit(TEXTS).columns_) == set(framing.analyze(TEXTS).norms()["column"])


@pytest.mark.parametrize(
    ("options", "column"),
    [
        pytest.param({"measures": ["readability"]}, "readability__flesch_index", id="measures"),
        pytest.param({"measures": ["loaded"], "models": False}, "loaded__terms_rate", id="models"),
        pytest.param({"measures": [], "lexicons": "hedges"}, "hedges__modal_rate", id="a shipped lexicon"),
        pytest.param(
            {"lexicons": framing.Lexicon.from_terms("mine", ["boat*"])}, "mine__mine_rate", id="a lexicon of one's own"
        ),
    ],
)
def test_options_mean_what_they_mean_in_analyze(options, column):
    vectorizer = FramingVectorizer(**options).fit(TEXTS)
    expected = framing.analyze(TEXTS, **options).scores
    assert column in vectorizer.columns_
    np.testing.assert_array_equal(vectorizer.transform(TEXTS), expected[vectorizer.columns_].to_numpy())


def test_actors_of_ones_own_are_found():
    """A name that no list knows is a mention once it is given."""
    options = {"measures": ["actors"], "units": "rate_all", "models": False}
    texts = ["the ferry company will sail."]
    assert FramingVectorizer(**options).fit_transform(texts)[0, -1] == 0
    assert FramingVectorizer(**options, actors={"Norlinn": ["the ferry company"]}).fit_transform(texts)[0, -1] == 200


def test_fit_learns_nothing_from_texts(features):
    """Fitted on one text or on others, the rows are the same."""
    np.testing.assert_array_equal(FramingVectorizer().fit([TEXTS[1]]).transform(TEXTS), features)


def test_provenance_says_where_the_features_come_from():
    """All that a report knows but what it knows of the texts; enough for the methods section."""
    known = FramingVectorizer(["loaded"]).fit(TEXTS).provenance_
    report = framing.analyze(TEXTS, measures=["loaded"]).provenance
    of_texts = {"n_documents": len(TEXTS), "set_aside": [], "notes": report["notes"]}
    assert {**known, **of_texts} == report
    assert not of_texts.keys() & known.keys()


# ---- what can be given


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(tuple(TEXTS), id="tuple"),
        pytest.param(pd.Series(TEXTS, index=[7, 7, 3, 1]), id="Series, its index in disorder and not unique"),
        pytest.param(pd.Series(TEXTS, dtype="string"), id="Series of strings"),
        pytest.param(np.array(TEXTS), id="array of str"),
        pytest.param(np.array(TEXTS, dtype=object), id="array of objects"),
        pytest.param(pd.DataFrame({"text": TEXTS}), id="DataFrame of one column"),
        pytest.param(np.array(TEXTS)[:, None], id="array of one column"),
    ],
)
def test_texts_in_any_container_score_the_same(given, features):
    np.testing.assert_array_equal(FramingVectorizer().fit_transform(given), features)


def test_a_missing_text_is_a_row_of_nan(features):
    """Rows stay in line with y, and nothing observed is not 0."""
    found = FramingVectorizer().fit_transform(MISSING)
    np.testing.assert_array_equal(found[[0, 2]], features[:2])
    assert np.isnan(found[[1, 3, 4]]).all()


def test_an_empty_text_has_no_rates(features):
    names = FramingVectorizer().fit(TEXTS).columns_
    assert np.isnan(features[3, names.index("loaded__terms_rate")])


@pytest.mark.parametrize("given", [pytest.param([], id="none"), pytest.param([None, None], id="all missing")])
def test_there_may_be_no_text(given):
    vectorizer = FramingVectorizer().fit(given)
    found = vectorizer.transform(given)
    assert found.shape == (len(given), len(vectorizer.columns_))
    assert np.isnan(found).all()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param("The regime fell.", r"one text, not many: 'The regime fell\.'.*\[text\]", id="one text"),
        pytest.param({"a": "b"}, "from a dict", id="a dict"),
        pytest.param((text for text in TEXTS), "from a generator", id="what can be read only once"),
        pytest.param(None, "from a NoneType", id="None"),
        pytest.param(pd.DataFrame({"a": TEXTS, "b": TEXTS}), r"2 columns.*frame\['text'\]", id="two columns"),
    ],
)
def test_what_is_no_collection_of_texts_is_an_error(given, message):
    with pytest.raises(InputError, match=message):
        FramingVectorizer().fit(given)


def test_what_is_no_text_is_named_by_its_position(monkeypatch):
    """Also behind the first chunk, and whatever the index is."""
    monkeypatch.setattr(framing.sklearn, "CHUNK", 10)
    with pytest.raises(InputError, match="Document 2 is a int, not a text: '3'"):
        FramingVectorizer().fit_transform(pd.Series([TEXTS[0], TEXTS[1], 3], index=["a", "b", "c"]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"measures": ["loadde"]}, "No measure is called 'loadde'. Did you mean 'loaded'", id="measure"),
        pytest.param({"models": "slow"}, "models='slow'", id="models"),
        pytest.param({"units": "rates"}, "No column has the unit 'rates'. Did you mean 'rate'", id="unit"),
        pytest.param({"units": []}, "unit of none", id="no unit"),
        pytest.param({"measures": ["loaded"], "units": "index"}, "unit of index", id="no column of this unit"),
    ],
)
def test_an_option_that_cannot_be_is_an_error_of_fit(options, message):
    """Made without complaint, as scikit-learn wants; fit says what is wrong."""
    vectorizer = FramingVectorizer(**options)
    with pytest.raises(InputError, match=message):
        vectorizer.fit(TEXTS)


# ---- scikit-learn's rules


@pytest.mark.parametrize(
    "check",
    [
        "check_do_not_raise_errors_in_init_or_set_params",
        "check_estimator_cloneable",
        "check_estimator_repr",
        "check_estimator_tags_renamed",
        "check_get_params_invariance",
        "check_mixin_order",
        "check_no_attributes_set_in_init",
        "check_parameters_default_constructible",
        "check_set_params",
        "check_valid_tag_types",
    ],
)
def test_the_checks_of_scikit_learn_pass(check):
    """Those of its estimator checks that give the estimator no matrix of numbers."""
    getattr(estimator_checks, check)("FramingVectorizer", FramingVectorizer())


def test_init_only_stores():
    """Every option is kept as it is given, the very same object."""
    given = {name: object() for name in inspect.signature(FramingVectorizer).parameters}
    params = FramingVectorizer(given.pop("measures"), **given).get_params()
    assert all(params[name] is value for name, value in given.items())
    assert list(params) == sorted(inspect.signature(FramingVectorizer).parameters)


def test_a_clone_has_the_options_and_is_not_fitted():
    vectorizer = FramingVectorizer(["loaded"], units="rate", lexicons=["hedges"]).fit(TEXTS)
    copy = clone(vectorizer)
    assert copy.get_params() == vectorizer.get_params()
    with pytest.raises(NotFittedError):
        copy.transform(TEXTS)
    with pytest.raises(NotFittedError):
        copy.get_feature_names_out()


def test_a_pickled_vectorizer_scores_the_same():
    """Lexicons of one's own go with it."""
    mine = framing.Lexicon.from_terms("mine", ["boat*"])
    vectorizer = FramingVectorizer(["loaded"], lexicons=mine).fit(TEXTS)
    again = pickle.loads(pickle.dumps(vectorizer))
    assert again.columns_ == vectorizer.columns_
    np.testing.assert_array_equal(again.transform(TEXTS), vectorizer.transform(TEXTS))


def test_tags_say_that_texts_are_read_and_may_be_missing():
    tags = get_tags(FramingVectorizer())
    assert (tags.input_tags.string, tags.input_tags.allow_nan, tags.input_tags.two_d_array) == (True, True, False)


def test_pandas_output_has_names_and_index(features):
    vectorizer = FramingVectorizer().set_output(transform="pandas")
    frame = vectorizer.fit_transform(pd.DataFrame({"text": TEXTS}, index=list("dcba")))
    assert frame.columns.tolist() == vectorizer.get_feature_names_out().tolist()
    assert frame.index.tolist() == list("dcba")
    np.testing.assert_array_equal(frame.to_numpy(), features)


@pytest.mark.parametrize("column", [pytest.param("text", id="a Series"), pytest.param(["text"], id="a DataFrame")])
def test_a_column_transformer_picks_the_texts(column, features):
    frame = pd.DataFrame({"outlet": list("abab"), "text": TEXTS})
    found = make_column_transformer((FramingVectorizer(), column)).fit_transform(frame)
    np.testing.assert_array_equal(found, features)


@pytest.mark.parametrize(
    ("n_jobs", "chunk"),
    [
        pytest.param(1, 1, id="each text by itself"),
        pytest.param(1, 70, id="some together"),
        pytest.param(2, 70, id="in two processes"),
    ],
)
def test_jobs_and_chunks_change_nothing(n_jobs, chunk, monkeypatch):
    """Missing texts at the ends and between chunks, and one after another, keep their places."""
    texts = [None, *TEXTS, None, *TEXTS, None]
    expected = FramingVectorizer(["loaded", "actors"]).fit_transform(texts)
    monkeypatch.setattr(framing.sklearn, "CHUNK", chunk)
    np.testing.assert_array_equal(FramingVectorizer(["loaded", "actors"], n_jobs=n_jobs).fit_transform(texts), expected)


def test_texts_are_not_changed():
    given = pd.DataFrame({"text": MISSING}, index=list("edcba"))
    before = given.copy(deep=True)
    FramingVectorizer(["loaded"]).fit_transform(given)
    pd.testing.assert_frame_equal(given, before)


# ---- in a pipeline


@pytest.fixture(scope="module")
def study():
    """Two invented outlets on twelve topics: one judges, one reports."""
    topics = "bridge harbour school budget museum tram library market clinic stadium park theatre".split()
    judging = [
        f"The shameless council wrecked the {topic}. This disgraceful farce betrays everyone, and it must stop!"
        for topic in topics
    ]
    plain = [
        f"The council closed the {topic} on Monday. The clerk said that a vote would follow in May." for topic in topics
    ]
    return pd.DataFrame({"text": judging + plain, "outlet": ["A"] * 12 + ["B"] * 12, "topic": topics * 2})


def classifier(**options):
    return make_pipeline(
        FramingVectorizer(["loaded", "subjectivity"], **options),
        SimpleImputer(),
        StandardScaler(),
        LogisticRegression(random_state=0),
    )


def test_outlets_are_told_apart_on_topics_left_out(study):
    """A pipeline in grouped folds; every fold has both outlets and topics of its own."""
    found = cross_validate(
        classifier(), study["text"], study["outlet"], groups=study["topic"], cv=GroupKFold(4), return_estimator=True
    )
    assert found["test_score"].tolist() == [1.0] * 4
    for model in found["estimator"]:
        names = model[:-1].get_feature_names_out()
        weights = dict(zip(names, model[-1].coef_[0], strict=True))
        assert weights["loaded__terms_rate"] < 0  # outlet A judges; above 0 speaks for B


def test_options_can_be_searched(study):
    """A grid reaches the vectorizer by its name."""
    grid = {"framingvectorizer__units": ["rate", "share"], "framingvectorizer__models": [False]}
    search = GridSearchCV(classifier(), grid, cv=GroupKFold(2), error_score="raise")
    search.fit(study["text"], study["outlet"], groups=study["topic"])
    assert search.best_params_ == {"framingvectorizer__models": False, "framingvectorizer__units": "rate"}
