"""Articles as they come: what a stream reads, and what it sets aside, is what read_articles() says of the same rows."""

import gzip
import json

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.core import InputError
from framing.core.tables import table
from framing.io import read_articles
from framing.io.stream import ArticleStream, read_meta

LINES = [
    {"Headline": "Rain", "body": "It rained on Monday.", "source": "Wire", "published": "3/4/2024", "year": 2024},
    {"Headline": "Sun", "body": "", "source": "Wire", "published": "25/4/2024", "year": 2024},
    {"Headline": "Fog", "body": "It  rained on Monday.", "source": None, "published": "soon", "year": None},
    {
        "Headline": None,
        "body": "The council met.\u2028Nobody came.",
        "source": {"name": "Clarion"},
        "published": "25/4/2024",
    },
    {"Headline": "Haus", "body": "Der Rat hat am Dienstag beschlossen, das Haus zu schließen. " * 6, "year": 2},
]
CSV = 'Headline,body,source,published,year,title\r\nRain,It rained.,Wire,3/4/2024,2024,x\r\nSun,,Wire,25/4/2024,7,y\r\nFog,"It, too, ""rained"".\r\nAgain.",,25/4/2024,,\r\na,b\r\n'
JSONL = "\n".join(map(json.dumps, LINES)) + "\nno JSON\n\n[1]\n"
FILES = [
    pytest.param("a.csv", CSV, id="CSV"),
    pytest.param("a.csv", CSV.replace(",", ";"), id="CSV with semicolons"),
    pytest.param("a.csv", "\ufeff" + CSV, id="byte order mark"),
    pytest.param("a.tsv", CSV.replace(",", "\t"), id="TSV"),
    pytest.param(
        "a.tsv", 'outlet\ttext\nWire\tHe said "no.\nWire\tShe left.\n', id="TSV with marks that quote nothing"
    ),
    pytest.param("a.jsonl", JSONL, id="JSON lines"),
    pytest.param("a.ndjson", "\ufeff" + JSONL, id="JSON lines with a byte order mark"),
    pytest.param("a.jsonl", json.dumps(LINES, indent=1), id="an array called JSON lines"),
    pytest.param("a.json", json.dumps(LINES), id="an array"),
    pytest.param("a.jsonl.gz", JSONL, id="gz"),
    pytest.param("a.CSV.GZ", CSV, id="gz in capitals"),
]


