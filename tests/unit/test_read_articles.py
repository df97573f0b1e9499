"""Articles from files: what is read, what is set aside, and what is said of it."""

import csv
import gzip
import json
import logging
import os
import random
import socket
import string
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing
from framing.core import InputError
from framing.io.articles import read_articles
from framing.io.dates import read_dates
from framing.io.pages import read_page

GERMAN = "Der Rat hat am Dienstag beschlossen, das alte Haus am Fluss zu schließen und die Wege zu sperren. " * 5
STORY = (
    "The council of the town voted on Monday to keep the ferry, and said that it will pay for it from the reserve. " * 3
)
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ferry company cuts winter sailings - Island Post</title>
<meta property="og:site_name" content="Island Post"><meta property="og:title" content="Ferry company cuts winter sailings">
<meta name="author" content="Ana Reyes"><meta property="article:published_time" content="2024-03-05T10:00:00Z">
<link rel="canonical" href="https://example.org/news/ferry"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry company cuts winter sailings</h1>
<p>The ferry company Norlinn will halve its winter sailings from November, it announced on Monday.</p>
<p>“We cannot run empty boats,” said chief executive Petra Holm. “Islanders will still have two crossings a day.”</p>
<p>The islands’ council leader, Iain Frost, said that the company had betrayed the islands, and asked for talks.</p>
</article><footer>Copyright 2023 Island Post. All rights reserved.</footer></body></html>"""


def write(folder, name, content):
    path = Path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines(*rows):
    return "\n".join(map(json.dumps, rows))


def reasons(frame):
    return {row["doc_id"]: row["reason"] for row in frame.attrs["read"]["set_aside"]}


@pytest.fixture
def trafilatura():
    return pytest.importorskip("trafilatura", reason="the extra 'html' is not installed")


# Tables


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.csv", "Headline,body,lean\nRain,It rained.,1\nSun,It shone.,2\n", id="CSV"),
        pytest.param(
            "a.csv", "\ufeffHeadline,body,lean\r\nRain,It rained.,1\r\nSun,It shone.,2\r\n", id="CSV of Excel"
        ),
        pytest.param("a.csv", "Headline;body;lean\nRain;It rained.;1\nSun;It shone.;2\n", id="CSV with semicolons"),
        pytest.param("a.csv", "Headline,body,lean\rRain,It rained.,1\rSun,It shone.,2", id="CSV with old line ends"),
        pytest.param("a.tsv", "Headline\tbody\tlean\nRain\tIt rained.\t1\nSun\tIt shone.\t2\n", id="TSV"),
        pytest.param("A.CSV.GZ", gzip.compress(b"Headline,body,lean\nRain,It rained.,1\nSun,It shone.,2\n"), id="gzip"),
        pytest.param(
            "a.jsonl",
            '{"Headline": "Rain", "body": "It rained.", "lean": 1}\n\n{"Headline": "Sun", "body": "It shone.", "lean": 2}\n',
            id="JSON lines, one blank",
        ),
        pytest.param(
            "a.jsonl",
            ' [{"Headline": "Rain", "body": "It rained.", "lean": 1},\n{"Headline": "Sun", "body": "It shone.", "lean": 2}]',
            id="JSON array called lines",
        ),
    ],
)
def test_one_table_in_every_format(tmp_path, name, content):
    """The format makes no difference: standard columns first, by their names, then the others as they were."""
    frame = read_articles(write(tmp_path, name, content))
    assert list(frame.columns) == ["text", "title", "lean"]
    assert frame.to_numpy().tolist() == [["It rained.", "Rain", 1], ["It shone.", "Sun", 2]]
    assert frame.index.equals(pd.RangeIndex(2))
    assert frame["lean"].dtype == np.int64
    assert frame["text"].dtype == frame["title"].dtype == object
    read = frame.attrs["read"]
    assert read["columns"] == {"text": "body", "title": "Headline"}
    assert (read["path"], read["n_rows"], read["set_aside"]) == (str(tmp_path / name), 2, [])


def test_parquet(tmp_path):
    """Text columns become objects, dates dates; a named index is a column."""
    pytest.importorskip("pyarrow", reason="the extra 'parquet' is not installed")
    frame = pd.DataFrame({"body": ["It rained.", None], "when": [1, 2], "date": pd.to_datetime(["2024-03-05", "NaT"])})
    frame.set_index("when").to_parquet(tmp_path / "a.parquet")
    frame.set_axis(range(5, 7)).to_parquet(tmp_path / "counted.parquet")
    assert read_articles(tmp_path / "counted.parquet", english=False).index.tolist() == [0]
    (tmp_path / "a.parquet.gz").write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes()))
    assert (
        read_articles(tmp_path / "a.parquet.gz")["text"].tolist()
        == read_articles(tmp_path / "a.parquet")["text"].tolist()
    )
    read = read_articles(tmp_path / "a.parquet")
    assert read.to_dict("list") == {"text": ["It rained."], "date": [pd.Timestamp("2024-03-05")], "when": [1]}
    assert read["text"].dtype == object
    assert reasons(read) == {1: "no text"}
    with pytest.raises(InputError, match="not a parquet file"):
        read_articles(write(tmp_path, "b.parquet", "text\nIt rained.\n"))


def test_one_object_is_one_article(tmp_path):
    """A JSON file may hold a single article over several lines."""
    frame = read_articles(write(tmp_path, "a.json", json.dumps({"title": "Rain", "maintext": "It rained."}, indent=2)))
    assert frame.to_numpy().tolist() == [["It rained.", "Rain"]]


def test_what_csv_quotes(tmp_path):
    """Commas, line breaks and doubled marks stand inside quoted fields; a blank cell is missing."""
    frame = read_articles(write(tmp_path, "a.csv", 'text,title,n\n"It, ""rained"".\n\nHard.",,\nSun,"Sun",2.5\n'))
    assert frame["text"][0] == 'It, "rained".\n\nHard.'
    assert frame["title"].tolist() == [None, "Sun"]
    assert frame["n"].isna().tolist() == [True, False]
    assert frame["n"].dtype == np.float64


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        pytest.param(["1", "", "-2.5"], [1.0, None, -2.5], id="numbers"),
        pytest.param(["1", "007", "3"], ["1", "007", "3"], id="a leading zero"),
        pytest.param(["1", "NA", "3"], ["1", "NA", "3"], id="a word among them"),
        pytest.param(["12345678901234567", "", "3"], ["12345678901234567", None, "3"], id="longer than a float holds"),
    ],
)
def test_numbers_in_csv(tmp_path, values, kept):
    """A column is numbers if each of its values is one, and comes back as it was written."""
    rows = "".join(f"text {i},{value}\n" for i, value in enumerate(values))
    column = read_articles(write(tmp_path, "a.csv", "text,n\n" + rows))["n"]
    assert [None if pd.isna(value) else value for value in column] == kept


def test_quotation_marks_in_tsv(tmp_path):
    """Where marks do not stand around whole fields, they are text; where they do, they are not."""
    frame = read_articles(write(tmp_path, "a.tsv", 'text\tn\n"Yes," he said.\t1\nHe said "no".\t2\n'))
    assert frame["text"].tolist() == ['"Yes," he said.', 'He said "no".']
    assert "Quotation marks are read as part of the text" in frame.attrs["read"]["notes"][0]
    frame = read_articles(write(tmp_path, "b.tsv", 'text\tn\n"It rained.\nHard."\t1\nSun\t2\nragged\n'))
    assert frame["text"].tolist() == ["It rained.\nHard.", "Sun"]


@pytest.mark.parametrize(
    ("name", "content", "aside"),
    [
        pytest.param(
            "a.csv",
            "text,n\nIt rained.,1\nshort\nlong,2,3\nIt shone.,4\n",
            {1: "line 3: 1 fields, where the header has 2", 2: "line 4: 3 fields, where the header has 2"},
            id="ragged rows",
        ),
        pytest.param(
            "a.csv",
            'text,n\nIt rained.,1\n"bad"quote,2\nIt shone.,4\n',
            {1: "line 3: not CSV (',' expected after '\"')"},
            id="a stray quotation mark",
        ),
        pytest.param(
            "a.csv", f"text,n\nIt rained.,{'1' * 99}\nN\0L,2\nIt shone.,4\n", {1: "line 3: a NUL byte"}, id="a NUL byte"
        ),
        pytest.param(
            "a.jsonl",
            '{"text": "It rained."}\n{"text": broken}\n\n[1]\n{"text": "It shone."}',
            {1: "line 2: not JSON (Expecting value, column 10)", 2: "line 4: not an object but [1]"},
            id="broken lines",
        ),
        pytest.param(
            "a.json",
            '[{"text": "It rained."}, "x", {"text": "It shone."}]',
            {1: "item 2: not an object but 'x'"},
            id="an item",
        ),
        pytest.param(
            "a.csv",
            'text,n\nIt rained.,1\n,2\n" \t",3\n…,4\nIt shone.,5\n',
            {1: "no text", 2: "no text", 3: "no text"},
            id="no text",
        ),
        pytest.param(
            "a.jsonl",
            lines({"text": "It rained."}, {"title": "x"}, {"text": 5}, {"text": ["x"]}, {"text": "It shone."}),
            {1: "no text", 2: "not a text but 5", 3: "not a text but ['x']"},
            id="no text but something else",
        ),
        pytest.param(
            "a.jsonl",
            lines({"text": "It rained."}, {"text": GERMAN}, {"text": "It shone."}),
            {1: "does not read as English"},
            id="German",
        ),
        pytest.param(
            "a.jsonl",
            lines({"text": "It rained."}, {"text": " It  rained.\n"}, {"text": "It shone."}),
            {1: "same text as 0"},
            id="a duplicate",
        ),
    ],
)
def test_what_cannot_be_read_is_set_aside(tmp_path, name, content, aside):
    """A row that cannot be used keeps its number and gets a reason; the rows around it stay."""
    frame = read_articles(write(tmp_path, name, content))
    assert frame["text"].tolist() == ["It rained.", "It shone."]
    assert reasons(frame) == aside
    assert frame.index.tolist() == [0, 1 + max(aside)]
    assert frame.attrs["read"]["n_rows"] == len(frame) + len(aside)


def test_line_separators_of_unicode_part_no_lines(tmp_path):
    """U+2028 may stand raw within a string of JSON; lone surrogates come through."""
    content = '{"text": "It rained.\u2028Hard."}\n{"text": "a \\ud800 b"}'
    assert read_articles(write(tmp_path, "a.jsonl", content))["text"].tolist() == [
        "It rained.\u2028Hard.",
        "a \ud800 b",
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("a.csv", b"", "is empty", id="empty"),
        pytest.param("a.csv", "text,outlet\n", "no article: there is no row", id="header only"),
        pytest.param("a.jsonl", "[]", "is empty", id="an empty array"),
        pytest.param("a.csv", "text,n\na\nb\n", "no article: line 2: 1 fields", id="no good row"),
        pytest.param("a.csv", "text,a,a\nx,1,2\n", "more than one column called 'a'", id="one name twice"),
        pytest.param("a.csv", 'text,n\n"never closed,1\nx,2\n', "opened in line 2 is never closed", id="an open quotation mark"),
        pytest.param("a.csv", "text\nCafé\n".encode("latin-1"), "byte 8 is 0xe9", id="Latin-1"),
        pytest.param("a.jsonl", '{"text": "x"}'.encode("utf-16"), "is UTF-16", id="UTF-16"),
        pytest.param("a.csv", "text\n\0\1\2\3", "is binary", id="binary"),
        pytest.param("a.csv.gz", b"text\nIt rained.\n", r"not sound gzip \(it starts b'text", id="not gzip"),
        pytest.param("a.csv.gz", gzip.compress(b"text\n" + os.urandom(999))[:-99], "is cut off", id="cut gzip"),
        pytest.param("a.csv.gz", gzip.compress(b"text\nIt rained.\n")[:-8] + b"12345678", "checksum", id="another checksum"),
        pytest.param("a.csv.gz", gzip.compress(b"")[:10] + b"\xff" * 30, "damaged", id="damaged gzip"),
        pytest.param("a.json", '[{"text": "It', "not JSON", id="a cut array"),
        pytest.param("a.jsonl", '{"text": "It\n', "no article: line 1: not JSON", id="no good line"),
        pytest.param("a.jsonl", "{}\n[1]\n", "in none of its columns", id="an object without columns"),
        pytest.param("a.xlsx", "x", r"does not end in one of \.txt", id="another kind of file"),
        pytest.param("a.txt", "", "is empty", id="an empty text"),
        pytest.param("a.txt", "Café".encode("latin-1"), "byte 3 is 0xe9", id="a text in Latin-1"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_an_error(tmp_path, name, content, says):
    """The error names the file and says what is wrong with it."""
    with pytest.raises(InputError, match=says) as error:
        read_articles(write(tmp_path, name, content))
    assert name in str(error.value)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        pytest.param("", "No path", id="an empty path"),
        pytest.param([], "No path", id="no paths"),
        pytest.param("nowhere.csv", "There is no file or folder 'nowhere.csv'", id="missing"),
        pytest.param("nul\0.csv", "There is no file", id="no possible name"),
        pytest.param("It rained. " * 1000, "There is no file", id="a text for a path"),
        pytest.param(5, "Cannot read articles from 5", id="a number"),
    ],
)
def test_a_path_that_names_nothing_is_an_error(path, says):
    """A path is a path, or a list of paths, to something that is there."""
    with pytest.raises(InputError, match=says):
        read_articles(path)


def test_a_long_field_is_read_and_the_limit_stays(tmp_path):
    """A field may be longer than csv allows; its limit is as before for other code."""
    before = csv.field_size_limit()
    text = "The cat and the dog sat. " * 450_000
    frame = read_articles(write(tmp_path, "a.csv", f'text,n\n"{text}",1\n'), duplicates="exact")
    assert len(frame["text"][0]) == len(text) > 10_000_000
    assert csv.field_size_limit() == before


def test_several_tables_are_one(tmp_path):
    """Rows are counted on, reasons name the file, columns may have other names in each, dates are read together."""
    paths = [
        write(tmp_path, "a.csv", "body,date\nIt rained.,03/04/2013\nragged\n"),
        write(tmp_path, "b.jsonl", '{"text": "It shone.", "pubDate": "24/05/2013", "author": "Ana"}\nbroken'),
    ]
    frame = read_articles(paths)
    assert frame.index.tolist() == [0, 2]
    assert frame["author"].tolist() == [None, "Ana"]
    assert frame["date"].tolist() == [pd.Timestamp("2013-04-03"), pd.Timestamp("2013-05-24")]
    assert reasons(frame) == {
        1: f"{paths[0]}, line 3: 1 fields, where the header has 2",
        3: f"{paths[1]}, line 2: not JSON (Expecting value, column 1)",
    }
    read = frame.attrs["read"]
    assert read["columns"] == {"text": "body, text", "date": "date, pubDate", "author": "author"}
    assert (read["path"], read["n_rows"]) == (list(map(str, paths)), 4)


# Columns


@pytest.mark.parametrize(
    ("row", "columns", "chosen"),
    [
        pytest.param({"text": "a", "body": STORY}, None, {"text": "text"}, id="the name itself wins"),
        pytest.param({"Article Text": "a", "id": "b"}, None, {"text": "Article Text"}, id="case and spaces do not count"),
        pytest.param({"content": STORY, "article": "a1"}, None, {"text": "content"}, id="of two spellings by far the longer"),
        pytest.param({"notes": "a", "words": STORY}, None, {"text": "words"}, id="by length alone"),
        pytest.param({"words": STORY, "url": "u" * 999}, None, {"text": "words", "url": "url"}, id="what has a name is not the text"),
        pytest.param({"text": STORY, "source": "a", "publisher": "b"}, None, {"text": "text", "outlet": "source"}, id="the likelier spelling"),
        pytest.param({"text": STORY, "source": "a"}, {"outlet": None}, {"text": "text"}, id="none is said"),
        pytest.param({"text": STORY, "body": "a"}, {"text": "body"}, {"text": "body"}, id="what is given wins"),
        pytest.param({"text": STORY, "title": "a", "headline": "b"}, {"title": "headline"}, {"text": "text", "title": "headline"}, id="given for the title"),
        pytest.param({"text": STORY, "source": "a"}, {"title": "source"}, {"text": "text", "title": "source"}, id="one column, one use"),
    ],
)  # fmt: skip
def test_columns_are_told(tmp_path, row, columns, chosen):
    """By what is given, then by name, then, for the text, by length."""
    frame = read_articles(write(tmp_path, "a.jsonl", json.dumps(row)), columns=columns)
    assert frame.attrs["read"]["columns"] == chosen
    assert list(frame.columns)[: len(chosen)] == list(chosen)


@pytest.mark.parametrize(
    ("row", "columns", "says"),
    [
        pytest.param(
            {"id": 1, "words": "a"},
            None,
            r'in none of its columns that is known: id, words\. .* columns={"text": …}',
            id="none",
        ),
        pytest.param({"body": "a b", "content": "c d"}, None, "could be 'content' .* 'body'", id="two by name"),
        pytest.param({"x": STORY, "y": STORY}, None, "could be 'y' .* 'x'", id="two by length"),
        pytest.param({"body": 5}, None, "in none", id="no text in it"),
        pytest.param({"text": "a"}, {"text": "txet"}, "no column 'txet'. Did you mean 'text'", id="no such column"),
        pytest.param({"text": "a"}, {"titel": "text"}, "'titel'. Did you mean 'title'", id="no such standard name"),
        pytest.param({"text": "a"}, {"text": "text", "title": "text"}, "'text' twice", id="one column twice"),
        pytest.param({"text": "a"}, {"text": None}, "says there is no text", id="no text"),
        pytest.param({"text": "a"}, "text", "Give a mapping", id="no mapping"),
    ],
)
def test_columns_that_cannot_be_told_are_an_error(tmp_path, row, columns, says):
    """The error names the candidates and says how to choose."""
    with pytest.raises(InputError, match=says):
        read_articles(write(tmp_path, "a.jsonl", json.dumps(row)), columns=columns)


def test_another_column_of_a_standard_name_gets_another(tmp_path):
    """Nothing but the titles is called title; the other column is kept, and a note says so."""
    content = lines({"text": "It rained.", "title": "a", "title_in_file": "b", "headline": "c"})
    frame = read_articles(write(tmp_path, "a.jsonl", content), columns={"title": "headline"})
    assert frame.iloc[0].to_dict() == {
        "text": "It rained.",
        "title": "c",
        "title_in_file_in_file": "a",
        "title_in_file": "b",
    }
    assert frame.attrs["read"]["notes"] == ["Another column 'title' is kept as 'title_in_file_in_file'."]


def test_what_a_column_says_is_text(tmp_path):
    """Lists are joined, an object is called by its name, blanks are None; other columns stay as they were."""
    rows = [
        {"text": "It rained.", "authors": ["Ana", "", "Bo"], "source": {"id": None, "name": "Wire"}, "tags": ["x"]},
        {"text": "It shone.", "authors": [], "source": " ", "tags": None, "n": 2, "good": True},
    ]
    frame = read_articles(write(tmp_path, "a.jsonl", lines(*rows)))
    assert frame["author"].tolist() == ["Ana, Bo", None]
    assert frame["outlet"].tolist() == ["Wire", None]
    assert frame["tags"].tolist() == [["x"], None]
    assert frame["n"].dtype == np.float64
    assert frame["good"].tolist() == [None, True]


# Dates


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("2013-05-24", "2013-05-24", id="ISO"),
        pytest.param("20130524T103000Z", "2013-05-24 10:30", id="ISO, basic"),
        pytest.param("2013-05-24T20:30:00.123456789-04:00", "2013-05-25 00:30:00.123456", id="ISO with a zone"),
        pytest.param("2013/5/4 9:05", "2013-05-04 09:05", id="slashes, year first"),
        pytest.param("Fri, 24 May 2013 10:30:00 -0430 (VET)", "2013-05-24 15:00", id="RFC 2822"),
        pytest.param("May 24, 2013", "2013-05-24", id="American"),
        pytest.param("Friday, May 24, 2013 at 10:30 p.m. EDT", "2013-05-25 02:30", id="American, with its time"),
        pytest.param("Sept. 3rd, 2014, 12:05 AM", "2014-09-03 00:05", id="half past midnight"),
        pytest.param("24th of May 2013", "2013-05-24", id="British"),
        pytest.param("24/05/2013", "2013-05-24", id="day first"),
        pytest.param("5/24/13", "2013-05-24", id="two digits"),
        pytest.param("5/24/99", "1999-05-24", id="two digits, long ago"),
        pytest.param(1369391400, "2013-05-24 10:30", id="seconds"),
        pytest.param("1369391400.5", "2013-05-24 10:30", id="seconds, written"),
        pytest.param(1369391400000.0, "2013-05-24 10:30", id="milliseconds"),
        pytest.param(20130524, "2013-05-24", id="a number that is no count"),
        pytest.param(pd.Timestamp("2013-05-24 10:30", tz="Europe/Berlin"), "2013-05-24 08:30", id="a Timestamp"),
    ],
)
def test_dates(written, read):
    """What has a zone is turned to UTC, what has none stays; no zone is left."""
    dates, notes = read_dates([written, None])
    assert dates.dtype == "datetime64[us]"
    assert dates[0] == pd.Timestamp(read)
    assert dates.isna().tolist() == [False, True]
    assert notes == []


@pytest.mark.parametrize(
    "written",
    ["soon", "2013", "2013-05", "May 2013", "2013-02-30", "2013-05-24 25:00", "31/31/2013", "0001-01-01", "12", "May 24, 2013 or so", "9999-12-31T23:00-05:00", True],
)  # fmt: skip
def test_what_is_no_date(written):
    """A date that cannot be read is missing and told; a month or a year alone is none."""
    dates, notes = read_dates([written, "2013-05-24"])
    assert dates.isna().tolist() == [True, False]
    assert f"1 of 2 dates cannot be read, such as '{written}'." in notes


@pytest.mark.parametrize(
    ("column", "read", "told"),
    [
        pytest.param(["24/05/2013", "03/04/2013"], ["2013-05-24", "2013-04-03"], None, id="day first"),
        pytest.param(["05/24/2013", "03/04/2013"], ["2013-05-24", "2013-03-04"], None, id="month first"),
        pytest.param(["03/04/2013"], ["2013-03-04"], "none of them shows the order", id="nothing shows it"),
        pytest.param(["24/05/2013", "05/24/2013", "3/4/2013", "4/4/2013"], ["2013-05-24", "2013-05-24", "NaT", "2013-04-04"], "could be either", id="both"),
    ],
)  # fmt: skip
def test_day_and_month_are_told_by_the_column(column, read, told):
    """One value that has only one reading decides for all; a guess, or a contradiction, is told."""
    dates, notes = read_dates(column)
    assert [str(date)[:10] for date in dates] == read
    assert any(told in note for note in notes) if told else notes == []


def test_an_unknown_zone_is_told():
    """ET is one zone in summer and another in winter: the time stays as written."""
    dates, notes = read_dates(["May 24, 2013 10:30 AM ET"])
    assert dates[0] == pd.Timestamp("2013-05-24 10:30")
    assert "Times in ET" in notes[0]


# Folders and pages


def test_a_folder_of_texts(tmp_path):
    """Paths from the folder on are the index, in order; the first folder inside is the outlet; other files are told."""
    write(tmp_path, "Wire/2024/b.txt", "It shone.")
    write(tmp_path, "Wire/a.txt.gz", gzip.compress(b"It rained."))
    write(tmp_path, "c.txt", "\ufeffIt snowed.")
    write(tmp_path, "Wire/d.txt", GERMAN)
    write(tmp_path, "Wire/e.txt", "Café".encode("latin-1"))
    write(tmp_path, "Wire/f.txt", PAGE)
    write(tmp_path, "g.jpg", b"\xff\xd8")
    frame = read_articles(tmp_path)
    assert frame.index.tolist() == ["Wire/2024/b.txt", "Wire/a.txt.gz", "c.txt"]
    assert frame.index.dtype == object
    assert frame.to_dict("list") == {
        "text": ["It shone.", "It rained.", "It snowed."],
        "outlet": ["Wire", "Wire", None],
    }
    why = reasons(frame)
    assert why["Wire/d.txt"] == "does not read as English"
    assert "byte 3 is 0xe9" in why["Wire/e.txt"]
    assert "page of HTML" in why["Wire/f.txt"]
    assert frame.attrs["read"]["n_rows"] == 6
    assert frame.attrs["read"]["notes"] == [f"Not read in {tmp_path}: 1 .jpg."]


def test_a_list_of_texts_and_folders(tmp_path, monkeypatch):
    """Ids begin with the paths that were given; files keep their order; a file named twice is an error."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "in/Wire/c.txt"):
        write(tmp_path, name, f"It is {name}.")
    frame = read_articles(["b.txt", "a.txt", "in"])
    assert frame.index.tolist() == ["b.txt", "a.txt", "in/Wire/c.txt"]
    assert frame["outlet"].tolist() == [None, None, "Wire"]
    with pytest.raises(InputError, match=r"a\.txt is named twice"):
        read_articles(["a.txt", "./a.txt"])


