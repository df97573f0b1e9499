"""The page of a corpus from a report: its sections and figures, which groups it shows, and what it leaves out."""

import base64
import html
import re
import warnings

import pandas as pd
import pytest

import framing
from framing.core import InputError
from framing.study import corpus_html, shown_groups

TOWNS = "Ansel Brenk Corvo Delm Estin Farro Gault Hove Ister Jarn Kolm Lorn Mern".split()
CLARION = "The cruel regime of {0} fell on Friday, and the thugs of {0} left at night. “We lost all of it,” Ana Holm said in {0}."
WIRE = "The council of {0} met on Monday to discuss a new road to {0}. Ivo Lund said that nobody in {0} was against it."
CAPTIONS = ["Loaded terms per 1,000", "Whose words", "Who gets to speak", "How actors are spoken of"]
OVER_TIME = "Loaded terms over time"


def frame(n=12, **columns):
    """Return articles of two outlets, `n` of each in turn."""
    rows = [
        {"text": text.format(town), "outlet": outlet, "title": f"{town} {word} again"}
        for town in TOWNS[:n]
        for outlet, text, word in (("Clarion", CLARION, "burns"), ("Wire", WIRE, "builds"))
    ]
    return pd.DataFrame(rows).assign(**columns)


def page(given, by="outlet", **asked):
    """Return a page made with few draws, groups of few articles or not."""
    report = given if isinstance(given, framing.Report) else framing.analyze(given, models=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return corpus_html(report, by, **{"n_draws": 100, **asked})


def captions(content):
    return re.findall(r"<figcaption>Figure \d+\. (.*?)</figcaption>", content)


def section(content, name):
    """Return the text of one section."""
    return re.search(rf'<section id="{name}">(.*?)</section>', content, re.DOTALL)[1]


@pytest.fixture(scope="module")
def dated():
    """Return a report of 24 articles on six days, a week apart."""
    days = pd.date_range("2024-03-04", periods=6, freq="7D")
    return framing.analyze(frame(date=[days[i // 4] for i in range(24)]), models=False)


@pytest.fixture(scope="module")
def whole(dated):
    return page(dated)


# ---- what it holds


def test_sections(whole):
    """All of them, in order, each linked from the top."""
    names = re.findall(r'<section id="(\w+)">', whole)
    assert names == ["differences", "figures", "terms", "sources", "actors", "methods", "notes"]
    assert re.findall(r'<a href="#(\w+)">', whole) == names


def test_long_articles_are_told_too():
    """Articles of 150 words or more show what the figures say, with their loaded terms marked."""
    given = frame(4)
    content = page(given.assign(text=[f"{text} " * 8 for text in given["text"]]))
    told = section(content, "articles")
    assert "highest rate of loaded terms" in told
    assert "<mark>regime</mark>" in told
    assert "Ansel burns again" in told


def test_figures(whole):
    """One for each question, as SVG, numbered; over time, too, where there are dates."""
    told, starts = captions(whole), [*CAPTIONS, OVER_TIME]
    assert [caption[: len(start)] for caption, start in zip(told, starts, strict=True)] == starts
    images = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', whole)
    assert len(images) == 5
    assert all(b"<svg" in base64.b64decode(image) for image in images)


@pytest.mark.parametrize(
    "dates",
    [
        pytest.param({}, id="no dates"),
        pytest.param({"date": ["soon"] * 12}, id="none can be read"),
        pytest.param({"date": ["2024-03-04", "2024-03-12"] * 6}, id="two weeks are no course"),
    ],
)
def test_without_dates_nothing_is_drawn_over_time(dates):
    """The other figures stay."""
    told = captions(page(frame(6, **dates)))
    assert [caption[: len(start)] for caption, start in zip(told, CAPTIONS, strict=True)] == CAPTIONS


def test_periods_fit_the_time(whole):
    """More than 24 weeks would be too many points: then it is months."""
    years = framing.analyze(frame(13, date=pd.date_range("2022-01-03", periods=26, freq="20D")), models=False)
    images = [
        base64.b64decode(re.findall(r'base64,([^"]+)" alt="Loaded terms over time', content)[0]).decode()
        for content in (whole, page(years))
    ]
    assert ">Mar<" in images[0]
    assert ">2023<" in images[1]


def test_figures_of_tables(whole, dated):
    """The page shows what compare() and keyness() return."""
    rows, shown = framing.compare(dated, n_draws=100), section(whole, "differences")
    clarion = rows[(rows["column"] == "loaded__terms_rate") & (rows["group"] == "Clarion")].iloc[0]
    assert f"All {len(rows)} comparisons" in shown
    assert f"+{clarion['difference']:.0f}<small>" in shown
    assert "Most typical of Clarion" in section(whole, "terms")
    assert ">cruel<" in section(whole, "terms")
    assert "Ana Holm" in section(whole, "actors")


def test_methods_say_what_was_computed(whole):
    """With keys of sources."""
    told = section(whole, "methods")
    assert "24 texts were analysed" in told
    assert "Then were computed" in told
    assert "@monroe2008" in told


@pytest.mark.parametrize(
    ("adjust", "said"),
    [
        pytest.param("topic", "Differences are adjusted for topic:", id="one"),
        pytest.param(["topic", "desk"], "Differences are adjusted for topic and desk:", id="two"),
        pytest.param((), None, id="nothing"),
    ],
)
def test_what_is_adjusted_for_stands_in_the_notes(adjust, said):
    """And nothing where nothing is."""
    given = frame(topic=["a", "a", "b", "b"] * 6, desk=["x"] * 12 + ["y"] * 12)
    notes = section(page(given, adjust=adjust), "notes")
    assert said in notes if said else "adjusted" not in notes


def test_what_was_set_aside_is_listed():
    """With its reason."""
    given = frame(6)
    given.loc[3, "text"] = None
    content = page(given)
    assert "1 rows, listed in the notes" in content
    assert "missing value" in section(content, "notes")


def test_titles(dated, whole):
    """By default the number of articles; else what is given, as text."""
    assert "<title>24 articles by outlet</title>" in whole
    assert "<h1>War &amp; &lt;peace&gt;</h1>" in page(dated, title="War & <peace>")


# ---- groups


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        pytest.param({"a": 2, "b": 3}, {"a": 2, "b": 3}, id="few groups stay, however small"),
        pytest.param(dict.fromkeys("abcdefgh", 12), dict.fromkeys("abcdefgh", 12), id="eight groups stay"),
        pytest.param(dict.fromkeys("abcdefghi", 3), dict.fromkeys("abcdefghi", 3), id="all small: all stay"),
        pytest.param(
            dict.fromkeys("abcdefghij", 12),
            {**dict.fromkeys("abcdefgh", 12), "all others": 24},
            id="of equal groups the first by name",
        ),
        pytest.param(
            {**dict.fromkeys("abcdefgh", 9), "x": 10, "y": 30},
            {"x": 10, "y": 30, "all others": 72},
            id="small ones together",
        ),
        pytest.param({1: 12, 2: 11, **dict.fromkeys(range(3, 11), 1)}, {1: 12, 2: 11, "all others": 8}, id="numbers"),
    ],
)
def test_which_groups_are_shown(sizes, shown):
    """Beyond eight, those with ten articles or more by themselves, the eight largest of them; the others together."""
    values = [name for name, n in sizes.items() for _ in range(n)]
    meta = pd.DataFrame({"outlet": pd.Series(values[::-1], dtype=object)})
    assert shown_groups(meta, "outlet").value_counts().to_dict() == shown


def test_a_missing_group_is_none(dated):
    """It does not count among the others, nor in the header."""
    sizes = {**dict.fromkeys("abcdefgh", 2), "x": 10}
    values = [name for name, n in sizes.items() for _ in range(n)] + [None] * 4
    group = shown_groups(pd.DataFrame({"outlet": pd.Series(values, dtype=object)}), "outlet")
    assert group.isna().sum() == 4
    assert (group == "all others").sum() == 16
    content = page(frame(outlet=["a"] * 10 + ["b"] * 10 + [None] * 4))
    assert "a (10); b (10)" in content
    assert "20 documents" in content


def test_a_page_of_many_groups():
    """The header counts the others; figures with many lines draw the largest groups, and say so."""
    sizes = {"Clarion": 13, "Wire": 12, "Post": 11, "Echo": 10, "Star": 10, "Dawn": 1, "Dusk": 1, "Noon": 1, "Moon": 1}
    outlets = [name for name, n in sizes.items() for _ in range(n)]
    texts = [(CLARION, WIRE)[i % 2].format(f"{TOWNS[i % 13]} {TOWNS[i // 13]}") for i in range(len(outlets))]
    content = page(pd.DataFrame({"text": texts, "outlet": outlets}))
    assert "Clarion (13); Wire (12); Post (11); Echo (10); Star (10); all others (4)" in content
    assert captions(content)[2].endswith("The 4 largest groups.")
    assert "Dawn" not in content


def test_another_column(dated):
    """Whatever column of the metadata makes the groups."""
    content = page(dated, by="date")
    assert "<title>24 articles by date</title>" in content
    assert "2024-04-08 00:00:00 (4)" in content


def test_names_of_groups_are_text():
    """Not HTML, and no formula of the figures."""
    content = page(frame(6, outlet=["<i>A</i>", "$x^{$"] * 6))
    assert "$x^{$ (6); &lt;i&gt;A&lt;/i&gt; (6)" in content
    assert "<i>A</i>" not in content


# ---- what it leaves out, and that it is the same


def runs_of_words(text, n=4):
    """Return all runs of words of a text."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + n]) for i in range(len(words) - n + 1)}


def all_words(content):
    """Return what a page and its figures say, as words."""
    figures = [base64.b64decode(image).decode() for image in re.findall(r'base64,([^"]+)"', content)]
    bare = re.sub(r"<[^>]+>", " ", "\n".join([re.sub(r'"data:[^"]+"', "", content), *figures]))
    return " ".join(re.findall(r"\w+", html.unescape(bare).lower()))


def test_without_texts_nothing_that_articles_say_is_left(dated, whole):
    """No four words of any article in a row, and no title; with them there are contexts of terms."""
    given = frame()
    quoted = set().union(*(runs_of_words(text) for text in [*given["text"], *given["title"]]))
    with_texts, without = (all_words(content) for content in (whole, page(dated, texts=False)))
    assert any(words in with_texts for words in quoted)
    assert not [words for words in quoted if words in without]


def test_the_same_bytes_every_time(dated, whole):
    """The same texts analysed again give the same page."""
    again = framing.analyze(dated.meta.assign(text=frame()["text"]), models=False)
    assert page(again) == whole


def test_the_report_writes_it(dated, tmp_path):
    """to_html(by=…) returns the page and writes it to a path."""
    content = dated.to_html(tmp_path / "o.html", by="outlet", adjust="date", texts=False)
    assert (tmp_path / "o.html").read_text(encoding="utf-8") == content
    assert "adjusted for date" in section(content, "notes")
    assert "of Ansel fell" not in content


def test_the_report_is_not_changed(dated):
    """Scores and metadata stay as they were."""
    scores, meta = dated.scores.copy(), dated.meta.copy()
    page(dated, texts=False)
    pd.testing.assert_frame_equal(dated.scores, scores)
    pd.testing.assert_frame_equal(dated.meta, meta)


# ---- what cannot be shown


@pytest.mark.parametrize(
    ("given", "options", "asked", "message"),
    [
        pytest.param(frame(2), {}, {"by": "paper"}, "no metadata 'paper'.*outlet, title", id="no such column"),
        pytest.param(frame(2)["text"], {}, {}, "no metadata 'outlet'.*none", id="no metadata at all"),
        pytest.param(frame(2, outlet="Wire"), {}, {}, "one group, 'Wire'", id="one group"),
        pytest.param(frame(2, outlet=None), {}, {}, "No document has a value for 'outlet'", id="no group known"),
        pytest.param(frame(2), {}, {"adjust": "topic"}, "no metadata 'topic'", id="no such class"),
        pytest.param(frame(2), {}, {"n_draws": 5}, "too few", id="too few draws"),
        pytest.param(frame(2), {"measures": ["loaded"]}, {}, "Actors were not measured", id="no actors"),
    ],
)
def test_what_cannot_be_shown_is_an_error(given, options, asked, message):
    """It says what there is, or what to ask for."""
    report = framing.analyze(given, models=False, **options)
    with pytest.raises(InputError, match=message):
        page(report, **asked)


def test_a_page_of_several_articles_names_both_ways():
    """Without a group or a document the error says how to ask for either."""
    report = framing.analyze(frame(2), models=False)
    with pytest.raises(InputError, match=r"to_html\(doc_id=0\).*to_html\(by='outlet'\)"):
        report.to_html()


def test_a_page_is_by_a_column(dated):
    """A Series makes groups for compare(), but a page has to name them."""
    with pytest.raises(InputError, match="by= is a Series"):
        dated.to_html(by=dated.meta["outlet"])
    with pytest.raises(InputError, match="not both"):
        dated.to_html(by="outlet", doc_id=0)
