"""Pictures of comparisons: what is drawn, that it can be read, and that nothing else is touched."""

import itertools

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.dates import date2num

from framing.core import InputError
from framing.core.anytext import any_text
from framing.plot.actor_groups import plot_actor_groups
from framing.plot.descriptors import plot_descriptors
from framing.plot.heat import plot_heat
from framing.plot.keyness import plot_keyness
from framing.plot.norms import MAIN, plot_norms
from framing.plot.rates import plot_rates
from framing.plot.shares import SHARES, plot_voice_shares
from framing.plot.sources import plot_sources
from framing.plot.style import look, readable, short
from framing.plot.trends import plot_trends

RATE = "loaded__terms_rate"
ODD = ["$5 and $6", "a_b^{2}_x", "The Association of Extremely Long and Winding Names", "Известия"]


def compared(groups=("A", "B", "C")):
    """Rows of compare(), the last group not observed."""
    rows = [
        {"column": column, "group": group, "n": 10 * (i + 1), "mean": mean, "low": mean - 0.05, "high": mean + 0.05}
        for column, mean in [(RATE, 8.0), *zip(SHARES.values(), (0.6, 0.1, 0.3), strict=True)]
        for i, group in enumerate(groups[:-1])
    ]
    blank = {"column": RATE, "group": groups[-1], "n": 0, "mean": np.nan, "low": np.nan, "high": np.nan}
    return pd.DataFrame([*rows, blank])


def of_actors(groups=("A", "B"), actors=("Ana Reyes", "Olga Brandt", "Ivo Lund")):
    """Rows of compare_actors(): the later actor has more mentions, and no sources in the last group."""
    rows = [
        {
            "actor": actor, "label": "person", "group": group, "holder": holder, "n_docs": 3, "mentions": 5 + 10 * i + j,
            "balance": 0.1 * i - 0.15 + 0.02 * j, "low": 0.1 * i - 0.25, "high": 0.1 * i + 0.15,
        }
        for i, actor in enumerate(actors) for j, group in enumerate(groups) for holder in ("outlet", "sources")
        if (group, holder) != (groups[-1], "sources")
    ]  # fmt: skip
    rows[0] |= {"low": np.nan, "high": np.nan}
    return pd.DataFrame(rows)


def of_sources(groups=("A", "B"), sources=("person", "official", "crowd")):
    """Rows of source_balance(), without the last source in the last group."""
    rows = [
        {"group": group, "source": source, "n": 10 + i, "n_docs": 5, "words": 90, "share": 0.5 - 0.1 * i, "low": 0.05, "high": 0.6}
        for group in groups for i, source in enumerate(sources) if (group, source) != (groups[-1], sources[-1])
    ]  # fmt: skip
    rows[0] |= {"low": np.nan, "high": np.nan}
    return pd.DataFrame(rows)


def of_terms(groups=("A", "B"), n_terms=40, terms=()):
    """Rows of keyness(): terms crowded as they are in a corpus, each group's own ones first."""
    rng = np.random.default_rng(1)
    names = [*terms, *(f"word{i}" for i in range(n_terms - len(terms)))]
    n = rng.integers(1, 200, n_terms)
    parts = []
    for i, group in enumerate(groups):
        z = np.linspace(5, -5, n_terms) if i == 0 else np.linspace(-5, 5, n_terms)
        error = 1 / np.sqrt(n)
        columns = {"n": n + i, "rest_n": n[::-1], "n_docs": n, "rate": 1.0, "rest_rate": 1.0, "log_odds": z * error}
        ends = {"low": (z - 1.96) * error, "high": (z + 1.96) * error, "z": z, "p": 0.0}
        parts.append(pd.DataFrame({"group": group, "term": names, **columns, **ends, "q": np.where(abs(z) > 2, 0.01, 0.5), "context": ""}))  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def over_time(groups=("A", "B")):
    """Rows of trends() by week: A has a gap, B a week by itself without an interval."""
    weeks = pd.date_range("2024-01-01", periods=8, freq="7D")
    seen = {groups[0]: [0, 1, 2, 5, 6, 7], groups[-1]: [0, 1, 4]}
    rows = [(RATE, group, weeks[i], 3, 8.0 + i, 7.0 + i, 9.0 + i) for group, which in seen.items() for i in which]
    table = pd.DataFrame(rows, columns=["column", "group", "period", "n", "mean", "low", "high"])
    table.loc[len(table) - 1, ["low", "high"]] = np.nan
    return table