@pytest.mark.parametrize(
    ("names", "options", "says"),
    [
        pytest.param([], {}, r"No file in .* ends in \.txt, \.html, \.htm \(there: nothing\)", id="an empty folder"),
        pytest.param(
            ["a.csv", "b.csv"], {}, r"there: 2 \.csv.*Name the tables in it instead: \['.*a\.csv'", id="tables"
        ),
        pytest.param(["a.txt"], {"columns": {"text": "body"}}, "columns= is for tables", id="columns"),
    ],
)
def test_a_folder_that_cannot_be_read_is_an_error(tmp_path, names, options, says):
    """The error says what the folder holds and what to do."""
    for name in names:
        write(tmp_path, name, "It rained.")
    with pytest.raises(InputError, match=says):
        read_articles(tmp_path, **options)


def test_tables_and_texts_are_not_mixed(tmp_path):
    """Rows of a table are counted, files have paths: they are read apart."""
    with pytest.raises(InputError, match="mixed"):
        read_articles([write(tmp_path, "a.csv", "text\nIt rained.\n"), write(tmp_path, "b.txt", "It shone.")])


def test_a_saved_page(tmp_path, trafilatura, monkeypatch):
    """The article is taken from the page around it, paragraph by paragraph, without its title; nothing is fetched."""
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("a socket was opened"))
    write(tmp_path, "a.html", PAGE)
    write(tmp_path, "empty.htm", "<html><head><title>Log in</title></head><body></body></html>")
    frame = read_articles(tmp_path)
    row = frame.loc["a.html"]
    paragraphs = row["text"].split("\n\n")
    assert [p.split()[0] for p in paragraphs] == ["The", "“We", "The"]
    assert "Sport" not in row["text"]
    assert "Copyright" not in row["text"]
    assert row.drop("text").to_dict() == {
        "title": "Ferry company cuts winter sailings",
        "outlet": "Island Post",
        "date": pd.Timestamp("2024-03-05"),
        "author": "Ana Reyes",
        "url": "https://example.org/news/ferry",
        "site": "Island Post",
    }
    assert reasons(frame) == {
        "empty.htm": f"No article is found in {tmp_path / 'empty.htm'}. Save its text as a .txt file."
    }


