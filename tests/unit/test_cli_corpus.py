"""The command `framing corpus`: what it reads, tells, writes and returns."""

import csv
import json
import re
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.cli import main

TOWNS = "Ansel Brenk Corvo Delm Estin Farro Gault Hove Ister Jarn".split()
CLARION = "The cruel regime of {0} fell on Friday, and the thugs of {0} left at night. “We lost all of it,” Ana Holm said in {0}."
WIRE = "The council of {0} met on Monday to discuss a new road to {0}. Ivo Lund said that nobody in {0} was against it."
GERMAN = (
    "Der Rat von {0} hat am Dienstag beschlossen, das alte Haus am Fluss zu schließen und die Wege zu sperren. " * 4
)


def articles(n=10):
    """Return rows of two outlets, `n` of each in turn."""
    return [
        {
            "text": text.format(town),
            "outlet": outlet,
            "date": f"2024-03-{day + 1:02}",
            "topic": "abc"[day % 3],
            "desk": "xy"[day % 2],
        }
        for day, town in enumerate(TOWNS[:n])
        for outlet, text in (("Clarion", CLARION), ("Wire", WIRE))
    ]


def write(folder, rows, name="news.csv"):
    """Write rows as CSV; return the path."""
    path = folder / name
    pd.DataFrame(rows).to_csv(path, index=False)
    return str(path)


def run(*args):
    """Run the command with rules alone."""
    return main(["corpus", *map(str, args), "--rules"])