def of_norms(reference="Some articles, all"):
    """Rows of report.norms() for two documents, one score of the first not observed."""
    rows = [(doc, column, 1.5 + i, 5.0 * i + doc, "300 to 599", 800 + i, reference) for doc in (0, 1) for i, column in enumerate((*MAIN, "mine__mine_rate"))]  # fmt: skip
    table = pd.DataFrame(rows, columns=["doc_id", "column", "value", "percentile", "length", "n", "reference"])
    table.loc[2, ["value", "percentile"]] = np.nan
    return table


def first_group(data):
    return data["group"].iloc[0] if len(data) and "group" in data else "A"


PLOTS = {
    "rates": (lambda data, **more: plot_rates(data, column=RATE, **more), compared, "compare"),
    "shares": (plot_voice_shares, compared, "compare"),
    "actor_groups": (plot_actor_groups, of_actors, "compare_actors"),
    "sources": (plot_sources, of_sources, "source_balance"),
    "keyness": (lambda data, **more: plot_keyness(data, group=first_group(data), **more), of_terms, "keyness"),
    "descriptors": (plot_descriptors, of_terms, "keyness"),
    "trends": (plot_trends, over_time, "trends"),
    "heat": (plot_heat, of_actors, "compare_actors"),
    "norms": (plot_norms, of_norms, "report.norms"),
}
GROUPED = [name for name in PLOTS if name != "norms"]
each_plot = pytest.mark.parametrize(("plot", "make", "maker"), PLOTS.values(), ids=PLOTS)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def names_of(labels):
    return [label.get_text() for label in labels]


def legend_of(ax):
    return names_of(ax.get_legend().get_texts())


def segments(ax):
    """Return the ends of all drawn intervals and rules, as lists of two points."""
    lines = (each for each in ax.collections if isinstance(each, LineCollection))
    return [segment.tolist() for each in lines for segment in each.get_segments()]


def written(ax):
    """Return the texts that are seen, with their boxes."""
    ax.figure.canvas.draw()
    legend = ax.get_legend().get_texts() if ax.get_legend() else []
    ticks = [
        [label for place, label in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True) if low <= place <= high]
        for axis in (ax.xaxis, ax.yaxis)
        for low, high in [sorted(axis.get_view_interval())]
    ]
    labels = [ax.xaxis.label, ax.yaxis.label]
    texts = [
        text for text in itertools.chain(ax.texts, legend, *ticks, labels) if text.get_text() and text.get_visible()
    ]
    return [(text, text.get_window_extent()) for text in texts]


def overlap(one, other):
    """Whether two boxes share more than the rim of a pixel."""
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 1 and min(one.y1, other.y1) - max(one.y0, other.y0) > 1


# ---- every picture


@each_plot
def test_it_draws_into_the_axes_given(plot, make, maker):
    """With ax= the same axes come back, and no new figure is opened."""
    _, ax = plt.subplots()
    before = plt.get_fignums()
    assert plot(make(), ax=ax) is ax
    assert plt.get_fignums() == before


@each_plot
def test_it_makes_a_figure_for_paper(plot, make, maker, monkeypatch):
    """Without ax= a figure as wide as one or two columns comes back, not shown; settings stay as they were."""
    monkeypatch.setattr(plt, "show", lambda *_, **__: pytest.fail("plt.show was called"))
    before = dict(mpl.rcParams)
    ax = plot(make())
    ax.figure.canvas.draw()
    assert isinstance(ax, Axes)
    assert 3.5 <= ax.figure.get_figwidth() <= 7
    assert dict(mpl.rcParams) == before