def test_the_sub_folder_goes_before_the_site(tmp_path, trafilatura):
    """Where the analyst has sorted pages into folders, these are the outlets; the site is kept beside them."""
    write(tmp_path, "post/a.html", PAGE)
    frame = read_articles(tmp_path)
    assert frame[["outlet", "site"]].to_numpy().tolist() == [["post", "Island Post"]]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param('<html><meta charset="latin-1"><body><p>Cafés met.</p></body></html>'.encode("latin-1"), None, id="named"),
        pytest.param('<?xml version="1.0" encoding="latin-1"?><html><meta charset="latin-1"><body><p>Cafés met.</p></body></html>'.encode("latin-1"), None, id="named twice"),
        pytest.param("<html><body><p>Cafés met.</p></body></html>".encode("utf-16"), None, id="UTF-16"),
        pytest.param('<html><meta charset="latin-1"><body><p>Cafés met.</p></body></html>'.encode(), None, id="named wrongly, UTF-8"),
        pytest.param("<html><body><p>Cafés met.</p></body></html>".encode("latin-1"), r"byte 18 is 0xe9", id="not named"),
        pytest.param(b'<html><meta charset="klingon"><body><p>Caf\xe9s</p></body></html>', "names 'klingon'", id="no encoding"),
    ],
)  # fmt: skip
def test_the_encoding_of_a_page(data, says, trafilatura):
    """UTF-8, or what the page names."""
    if says is None:
        assert read_page(data, "a.html")["text"] == "Cafés met."
    else:
        with pytest.raises(InputError, match=says):
            read_page(data, "a.html")


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        pytest.param("a.html", "trafilatura", "html", id="pages"),
        pytest.param("a.parquet", "pyarrow", "parquet", id="parquet"),
    ],
)
def test_a_missing_package_is_named(tmp_path, monkeypatch, name, module, extra):
    """Where an optional package is missing, the error says how to get it; no file is set aside for that."""
    monkeypatch.setitem(sys.modules, module, None)
    write(tmp_path, "other.txt", "It rained.")
    path = write(tmp_path, name, PAGE)
    with pytest.raises(InputError, match=rf"needs {module}: pip install 'framing\[{extra}\]'"):
        read_articles(tmp_path if extra == "html" else path)