def rows_of(path):
    """Return the rows of a CSV file."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- what is printed


def test_the_comparison_is_printed(tmp_path, capsys):
    """The main scores by group on standard output; what was read on standard error; 0 if all was."""
    path = write(tmp_path, articles())
    assert run(path) == 0
    out, err = capsys.readouterr()
    assert out.startswith("20 articles by outlet; differences from all others\n")
    report = framing.analyze(framing.read_articles(path), models=False)
    expected = framing.compare(report, columns=["loaded__terms_rate"]).set_index("group")
    lines = [line.split() for line in out.partition("loaded terms per 1,000")[2].splitlines()[1:3]]
    assert [line[:2] for line in lines] == [["Clarion", "10"], ["Wire", "10"]]
    assert [float(line[2]) for line in lines] == pytest.approx(expected["mean"].tolist(), abs=0.005)
    assert [float(line[6]) for line in lines] == pytest.approx(expected["difference"].tolist(), abs=0.005)
    assert err == "framing: 20 rows, 20 articles; text from 'text', outlet from 'outlet', date from 'date'\n"
    assert "Fewer than 10" not in out  # ten articles of each group


def test_few_articles_are_told(tmp_path, capsys):
    """The warning of compare() becomes a note, once, though the page compares too."""
    assert run(write(tmp_path, articles(3)), "--html", tmp_path / "o.html") == 0
    assert capsys.readouterr().out.count("note: Fewer than 10 articles: Clarion (3), Wire (3).") == 1


def test_groups_by_another_column(tmp_path, capsys):
    """--by names the column that makes the groups."""
    assert run(write(tmp_path, articles()), "--by", "topic") == 0
    out = capsys.readouterr().out
    assert out.startswith("20 articles by topic")
    assert [line.split()[:2] for line in out.splitlines()[3:6]] == [["a", "8"], ["b", "6"], ["c", "6"]]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(["--adjust", "topic"], "adjusted for topic", id="a column"),
        pytest.param(["--adjust", "topic", "--adjust", "desk"], "adjusted for topic and desk", id="two"),
    ],
)
def test_what_is_adjusted_for_is_told(tmp_path, capsys, asked, said):
    """In the first line."""
    assert run(write(tmp_path, articles()), *asked) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith(f"; differences from all others, {said}")


def test_columns_can_be_named(tmp_path, capsys):
    """Where names are not guessed right, options say what holds the text, the outlet and the date."""
    rows = [
        {"content": "teaser", "words": row["text"], "paper": row["outlet"], "day": row["date"]} for row in articles()
    ]
    path = write(tmp_path, rows)
    assert run(path, "--text", "words", "--outlet", "paper", "--date", "day", "--csv", tmp_path / "o.csv") == 0
    out, err = capsys.readouterr()
    assert "text from 'words', outlet from 'paper', date from 'day'" in err
    assert "Clarion" in out
    assert {row["date"] for row in rows_of(tmp_path / "o.csv")} == {row["date"] for row in articles()}


# ---- what is read


def test_a_folder_of_texts(tmp_path, capsys):
    """Sub-folders are the outlets; a file that is no article is told, not read."""
    for i, row in enumerate(articles(3)):
        file = tmp_path / "news" / row["outlet"] / f"{i}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(row["text"], encoding="utf-8")
    (tmp_path / "news" / "readme.md").write_text("About these files.", encoding="utf-8")
    assert run(tmp_path / "news") == 0
    out, err = capsys.readouterr()
    assert out.startswith("6 articles by outlet")
    assert "6 rows, 6 articles" in err
    assert "1 .md" in err


def test_several_tables_are_one_corpus(tmp_path, capsys):
    """Rows of all files together."""
    one, two = (write(tmp_path, articles()[i::2], f"{i}.csv") for i in (0, 1))
    assert run(one, two) == 0
    out, err = capsys.readouterr()
    assert out.startswith("20 articles by outlet")
    assert "20 rows, 20 articles" in err


def test_what_is_set_aside_is_told(tmp_path, capsys):
    """Each reason with its number; then the exit code is 1. The page and the methods tell it too."""
    rows = articles()
    rows += [{"text": None, "outlet": "Wire"}, {"text": "  ", "outlet": "Wire"}, rows[0]]
    assert run(write(tmp_path, rows), "--html", tmp_path / "o.html", "--methods", tmp_path / "m.txt") == 1
    out, err = capsys.readouterr()
    assert out.startswith("20 articles by outlet")
    assert "23 rows, 20 articles" in err
    assert "set aside: no text: 2; same text: 1" in err
    assert "3 rows, listed in the notes" in (tmp_path / "o.html").read_text(encoding="utf-8")
    assert "3 texts were set aside (no text: 2, same text as 0: 1)" in (tmp_path / "m.txt").read_text(encoding="utf-8")


def test_a_line_that_cannot_be_read_is_told(tmp_path, capsys):
    """A broken record is set aside, the others are compared."""
    path = tmp_path / "news.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in articles()]
    path.write_text("\n".join([*lines, '{"text": "never closed']), encoding="utf-8")
    assert run(path) == 1
    err = capsys.readouterr().err
    assert "21 rows, 20 articles" in err
    assert "line 21: not JSON" in err


@pytest.mark.parametrize(
    ("duplicates", "kept", "code"),
    [
        pytest.param("set aside", 20, 1, id="near ones too"),
        pytest.param("exact", 21, 1, id="exact ones alone"),
        pytest.param("keep", 22, 0, id="none"),
    ],
)
def test_duplicates(tmp_path, capsys, duplicates, kept, code):
    """Which are set aside is for the user to say."""
    rows = articles()
    longer = {**rows[0], "text": f"{rows[0]['text']} Updated."}
    assert run(write(tmp_path, [*rows, rows[0], longer]), "--duplicates", duplicates) == code
    assert f"22 rows, {kept} articles" in capsys.readouterr().err


# ---- what is written


def test_scores_as_a_table(tmp_path, capsys):
    """--csv writes a row for each article and score, with what is known of the article."""
    path, table = write(tmp_path, articles()), tmp_path / "o.csv"
    assert run(path, "--csv", table) == 0
    assert f"Written: {table}" in capsys.readouterr().out
    report = framing.analyze(framing.read_articles(path), models=False)
    values = report.to_frame().set_index(["doc_id", "column"])["value"]
    rows = rows_of(table)
    assert len(rows) == len(values)
    row = next(row for row in rows if row["doc_id"] == "0" and row["column"] == "loaded__terms_rate")
    assert (row["outlet"], float(row["value"])) == ("Clarion", pytest.approx(values.loc[(0, "loaded__terms_rate")]))


def test_evidence_as_lines(tmp_path):
    """--jsonl writes a line for each mark, whose characters are those of the text."""
    rows = articles()
    assert run(write(tmp_path, rows), "--jsonl", tmp_path / "o.jsonl") == 0
    marks = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {mark["measure"] for mark in marks} >= {"loaded", "attribution", "toward"}
    assert all(rows[mark["doc_id"]]["text"][mark["start"] : mark["end"]] == mark["text"] for mark in marks)


def test_tables_as_parquet(tmp_path):
    """--parquet writes the scores, and the evidence of each measure, into a folder that it makes."""
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "new" / "tables"
    assert run(write(tmp_path, articles()), "--parquet", folder) == 0
    assert {"scores.parquet", "loaded.parquet", "attribution.parquet"} <= {path.name for path in folder.iterdir()}
    loaded = parquet.read_table(folder / "loaded.parquet").to_pandas()
    assert set(loaded["text"]) == {"cruel", "regime", "thugs"}


def test_methods_are_written(tmp_path):
    """--methods writes the paragraph, with what was compared, and the entries of all its keys."""
    path = tmp_path / "m.txt"
    assert run(write(tmp_path, articles()), "--methods", path) == 0
    paragraph, _, entries = path.read_text(encoding="utf-8").partition("\n\n")
    assert paragraph.startswith("20 texts were analysed with framing")
    assert "Then were computed:" in paragraph
    keys = re.findall(r"@(\w+)", paragraph)
    assert {"benjamini1995", "monroe2008"} <= set(keys)
    assert set(re.findall(r"^@\w+\{(\w+),", entries, re.MULTILINE)) == set(keys)


@pytest.mark.parametrize("asked", [pytest.param([], id="with texts"), pytest.param(["--without-texts"], id="without")])
def test_a_page_with_or_without_texts(tmp_path, asked):
    """--html writes the page; --without-texts leaves out what articles say."""
    page = tmp_path / "o.html"
    assert run(write(tmp_path, articles()), "--html", page, "--adjust", "topic", *asked) == 0
    content = page.read_text(encoding="utf-8")
    assert "Differences are adjusted for topic:" in content
    assert "<title>20 articles by outlet</title>" in content
    assert ("cruel</b> regime of" in content) == (not asked)


# ---- the same again


OUTPUTS = {"--html": "o.html", "--csv": "o.csv", "--jsonl": "o.jsonl", "--methods": "m.txt"}


def told_and_written(folder, path, capsys, *asked):
    """Return what a run prints, and the bytes of all files that it writes."""
    folder.mkdir()
    assert run(path, *(arg for option, name in OUTPUTS.items() for arg in (option, folder / name)), *asked) == 0
    out = capsys.readouterr().out.replace(str(folder), "")
    return out, {name: (folder / name).read_bytes() for name in OUTPUTS.values()}


def test_the_same_bytes_for_any_number_of_processes(tmp_path, capsys, monkeypatch):
    """A second run, in two processes, prints and writes what the first did in one."""
    monkeypatch.setattr("framing.analysis.BATCH_CHARACTERS", 500)
    path = write(tmp_path, articles(4))
    one, two = (told_and_written(tmp_path / f"{n}", path, capsys, "--jobs", n) for n in (1, 2))
    assert one == two


def test_the_order_of_rows_does_not_matter(tmp_path, capsys):
    """Shuffled rows give the same rows of scores, but for their numbers, and the same comparison."""
    rows = articles()
    runs = {"plain": rows, "shuffled": [*rows[7:], *reversed(rows[:7])]}
    tables, told = [], []
    for name, given in runs.items():
        assert run(write(tmp_path, given, f"{name}.csv"), "--csv", tmp_path / f"{name}-scores.csv") == 0
        scores = rows_of(tmp_path / f"{name}-scores.csv")
        tables.append(sorted(tuple(value for key, value in row.items() if key != "doc_id") for row in scores))
        told.append(capsys.readouterr().out.partition("Written")[0])
    assert tables[0] == tables[1]
    assert told[0] == told[1]


# ---- what cannot be done


ONE_GROUP = [row for row in articles(4) if row["outlet"] == "Wire"]
FOREIGN = [{"text": GERMAN.format(town), "outlet": "Bote"} for town in TOWNS]


@pytest.mark.parametrize(
    ("rows", "asked", "message"),
    [
        pytest.param(articles(2), ["--by", "paper"], "no column 'paper'", id="no such group"),
        pytest.param(articles(2), ["--adjust", "subject"], "no column 'subject'", id="no such class"),
        pytest.param(articles(2), ["--outlet", "paper"], "has no column 'paper'", id="no such column"),
        pytest.param(ONE_GROUP, [], "one group, 'Wire'", id="one group"),
        pytest.param(FOREIGN, [], "No article is left to read", id="no English"),
        pytest.param([{"text": "", "outlet": "a"}], [], "text", id="no text"),
        pytest.param([{"outlet": "Wire", "year": 2024}], [], "columns=", id="no column of texts"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_an_error(tmp_path, capsys, rows, asked, message):
    """2, a message on standard error, and nothing on standard output."""
    assert run(write(tmp_path, rows), *asked) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[-1].startswith("framing: ")
    assert message in err


def test_a_file_that_is_not_there(tmp_path, capsys):
    """The path is named."""
    assert run(tmp_path / "none.csv") == 2
    assert "none.csv" in capsys.readouterr().err


def test_columns_are_for_tables(tmp_path, capsys):
    """A folder of texts has none to choose from."""
    (tmp_path / "a.txt").write_text(articles()[0]["text"], encoding="utf-8")
    assert run(tmp_path, "--text", "body") == 2
    assert "columns= is for tables" in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(["--jobs", "many"], id="no number"),
        pytest.param(["--duplicates", "drop"], id="no such choice"),
        pytest.param(["--paper", "x"], id="no such option"),
    ],
)
def test_options_that_are_none(tmp_path, capsys, asked):
    """argparse says what there is, and ends with 2."""
    with pytest.raises(SystemExit) as end:
        run(write(tmp_path, articles(2)), *asked)
    assert end.value.code == 2
    assert asked[0] in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--csv", "--html", "--jsonl", "--methods"])
def test_what_is_read_is_not_overwritten(tmp_path, capsys, option):
    """Nor is one output written over another; nothing is read before that is clear."""
    path = write(tmp_path, articles())
    before = Path(path).read_bytes()
    assert run(path, option, path) == 2
    assert "would be overwritten" in capsys.readouterr().err
    assert Path(path).read_bytes() == before


def test_an_output_needs_its_folder(tmp_path, capsys):
    """Said before the articles are read."""
    assert run(write(tmp_path, articles()), "--csv", str(tmp_path / "none" / "x.csv")) == 2
    assert "no folder" in capsys.readouterr().err


# ---- kept in a folder


def test_out_keeps_what_is_found(tmp_path, capsys):
    """The same comparison and table as without it; a second run reads nothing again, and says so."""
    path = write(tmp_path, articles())
    assert run(path, "--duplicates", "exact", "--csv", tmp_path / "held.csv") == 0
    held = capsys.readouterr()
    assert run(path, "--out", tmp_path / "out", "--csv", tmp_path / "kept.csv") == 0
    kept = capsys.readouterr()
    assert (tmp_path / "held.csv").read_bytes() == (tmp_path / "kept.csv").read_bytes()
    assert kept.out.replace("kept.csv", "held.csv") == held.out
    assert "1 shards were made, 0 were there" in kept.err
    assert run(path, "--out", tmp_path / "out") == 0
    assert "0 shards were made, 1 were there" in capsys.readouterr().err
    assert len(framing.open_results(tmp_path / "out").scores) == 20


def test_out_without_groups(tmp_path, capsys):
    """Where nothing makes groups, what is found is kept and nothing is compared; a column that is asked for must be there."""
    path = write(tmp_path, [{"text": CLARION.format(town)} for town in TOWNS])
    assert run(path, "--out", tmp_path / "out") == 0
    assert "interval" not in capsys.readouterr().out
    assert run(path, "--out", tmp_path / "out", "--by", "topic") == 2
    assert "no column 'topic'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--dask", "tcp://127.0.0.1:9"], "--dask needs --out", id="cluster without a folder"),
        pytest.param(["--out", "out", "--duplicates", "set aside"], "read_articles\\(\\)", id="near duplicates"),
        pytest.param(["--out", "news.csv"], "is a file", id="no folder"),
    ],
)
def test_out_with_what_it_cannot_do(tmp_path, monkeypatch, capsys, options, message):
    """The error says what to do."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, articles())
    assert run("news.csv", *options) == 2
    assert re.search(message, capsys.readouterr().err)