@each_plot
def test_the_input_is_not_changed(plot, make, maker):
    """Drawing changes no cell and adds no column."""
    data = make()
    plot(data)
    pd.testing.assert_frame_equal(data, make())


@each_plot
def test_an_empty_table_says_so(plot, make, maker):
    """A table without rows gives axes with one remark and nothing drawn."""
    ax = plot(make().head(0))
    ax.figure.canvas.draw()
    assert len(ax.texts) == 1
    assert not ax.collections
    assert not ax.patches
    assert not ax.axison


@each_plot
def test_a_missing_column_names_the_function_that_makes_the_table(plot, make, maker):
    """The error names the column and whose table is wanted."""
    column = "value" if maker == "report.norms" else "group"
    with pytest.raises(InputError, match=rf"needs the column '{column}'.*{maker}\("):
        plot(make().drop(columns=column))


@each_plot
def test_a_report_is_no_table(plot, make, maker):
    """What is no DataFrame is an error that says what is wanted."""
    with pytest.raises(InputError, match=rf"not a Series.*{maker}\("):
        plot(pd.Series(dtype=float))


@each_plot
def test_no_words_touch(plot, make, maker):
    """No two texts overlap, and all stand within the figure."""
    ax = plot(make())
    texts = written(ax)
    boxes = [box for _, box in texts]
    clashes = [(a.get_text(), b.get_text()) for (a, one), (b, other) in itertools.combinations(texts, 2) if overlap(one, other)]  # fmt: skip
    assert clashes == []
    frame = ax.figure.bbox
    assert all(box.x0 >= -1 and box.y0 >= -1 and box.x1 <= frame.x1 + 1 and box.y1 <= frame.y1 + 1 for box in boxes)


@each_plot
def test_no_words_are_smaller_than_seven_points(plot, make, maker):
    """Print stays readable."""
    assert min(text.get_fontsize() for text, _ in written(plot(make()))) >= 7


@pytest.mark.parametrize("name", GROUPED)
@pytest.mark.parametrize("group", ODD)
def test_any_name_can_be_drawn(name, group):
    """Dollars, underscores, long names and other letters start no formula, run out of no figure, and are not lost."""
    plot, make, _ = PLOTS[name]
    ax = plot(make(groups=(group, "Other", "Third")))
    texts = written(ax)
    assert all(box.x0 >= -1 and box.x1 <= ax.figure.bbox.x1 + 1 for _, box in texts)
    assert any(group[:8] in text.get_text().replace(r"\$", "$").replace("\n", " ") for text, _ in texts)


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("group", ["\udc80 broken", "null\x00\nline", "新华社"])
@pytest.mark.parametrize("name", GROUPED)
def test_what_cannot_be_printed_does_not_stop_a_picture(name, group):
    """Lone surrogates and controls become "�"; letters that the font lacks are left to matplotlib."""
    plot, make, _ = PLOTS[name]
    plot(any_text(make)(groups=(group, "Other", "Third"))).figure.canvas.draw()


@pytest.mark.parametrize("name", ["rates", "shares", "actor_groups", "sources", "trends"])
def test_intervals_that_are_not_known_are_not_drawn(name):
    """Without low and high the same values are drawn, and no interval."""
    plot, make, _ = PLOTS[name]
    ax = plot(make().assign(low=np.nan, high=np.nan))
    ax.figure.canvas.draw()
    assert segments(ax) == []
    assert len(ax.lines) + len(ax.patches) + len(ax.collections) > 0


# ---- style


def test_looks_differ_without_colour():
    """No two groups have the same marker and line, or the same colour and hatch; colours are Okabe and Ito's."""
    looks = [look(i) for i in range(24)]
    assert len({(each.marker, each.line) for each in looks}) == 24
    assert len({(each.color, each.hatch) for each in looks}) == 24
    assert len({each.marker for each in looks[:8]}) == len({each.hatch for each in looks[:8]}) == 8