# Duplicates, language, the account


@pytest.mark.parametrize(
    ("options", "kept", "why"),
    [
        pytest.param({}, [0], {1: "same text as 0", 2: "nearly the same text as 0 (0.98)"}, id="set aside"),
        pytest.param({"duplicates": "exact"}, [0, 2], {1: "same text as 0"}, id="exact"),
        pytest.param({"duplicates": "keep"}, [0, 1, 2], {}, id="keep"),
    ],
)
def test_duplicates(tmp_path, options, kept, why):
    """A text that was there before is set aside, with the one it repeats."""
    words = [f"{a}{b}" for a in string.ascii_lowercase for b in "aeiou"]
    text = "The news of the day, and it is that: " + " ".join(words)
    rows = [{"text": text}, {"text": text.replace(" ", "  ")}, {"text": text + " More."}]
    frame = read_articles(write(tmp_path, "a.jsonl", lines(*rows)), english=False, **options)
    assert frame.index.tolist() == kept
    assert {doc: reason.replace("0.99", "0.98") for doc, reason in reasons(frame).items()} == why


def test_what_is_set_aside_repeats_nothing(tmp_path):
    """A text that cannot be used is not what a later one repeats."""
    frame = read_articles(write(tmp_path, "a.jsonl", lines({"text": GERMAN}, {"text": GERMAN}, {"text": "It rained."})))
    assert set(reasons(frame).values()) == {"does not read as English"}


