"""The picture: Axes in, Axes out, nothing shown and nothing left behind."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection

import framing
from framing.plot import plot_voices

TEXT = "The cruel regime fell. Reyes said that the thugs had left. “A shameful day,” Reyes said."


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def report():
    return framing.analyze([TEXT, "It rained."])


def test_it_returns_axes_and_shows_nothing(report, monkeypatch):
    """A picture is returned, never shown, and global settings stay as they were."""
    monkeypatch.setattr(plt, "show", lambda *_, **__: pytest.fail("plt.show was called"))
    before = dict(mpl.rcParams)
    ax = report.plot()
    ax.figure.canvas.draw()
    assert isinstance(ax, Axes)
    assert dict(mpl.rcParams) == before


def test_it_draws_into_the_axes_given(report):
    """With ax= no new figure is opened."""
    _, ax = plt.subplots()
    assert report.plot(ax=ax) is ax
    assert len(plt.get_fignums()) == 1


def test_the_input_is_not_changed(report):
    """Drawing changes neither sentences nor terms."""
    sentences, terms = report.sentences().query("doc_id == 0"), report.evidence("loaded")
    copies = sentences.copy(), terms.copy()
    plot_voices(sentences, terms=terms)
    assert copies[0].equals(sentences)
    assert copies[1].equals(terms)


def test_each_voice_says_its_number_of_sentences(report):
    """Every voice has a labelled height with n, also where n is 0."""
    labels = [label.get_text() for label in report.plot().get_yticklabels()]
    assert labels == ["outlet\nn = 1", "reported\nn = 1", "quoted\nn = 1"]
    labels = [label.get_text() for label in report.plot(doc_id=1).get_yticklabels()]
    assert labels == ["outlet\nn = 1", "reported\nn = 0", "quoted\nn = 0"]


def test_voices_differ_without_colour(report):
    """Bars of different voices differ in height and hatch."""
    bars = report.plot().collections[:3]
    assert len({bar.get_hatch() for bar in bars}) == 3
    assert len({bar.get_paths()[0].get_extents().y0 for bar in bars}) == 3


def test_terms_are_counted_in_the_legend(report):
    """Terms of the outlet and of its sources are told apart, with n."""
    texts = [text.get_text() for text in report.plot().get_legend().get_texts()]
    assert texts == ["loaded, outlet (n = 3)", "loaded, source (n = 1)"]


@pytest.mark.parametrize("n_labels", [0, 1, 14])
def test_at_most_so_many_terms_are_written(report, n_labels):
    """n_labels limits the words, the surest first."""
    terms = report.evidence("loaded")
    ax = plot_voices(report.sentences().query("doc_id == 0"), terms=terms, n_labels=n_labels)
    written = [text.get_text() for text in ax.texts]
    assert len(written) <= n_labels
    assert not n_labels or written[0] == terms.sort_values("score")["text"].iloc[-1]


@pytest.mark.parametrize("given", ["none", "empty"])
def test_without_terms_there_is_no_legend(report, given):
    """No terms, or an empty table of them, is drawn without legend or words."""
    terms = None if given == "none" else report.evidence("loaded").head(0)
    ax = plot_voices(report.sentences().query("doc_id == 1"), terms=terms)
    assert ax.get_legend() is None
    assert len(ax.texts) == 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("— …", id="marks alone"),
        pytest.param("The $100 regime's x^2 $cruel$ thugs.", id="dollars"),
        pytest.param("The \udc80 re\x00gime: cruel thugs.", id="surrogates and controls"),
        pytest.param("regime " * 400, id="many terms"),
    ],
)
def test_any_text_can_be_drawn(text):
    """A picture of any text can be rendered."""
    framing.analyze(text).plot().figure.canvas.draw()


@pytest.mark.parametrize("term", ["$cruel$ rule", "$5 rule", "cruel_x^2 rule"])
def test_a_term_is_no_formula(term):
    """Dollars, carets and underscores in a term are written as they are."""
    lexicon = framing.Lexicon.from_terms("mine", [term])
    ax = framing.analyze(f"Their {term} fell.", lexicons={"loaded": lexicon}).plot()
    ax.figure.canvas.draw()
    assert [text.get_text().replace(r"\$", "$") for text in ax.texts] == [term]


def test_a_report_without_loaded_terms_can_be_drawn():
    """Voices alone are drawn where loaded terms were not measured."""
    ax = framing.analyze(TEXT, measures=["attribution"]).plot()
    assert ax.get_legend() is None


# ---- actors


@pytest.fixture(scope="module")
def people():
    text = "Ana Reyes lied. The corrupt Reyes failed.\n\n“Ana Reyes is a hero,” Olga Brandt said. Brandt smiled."
    return framing.analyze([text, "It rained."])


def test_each_actor_has_its_row(people):
    """The most mentioned actor stands on top, with n, and a marker for each holder who speaks of it."""
    ax = people.plot_actors(doc_id=0)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["Olga Brandt  (n = 2)", "Ana Reyes  (n = 3)"]
    outlet, sources = (each for each in ax.collections if isinstance(each, PathCollection))
    table = people.actors().set_index("actor")
    assert outlet.get_offsets()[-1].tolist() == pytest.approx([table.loc["Ana Reyes", "outlet_balance"], 1.14])
    assert sources.get_offsets().tolist() == [pytest.approx([table.loc["Ana Reyes", "sources_balance"], 0.86])]
    lines = next(each for each in ax.collections if isinstance(each, LineCollection))
    ends = table.loc["Ana Reyes", ["outlet_low", "outlet_high"]].tolist()
    assert ends in [pytest.approx(segment[:, 0].tolist()) for segment in lines.get_segments()]


def test_actors_of_a_corpus_are_drawn():
    """One row for each over all documents."""
    report = framing.analyze(["Ana Reyes lied. Reyes fled.", "They met Ana Reyes and Olga Brandt."])
    labels = [label.get_text() for label in report.plot_actors(by="corpus").get_yticklabels()]
    assert labels == ["Olga Brandt  (n = 1)", "Ana Reyes  (n = 3)"]


def test_fewer_actors_and_none_at_all(people):
    """n_actors keeps the most mentioned; a document without actors gives empty axes."""
    assert len(people.plot_actors(doc_id=0, n_actors=1).get_yticklabels()) == 1
    assert not people.plot_actors(doc_id=1).get_yticklabels()


def test_actors_are_drawn_into_the_axes_given(people):
    """With ax= no new figure is opened, and the table given is not changed."""
    _, ax = plt.subplots()
    assert people.plot_actors(doc_id=0, ax=ax) is ax
    assert len(plt.get_fignums()) == 1