@pytest.mark.parametrize(
    ("column", "name"),
    [
        pytest.param(RATE, "loaded terms per 1,000 own words", id="by rule"),
        pytest.param("loaded__terms_rate_all", "loaded terms per 1,000 words", id="all words"),
        pytest.param("loaded__charged-noun_rate", "charged nouns per 1,000 own words", id="counted"),
        pytest.param("attribution__direct_share", "quoted (share of words)", id="by name"),
        pytest.param("attribution__doubting_share", "doubting cues (share of attributions)", id="cues"),
        pytest.param("frames__economy_rate", "frames economy per 1,000 own words", id="your lexicon"),
        pytest.param("mine__mine_n", "mine (count)", id="said once"),
        pytest.param("words", "words", id="no score"),
        pytest.param("a__b_c", "a__b_c", id="unknown unit"),
    ],
)
def test_score_columns_have_names_in_words(column, name):
    """The measure is named where it says more, and the unit always."""
    assert readable(column) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a" * 40, "a" * 27 + "…", id="long"),
        pytest.param(" a\n b\t", "a b", id="white space"),
        pytest.param("$1 $2", r"\$1 \$2", id="dollars"),
        pytest.param("a\udc80\x01", "a��", id="unprintable"),
        pytest.param("Ελλάδα", "Ελλάδα", id="Greek"),
        pytest.param(2024, "2024", id="a number"),
    ],
)
def test_short_names(name, text):
    """A name stands on one line, and starts no formula."""
    assert short(name) == text


# ---- one by one


def test_rates_have_a_dot_an_interval_and_the_mean_over_all():
    """Each group has its row from the top; the line is the mean over the articles of all."""
    data = compared().assign(mean=[8.0, 2.0, *[np.nan] * 7])
    ax = plot_rates(data, column=RATE)
    assert names_of(ax.get_yticklabels()) == ["A  (n = 10)", "B  (n = 20)", "C  (n = 0)"]
    overall, dots = ax.lines
    assert overall.get_xdata()[0] == pytest.approx((10 * 8 + 20 * 2) / 30)
    assert ax.texts[0].get_text() == "all 4"
    assert dots.get_xydata()[:2].tolist() == [[8, 2], [2, 1]]
    assert segments(ax) == [[[7.95, 2], [8.05, 2]], [[7.95, 1], [8.05, 1]]]
    assert ax.get_xlabel() == "loaded terms per 1,000 own words"


def test_an_unknown_score_is_an_error():
    """The error names the nearest score."""
    with pytest.raises(InputError, match=f"Did you mean '{RATE}'"):
        plot_rates(compared(), column="loaded__term_rate")


def test_shares_fill_a_bar_per_group():
    """The three voices end where the next begins, with hatches that differ, and a percentage where there is room."""
    ax = plot_voice_shares(compared())
    assert names_of(ax.get_yticklabels()) == ["A  (n = 10)", "B  (n = 20)", "C  (n = 0)"]
    own, reported, quoted = ax.containers
    assert [bar.get_width() for bar in quoted] == pytest.approx([0.3, 0.3, 0])
    assert (own[0].get_x(), reported[0].get_x(), quoted[0].get_x()) == pytest.approx((0, 0.6, 0.7))
    assert len({bars[0].get_hatch() for bars in ax.containers}) == 3
    assert names_of(ax.texts) == ["60%", "60%", "10%", "10%", "30%", "30%"]
    assert legend_of(ax) == ["outlet", "reported", "quoted"]


def test_a_percentage_that_finds_no_room_is_not_written():
    """Beside long names the bars are short, and a small part has no number."""
    ax = plot_voice_shares(compared(("The Association of Long Names", "Other", "Third")))
    assert names_of(ax.texts) == ["60%", "60%", "30%", "30%"]
    assert not any(overlap(one, other) for (_, one), (_, other) in itertools.combinations(written(ax), 2))