def test_other_languages_are_kept_on_request(tmp_path):
    """english=False keeps them."""
    assert len(read_articles(write(tmp_path, "a.txt", GERMAN), english=False)) == 1


def test_an_unknown_choice_is_an_error(tmp_path):
    """The error lists the choices."""
    with pytest.raises(InputError, match=r"'drop'.*exact, keep, set aside"):
        read_articles(write(tmp_path, "a.txt", "It rained."), duplicates="drop")


def test_every_fact_is_logged(tmp_path, caplog):
    """One line for the file, each column, each note and each row set aside."""
    path = write(tmp_path, "a.csv", "body;date\nIt rained.;soon\n;2013-05-24\n")
    with caplog.at_level(logging.INFO, logger="framing.io"):
        read_articles(path)
    assert [record.getMessage() for record in caplog.records if record.name == "framing.io"] == [
        f"{path}: 2 rows, 1 kept, 1 set aside",
        "text is column 'body'",
        "date is column 'date'",
        "Fields are separated by ';'.",
        "1 of 2 dates cannot be read, such as 'soon'.",
        "set aside: 1: no text",
    ]


def test_what_was_read_can_be_analysed(tmp_path):
    """The frame goes into analyze() as it is, and its ids come back."""
    content = lines({"text": "The regime fell.", "outlet": "A"}, {"text": None}, {"text": "It rained.", "outlet": "B"})
    frame = read_articles(write(tmp_path, "a.jsonl", content))
    assert framing.analyze(frame, measures=["loaded"], models=False).scores.index.tolist() == [0, 2]