def write(folder, name, content):
    """Write a file, packed where its name says so."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.lower().endswith(".gz") else data)
    return path


def streamed(path, **options):
    """Return what a stream gives, as read_articles() gives it: articles, and reasons by row."""
    articles = ArticleStream(path, **options)
    rows = list(articles)
    kept = [row for row in rows if row.reason is None]
    names = dict.fromkeys(name for row in kept for name in row.meta)
    index = pd.Index([row.doc_id for row in kept])
    meta, _ = read_meta(table({name: pd.array([row.meta.get(name) for row in kept], dtype=object) for name in names}, index), delimited=articles.is_delimited)  # fmt: skip
    frame = meta.assign(text=pd.Series([row.text for row in kept], index=index, dtype=object))
    return frame, {row.doc_id: row.reason for row in rows if row.reason is not None}


def whole(path, **options):
    """Return what read_articles() gives."""
    frame = read_articles(path, **{"duplicates": "exact", **options})
    return frame, {row["doc_id"]: row["reason"] for row in frame.attrs["read"]["set_aside"]}


def same_reason(streamed_one, read_one):
    """Whether two reasons say the same; a stream does not know which earlier text it was."""
    return streamed_one == read_one or (streamed_one.startswith("same text as") and read_one.startswith("same text as"))


@pytest.mark.parametrize(("name", "content"), FILES)
def test_rows_are_those_of_read_articles(tmp_path, name, content):
    """The same articles, metadata with their dates and numbers, and reasons."""
    path = write(tmp_path, name, content)
    (ours, our_reasons), (theirs, their_reasons) = streamed(path), whole(path)
    pd.testing.assert_frame_equal(
        ours[list(theirs)], theirs, check_column_type=False, check_index_type=False, check_dtype=False
    )
    assert our_reasons.keys() == their_reasons.keys()
    assert all(same_reason(our_reasons[doc], reason) for doc, reason in their_reasons.items())


def test_parquet_comes_a_few_rows_at_a_time(tmp_path, monkeypatch):
    """Rows, numbers and missing values are the same, over several reads."""
    pytest.importorskip("pyarrow", reason="the extra 'parquet' is not installed")
    path = tmp_path / "a.parquet"
    pd.DataFrame(LINES * 3).drop(columns="source").to_parquet(path)
    monkeypatch.setattr("framing.io.records._PARQUET_ROWS", 2)
    (ours, our_reasons), (theirs, their_reasons) = streamed(path), whole(path)
    pd.testing.assert_frame_equal(ours[list(theirs)], theirs, check_column_type=False, check_index_type=False)
    assert our_reasons.keys() == their_reasons.keys()


def test_folders_and_several_tables(tmp_path):
    """Ids count on over tables, each with columns of its own names; in a folder they are paths, and sub-folders outlets."""
    paths = [write(tmp_path, "a.csv", CSV), write(tmp_path, "b.jsonl", JSONL)]
    assert streamed(paths)[0].index.tolist() == whole(paths)[0].index.tolist()
    folder = tmp_path / "folder" / "Wire"
    folder.mkdir(parents=True)
    write(folder, "a.txt", "It rained.")
    write(folder, "b.txt", b"\xff\xfe")
    (ours, our_reasons), (theirs, their_reasons) = streamed(folder.parent), whole(folder.parent)
    assert ours["outlet"].to_dict() == theirs["outlet"].to_dict() == {"Wire/a.txt": "Wire"}
    assert our_reasons == their_reasons


def test_headlines_stand_above(tmp_path):
    """Titles are put above their texts, as read_articles(headlines=True) does."""
    path = write(tmp_path, "a.jsonl", JSONL)
    assert streamed(path, headlines=True)[0]["text"].tolist() == whole(path, headlines=True)[0]["text"].tolist()


def test_a_line_that_is_no_text_is_one_line(tmp_path, monkeypatch):
    """A line of bytes that are not UTF-8, or too long to hold, is set aside and the next is read."""
    monkeypatch.setattr("framing.io.records.LARGEST_LINE", 60)
    lines = [b'{"text": "One."}', b'{"text": "\xff"}', b'{"text": "' + b"x" * 200 + b'"}', b'{"text": "Two."}']
    _, reasons = streamed(write(tmp_path, "a.jsonl", b"\n".join(lines)))
    assert reasons == {1: "line 2: not UTF-8 (byte 10 is 0xff)", 2: "line 3: longer than 60 bytes"}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.csv", 'text,outlet\nRain.,Wire\n"Sun.,Wire\nFog.,Wire\n', "opened in line 3 is never closed", id="open quotation"),
        pytest.param("a.csv", "text,text\nRain.,Wire\n", "more than one column called 'text'", id="a name twice"),
        pytest.param("a.csv", "text,outlet\n", "holds no article", id="header alone"),
        pytest.param("a.jsonl", b"%PDF-1.4 \x00\x01", "is binary", id="PDF"),
        pytest.param("a.jsonl", b"\xff\xfe{\x00}\x00", "is UTF-16", id="UTF-16"),
        pytest.param("a.csv", b"text,outlet\nRain.,Wire\nS\xfcn.,Wire\n", "is not UTF-8", id="Latin-1"),
        pytest.param("a.jsonl", "[]", "no word in it", id="nothing"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(tmp_path, name, content, message):
    """The error names the file and says what is wrong."""
    with pytest.raises(InputError, match=message):
        list(ArticleStream(write(tmp_path, name, content)))


def test_lists_in_lists_are_one_line(tmp_path):
    """A row that is nested too deep to be kept is set aside, one with many short lists is not."""
    deep = '{"text": "One.", "x": ' + "[" * 300 + "]" * 300 + "}"
    wide = '{"text": "Two.", "x": [' + ", ".join(["[]"] * 300) + "]}"
    frame, reasons = streamed(write(tmp_path, "a.jsonl", f"{deep}\n{wide}\n"))
    assert frame["text"].tolist() == ["Two."]
    assert reasons == {0: "line 1: lists in lists, more than 200 deep"}


def test_a_file_that_is_cut_off(tmp_path):
    """What comes before the cut is read; then the error says so."""
    packed = gzip.compress("".join(f'{{"text": "Rain fell on day {n}."}}\n' for n in range(9000)).encode())
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    rows = []
    with pytest.raises(InputError, match=r"cannot be unpacked to its end"):
        rows.extend(ArticleStream(path))
    assert len(rows) > 1000


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"duplicates": "set aside"}, "Near duplicates are found by read_articles", id="near duplicates"),
        pytest.param({"columns": {"text": "bodi"}}, "Did you mean 'body'", id="column"),
    ],
)
def test_options_that_a_stream_does_not_know(tmp_path, options, message):
    """The error says what to do."""
    with pytest.raises(InputError, match=message):
        list(ArticleStream(write(tmp_path, "a.csv", CSV), **options))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.binary(max_size=99), st.text(alphabet='text,;"\t\n\r{}[]:1é', max_size=99).map(str.encode)),
    st.sampled_from([b"", b"text\n", b"text,a\n", b'{"text": "Rain."}\n', b"[", b'text\ta\n"']),
    st.sampled_from(["a.csv", "a.tsv", "a.jsonl", "a.json", "a.csv.gz"]),
)
def test_any_bytes_are_read_or_refused(tmp_path, data, before, name):
    """Whatever a file holds, a stream reads what read_articles() reads, or says what is wrong."""
    path = write(tmp_path, name, before + data)
    try:
        ours, our_reasons = streamed(path)
    except InputError:
        ours = None
    try:
        theirs, their_reasons = whole(path)
    except InputError:
        return
    assert ours is not None
    assert ours["text"].to_dict() == theirs["text"].to_dict()
    assert our_reasons.keys() == their_reasons.keys()