def test_shares_have_intervals_at_their_bounds():
    """The first bound has the interval of the outlet's voice, the second that of quoted words, counted from the right."""
    ends = {tuple(np.round([a[0], b[0]], 2)) for a, b in segments(plot_voice_shares(compared()))}
    assert ends == {(0.55, 0.65), (0.65, 0.75)}


def test_shares_need_all_three_voices():
    """A table of other scores is an error that names the columns to compare."""
    with pytest.raises(InputError, match="no row of 'attribution__editorial_share'"):
        plot_voice_shares(compared().query("column == @RATE"))


def test_actors_are_blocks_of_groups():
    """The most mentioned actor comes first, with its groups below it; n counts the outlet and sources."""
    ax = plot_actor_groups(of_actors(), n_actors=2)
    wanted = ["Ivo Lund", "A  (n = 25 + 25)", "B  (n = 26 + 0)", "Olga Brandt", "A  (n = 15 + 15)", "B  (n = 16 + 0)"]
    assert names_of(ax.get_yticklabels()) == wanted
    outlet, sources = (each for each in ax.collections if isinstance(each, PathCollection))
    assert len(outlet.get_offsets()) == 4
    assert len(sources.get_offsets()) == 2
    assert outlet.get_offsets()[-1].tolist() == pytest.approx([0.07, 3.14])
    assert to_hex(sources.get_facecolor()[0]) == "#ffffff"
    assert to_hex(outlet.get_facecolor()[0]) != "#ffffff"
    assert outlet.get_paths()[0].vertices.shape != sources.get_paths()[0].vertices.shape
    assert len(segments(ax)) == 6


def test_actors_asked_for_keep_their_order():
    """actors= chooses and orders; an unknown one is an error that names near ones."""
    ax = plot_actor_groups(of_actors(), actors=["Ana Reyes", "Ivo Lund"])
    assert [name for name in names_of(ax.get_yticklabels()) if "(n" not in name] == ["Ana Reyes", "Ivo Lund"]
    with pytest.raises(InputError, match=r"'Anna Reyes'.*: Ana Reyes"):
        plot_actor_groups(of_actors(), actors=["Anna Reyes"])


def test_few_wide_intervals_do_not_rule_the_scale():
    """Dots are always seen; an interval far wider than the others runs out of the picture."""
    data = of_actors()
    data.loc[3, ["low", "high"]] = [-3.0, 3.0]
    low, high = plot_actor_groups(data).get_xlim()
    assert low == -high
    assert data["balance"].abs().max() < high < 1


def test_sources_are_blocks_of_bars():
    """A bar per source and group, told apart by hatch, with n behind the interval."""
    ax = plot_sources(of_sources())
    assert names_of(ax.get_yticklabels()) == ["person", "official", "crowd"]
    first, second = ax.containers
    assert [bar.get_width() for bar in first] == pytest.approx([0.5, 0.4, 0.3])
    assert [bar.get_width() for bar in second] == pytest.approx([0.5, 0.4])
    assert first[0].get_hatch() != second[0].get_hatch()
    assert first[0].get_y() > second[0].get_y() > first[1].get_y()
    assert (first[0].get_y() + first[0].get_height() + second[0].get_y()) / 2 == pytest.approx(ax.get_yticks()[0])
    assert legend_of(ax) == ["A  (n = 33)", "B  (n = 21)"]
    assert sorted(names_of(ax.texts)) == ["10", "10", "11", "11", "12"]
    assert len({tuple(map(tuple, each)) for each in segments(ax)}) == 4


def test_only_the_largest_sources_are_drawn():
    """n_sources keeps those with the largest shares; n in the legend counts all."""
    ax = plot_sources(of_sources(), n_sources=1)
    assert names_of(ax.get_yticklabels()) == ["person"]
    assert legend_of(ax) == ["A  (n = 33)", "B  (n = 21)"]