CELLS = st.one_of(
    st.none(), st.integers(), st.text(max_size=8), st.sampled_from(["It rained.", " It rained. ", GERMAN])
)
ROWS = st.one_of(
    st.dictionaries(st.sampled_from(["text", "title", "date", "x"]), CELLS).map(json.dumps),
    st.sampled_from(["{", "[1]", "null", '"x"']),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, max_size=8))
def test_nothing_is_lost(tmp_path, rows):
    """Rows returned and rows set aside are all rows there are; the account is plain JSON."""
    content = "\n".join(['{"text": "A first text."}', *rows])
    frame = read_articles(write(tmp_path, "a.jsonl", content))
    read = frame.attrs["read"]
    ids = frame.index.tolist() + list(reasons(frame))
    assert sorted(ids) == list(range(1 + len(rows)))
    assert read["n_rows"] == 1 + len(rows)
    assert json.loads(json.dumps(read)) == read
    assert all(reasons(frame).values())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.binary(max_size=99), st.text(alphabet='text,;"\t\n{}[]:1é', max_size=99).map(str.encode)),
    st.sampled_from(["a.csv", "a.tsv", "a.jsonl", "a.json", "a.txt", "a.csv.gz"]),
)
def test_any_bytes_are_read_or_refused(tmp_path, data, name):
    """Whatever a file holds, it is read, or the error is an InputError that names it."""
    try:
        read = read_articles(write(tmp_path, name, data)).attrs["read"]["path"]
    except InputError as error:
        read = str(error)
    assert str(tmp_path / name) in read