@pytest.mark.parametrize("n_terms", [0, 3, 12])
def test_the_most_typical_terms_are_written(n_terms):
    """At most so many on each side, the largest z of either first."""
    ax = plot_keyness(of_terms(), group="A", n_terms=n_terms)
    wanted = {f"word{i}" for i in (*range(n_terms), *range(40 - n_terms, 40))}
    assert set(names_of(ax.texts)) == wanted


def test_typical_terms_differ_without_colour():
    """Terms of the group, of the rest and of neither differ by marker and filling; the legend counts them."""
    ours, theirs, neither = plot_keyness(of_terms(), group="A").collections
    assert legend_of(ours.axes) == ["of A (n = 12)", "of the rest (n = 12)", "of neither (n = 16)"]
    assert to_hex(theirs.get_facecolor()[0]) == "#ffffff"
    assert len({len(each.get_paths()[0].vertices) for each in (ours, theirs)}) == 2
    assert neither.get_sizes()[0] < ours.get_sizes()[0]
    assert ours.get_offsets()[0].tolist() == [of_terms()["n"][0] + of_terms()["rest_n"][0], 5]


@pytest.mark.parametrize("size", [(7, 4.2), (3.5, 2.5), (3, 9)], ids=["page", "column", "tall"])
@pytest.mark.parametrize("spread", [1.0, 0.01], ids=["spread out", "in one place"])
def test_labels_of_terms_keep_apart(size, spread):
    """Labels touch neither one another nor a labelled dot, and stay inside the axes; what finds no room is left out."""
    data = of_terms(n_terms=300, terms=["a rather long expression", "another long expression", "$x_1$"])
    crowded = data.assign(n=(100 + spread * data["n"]).astype(int), rest_n=100, z=spread * data["z"])
    _, ax = plt.subplots(figsize=size, layout="constrained")
    plot_keyness(crowded, group="A", ax=ax)
    ax.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.texts]
    assert len(boxes) >= 6
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
    dots = ax.transData.transform([label.xy for label in ax.texts])
    assert not any(box.contains(*dot) for box in boxes for dot in dots)
    frame = ax.get_window_extent()
    assert all(frame.x0 - 1 <= box.x0 and box.x1 <= frame.x1 + 1 and frame.y0 - 1 <= box.y0 and box.y1 <= frame.y1 + 1 for box in boxes)  # fmt: skip


def test_labels_are_placed_alike_each_time():
    """The same table gives the same picture."""
    places = [[label.get_position() for label in plot_keyness(of_terms(), group="A").texts] for _ in range(2)]
    assert places[0] == places[1]


def test_an_unknown_group_is_an_error():
    """The error lists the groups."""
    with pytest.raises(InputError, match=r"No group is called 'Z'.*A, B"):
        plot_keyness(of_terms(), group="Z")


def test_two_groups_stand_back_to_back():
    """Bars of the first grow to the left, of the second to the right; both scales count up from 0."""
    ax = plot_descriptors(of_terms(), n_terms=3)
    first, second = ax.containers
    assert all(bar.get_width() < 0 for bar in first)
    assert all(bar.get_width() > 0 for bar in second)
    assert max(bar.get_x() for bar in first) < min(bar.get_x() for bar in second)
    assert first[0].get_hatch() != second[0].get_hatch()
    assert [bar.get_width() for bar in second] == pytest.approx(of_terms()["log_odds"].iloc[:-4:-1])
    steps = names_of(ax.get_xticklabels())
    assert steps[: len(steps) // 2] == steps[len(steps) // 2 :]
    n = of_terms()["n"]
    assert names_of(ax.texts)[:2] == [f"A\nn = {n[:40].sum():,}", f"word0  {n[0]} : {of_terms()['rest_n'][0]}"]


@pytest.mark.parametrize("n_groups", [1, 3, 6])
def test_other_numbers_of_groups_have_a_column_each(n_groups):
    """Columns follow one another from the left, all grow to the right, and touch nowhere."""
    groups = "ABCDEF"[:n_groups]
    ax = plot_descriptors(of_terms(groups=groups, terms=["incomprehensibilities"]), n_terms=4)
    starts = [bars[0].get_x() for bars in ax.containers]
    assert len(starts) == n_groups
    assert starts == sorted(starts)
    assert all(bar.get_width() > 0 for bars in ax.containers for bar in bars)
    assert not any(overlap(one, other) for (_, one), (_, other) in itertools.combinations(written(ax), 2))


def test_words_said_less_than_elsewhere_are_not_drawn():
    """A group whose words are all said more elsewhere has its head alone."""
    data = of_terms()
    data = data[(data["group"] == "A") | (data["z"] < 0)]
    ax = plot_descriptors(data, n_terms=2)
    assert [len(bars) for bars in ax.containers] == [2, 0]
    assert len(ax.texts) == 4


def test_words_without_intervals_are_drawn():
    """Bars stay where no interval is known; the only lines are those of 0."""
    ax = plot_descriptors(of_terms().assign(low=np.nan, high=np.nan), n_terms=2)
    assert [len(bars) for bars in ax.containers] == [2, 2]
    assert [start[0] == end[0] for start, end in segments(ax)] == [True, True]


def test_a_line_breaks_where_a_period_is_missing():
    """Runs of periods are lines of their own; one period by itself is a dot, with its interval where it is known."""
    ax = plot_trends(over_time())
    assert [len(line.get_xdata()) for line in ax.lines] == [3, 3, 2, 1]
    assert len([each for each in ax.collections if isinstance(each, PolyCollection)]) == 3
    assert segments(ax) == []
    alone = over_time()
    alone.loc[len(alone) - 1, ["low", "high"]] = [11.0, 13.0]
    day = date2num(pd.Timestamp("2024-01-29"))
    assert segments(plot_trends(alone)) == [[[day, 11], [day, 13]]]


def test_lines_differ_without_colour():
    """Groups have a marker and a line style each, and one entry in the legend, with n."""
    ax = plot_trends(over_time())
    assert legend_of(ax) == ["A  (n = 18)", "B  (n = 9)"]
    assert len({(line.get_marker(), str(line.get_linestyle()), line.get_color()) for line in ax.lines}) == 2
    assert len({line.get_marker() for line in ax.lines}) == 2


@pytest.mark.parametrize("days", [1, 7, 31, 365])
def test_dates_are_few_and_apart(days):
    """Whatever the step, at most nine dates are written, and none touch."""
    data = over_time().assign(period=pd.date_range("2020-02-01", periods=9, freq=f"{days}D"))
    ax = plot_trends(data)
    ax.figure.canvas.draw()
    labels = [label.get_window_extent() for label in ax.get_xticklabels() if label.get_text()]
    assert 2 <= len(labels) <= 9
    assert not any(one.overlaps(other) for one, other in itertools.combinations(labels, 2))


def test_months_are_of_different_lengths():
    """From January to February is no gap, nor from February to March."""
    data = over_time().head(3).assign(period=pd.to_datetime(["2023-01-01", "2023-02-01", "2023-03-01"]))
    assert [len(line.get_xdata()) for line in plot_trends(data).lines] == [3]


def test_one_period_can_be_drawn():
    """A single week is a dot with its interval."""
    ax = plot_trends(over_time().head(1))
    ax.figure.canvas.draw()
    assert len(segments(ax)) == 1


def test_trends_are_of_one_score():
    """Two scores on one axis are an error that says how to choose."""
    data = pd.concat([over_time(), over_time().assign(column="other")])
    with pytest.raises(InputError, match=rf"data\[data\['column'\] == '{RATE}'\]"):
        plot_trends(data)


def test_cells_have_number_and_n():
    """Each cell says its number and n; those below 0 are hatched, those whose interval leaves out 0 are bold; others are blank."""
    data = of_actors().query("actor != 'Ana Reyes' or group == 'B'")
    ax = plot_heat(data)
    texts = {text.get_text(): text for text in ax.texts}
    assert list(texts) == ["−0.13\nn = 6", "−0.05\nn = 15", "−0.03\nn = 16", "+0.05\nn = 25", "+0.07\nn = 26"]
    assert [bool(cell.get_hatch()) for cell in ax.patches] == [True, True, True, False, False]
    assert names_of(ax.get_yticklabels()) == ["Ivo Lund", "Olga Brandt", "Ana Reyes"]
    assert names_of(ax.get_xticklabels()) == ["B", "A"]
    bold = plot_heat(data.assign(low=0.01, high=0.2)).texts
    assert {text.get_fontweight() for text in bold} == {"bold"}
    assert {text.get_fontweight() for text in ax.texts} == {"normal"}


def test_colours_are_as_far_from_white_on_both_sides():
    """The same number above and below 0 is as far from white, so that only hatch and sign tell in grey."""
    data = of_actors().query("holder == 'outlet'").head(2).assign(balance=[0.3, -0.3])
    light = [np.dot(cell.get_facecolor()[:3], [0.3, 0.59, 0.11]) for cell in plot_heat(data).patches]
    assert light[0] == pytest.approx(light[1], abs=0.15)
    assert max(light) < 0.75


@pytest.mark.parametrize(
    ("options", "text"),
    [
        pytest.param({"holder": "sources"}, "+0.05\nn = 25", id="sources"),
        pytest.param({"value": "n_docs"}, "3\nn = 25", id="another number"),
    ],
)
def test_other_numbers_can_be_drawn(options, text):
    """value= and holder= choose what is drawn, and the axis says so."""
    ax = plot_heat(of_actors(), **options)
    assert text in names_of(ax.texts)
    assert "sources" in ax.get_xlabel() or "n_docs" in ax.get_xlabel()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"holder": "outlets"}, "Did you mean 'outlet'", id="holder"),
        pytest.param({"value": "label"}, "'label' has no numbers", id="value"),
        pytest.param({"value": "weight"}, "needs the column 'weight'", id="column"),
    ],
)
def test_heat_of_what_is_not_there(options, message):
    """Unknown holders and columns without numbers are errors."""
    with pytest.raises(InputError, match=message):
        plot_heat(of_actors(), **options)