def test_damaged_tables_are_read_or_refused(tmp_path):
    """A table with bytes changed, lost or doubled gives rows or an InputError, and rows never get lost."""
    rng = random.Random(0)
    whole = b'text,title,date\n"It rained, hard.",Rain,2013-05-24\nIt shone.,"Sun ""out""",soon\n' * 3
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            place = rng.randrange(len(data))
            data[place : place + rng.randint(0, 3)] = rng.choice([b"", b'"', b"\n", b",", b"\xff", b"\0", b"\r"])
        try:
            frame = read_articles(write(tmp_path, "a.csv", bytes(data)))
        except InputError:
            continue
        assert frame.attrs["read"]["n_rows"] == len(frame) + len(frame.attrs["read"]["set_aside"])


def test_titles_can_stand_above_the_texts(tmp_path):
    """So that headlines are read; not twice, and told."""
    file = tmp_path / "news.csv"
    file.write_text(
        "title,text\nRain falls,It rained.\nSnow falls,Snow falls\n\nIt snowed.\n,Nothing.\n".replace(
            "Snow falls\n\nIt snowed.", '"Snow falls\n\nIt snowed."'
        ),
        encoding="utf-8",
    )
    articles = read_articles(file, headlines=True)
    assert articles["text"].tolist() == ["Rain falls\n\nIt rained.", "Snow falls\n\nIt snowed.", "Nothing."]
    assert "1 titles were put above their texts" in articles.attrs["read"]["notes"]


def test_titles_that_are_not_there_cannot_stand_above(tmp_path):
    """The error names what to give."""
    file = tmp_path / "news.csv"
    file.write_text("text\nIt rained.\n", encoding="utf-8")
    with pytest.raises(InputError, match="columns="):
        read_articles(file, headlines=True)