def test_norms_are_dots_on_tracks():
    """Each score has its track and its value; one not observed has no dot and a dash."""
    ax = plot_norms(of_norms())
    assert names_of(ax.get_yticklabels()) == [readable(column) for column in MAIN]
    dots = ax.lines[-1].get_xydata()
    assert dots[0].tolist() == [0, len(MAIN) - 1]
    assert np.isnan(dots[2][0])
    assert names_of(ax.texts)[:3] == ["1.5", "2.5", "–"]
    assert len(segments(ax)) == len(MAIN)
    assert "300 to 599 words (n = 800 to 811)\nSome articles, all" in ax.get_xlabel()
    assert names_of(ax.get_xticklabels()) == ["0", "25", "50", "75", "100"]


def test_norms_of_one_document_and_some_scores():
    """doc_id= and columns= choose, in the order given."""
    ax = plot_norms(of_norms(), doc_id=1, columns=["mine__mine_rate", MAIN[0]])
    assert names_of(ax.get_yticklabels()) == ["mine per 1,000 own words", "loaded terms per 1,000 own words"]
    assert ax.lines[-1].get_xdata().tolist() == [61, 1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"doc_id": 7}, "No document has the id 7. The ids start: 0, 1", id="document"),
        pytest.param({"columns": ["loaded__term_rate"]}, f"Did you mean '{RATE}'", id="score"),
    ],
)
def test_norms_of_what_is_not_there(options, message):
    """Unknown documents and scores are errors that name what there is."""
    with pytest.raises(InputError, match=message):
        plot_norms(of_norms(), **options)
