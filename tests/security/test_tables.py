"""Tables: no cell of a CSV that the library writes is a formula, whoever wrote the text in it; the headings neither."""

import csv
import json
import os

import pandas as pd
import pytest

import framing
from framing.cli import main
from framing.core import objects
from framing.core.tables import table
from framing.export.tables import to_csv
from framing.lexicon import Entry, Lexicon
from tests.security.payloads import BEFORE, FORMULAS, QUOTED, SIGNS

TEXT = "The cruel thugs fled on Friday, and “we lost it all,” Ada Holm said of the vile mob that had left the town at night."
BLANKS = "".join({*"".join(BEFORE), "\x0b", "\x0c", "\x1f", "\x85", "\u2003", "\u2028"})


def cells_of(path):
    """Every cell of a file, as a spreadsheet reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def is_run(cell):
    """Whether a spreadsheet takes a cell for a formula; a number is a value, whatever its sign."""
    try:
        float(cell)
    except ValueError:
        return cell[:1] in {"\t", "\r", "\n"} or cell.lstrip(BLANKS)[:1] in set(SIGNS)
    return False


def check(path, *, shown=()):
    """Refuse formulas and rows of any other length, and look for some texts, each behind an apostrophe."""
    rows = cells_of(path)
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = {cell for row in rows for cell in row}
    assert not [cell for cell in cells if is_run(cell)]
    assert not [text for text in shown if "'" + text.replace("\x00", "\ufffd") not in cells]


def named(word, label):
    """A lexicon that is called a formula, and so are its label and its columns."""
    return Lexicon(word, (Entry("cruel", label, 1.0, "", label, label),))


# ---- the payloads


def test_there_are_100_formulas():
    assert len(FORMULAS) == len(set(FORMULAS)) == 100
    assert all(map(is_run, FORMULAS))
    assert not any(map(is_run, QUOTED))


# ---- writers


@pytest.mark.parametrize("kind", ["object", "str", "category"])
def test_no_cell_and_no_heading_is_a_formula(kind, tmp_path):
    """``framing.export.tables.to_csv``: one column of each formula, which is its heading too, in text of any type."""
    to_csv(pd.DataFrame({text: pd.Series([text, None], dtype=kind) for text in FORMULAS}), tmp_path / "x.csv")
    check(tmp_path / "x.csv", shown=FORMULAS)


@pytest.mark.parametrize("text", QUOTED)
def test_what_is_no_formula_stays(text, tmp_path):
    """Marks of quotation, signs inside a text and commas neither end a cell nor get an apostrophe."""
    to_csv(table({"a": objects([text]), text: objects(["b"])}), tmp_path / "x.csv")
    assert cells_of(tmp_path / "x.csv") == [["a", text], [text, "b"]]


def test_a_report_as_a_table(tmp_path):
    """``Report.to_csv``: ids, metadata, names of columns, of lexicons and of labels."""
    meta = {name: objects(FORMULAS) for name in ("outlet", "title", "author", "url", "date", "=section", "\t+a")}
    texts = table({"text": objects([TEXT] * len(FORMULAS)), **meta}, pd.Index(FORMULAS, dtype=object))
    own = [named("=a", "=1+1"), named("@b", "-x"), named("\t+c", "＝y")]
    framing.analyze(texts, lexicons=own, models=False).to_csv(tmp_path / "x.csv")
    check(tmp_path / "x.csv", shown=[*FORMULAS, "=section", "\t+a", "=a__=1+1_n"])


def test_evidence_as_a_table(tmp_path):
    """Rows of evidence, of actors and of sources through ``to_csv``: labels, notes, wordings, actors, texts."""
    own = named("=a", "=1+1")
    report = framing.analyze(
        TEXT, lexicons={"loaded": own}, actors={text: ["Ada Holm"] for text in FORMULAS[:1]}, models=False
    )
    for i, rows in enumerate(
        [report.evidence("loaded"), report.actors(), report.sources(), report.suggestions(), report.sentences()]
    ):
        to_csv(rows, tmp_path / f"{i}.csv")
        check(tmp_path / f"{i}.csv")
    check(tmp_path / "0.csv", shown=["=1+1"])


# ---- the command line


def test_framing_article_csv(tmp_path, monkeypatch, capsys):
    """``framing article --csv``: names of files are cells, names of lexicons are in headings."""
    monkeypatch.chdir(tmp_path)
    names = [f"{text}.txt" for text in FORMULAS if "/" not in text and "\x00" not in text]
    for name in names:
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    own = []
    for i, word in enumerate([*SIGNS, "=cmd|'/c calc'!A1", " =x", "\n=y"]):
        entries = [{"term": "cruel", "label": word}]
        (tmp_path / f"l{i}.json").write_text(json.dumps({"name": word, "entries": entries}), encoding="utf-8")
        own += ["--lexicon", f"l{i}.json"]
    assert main(["article", *(os.path.join(".", name) for name in names[:1]), "--rules", "--csv", "one.csv"]) == 0
    assert main(["article", "--rules", "--csv", "x.csv", *own, "--", *names]) == 0
    capsys.readouterr()
    check(tmp_path / "x.csv", shown=names)


def test_framing_corpus_csv(tmp_path, capsys):
    """``framing corpus --csv``: ids, values and names of columns from a table."""
    rows = {
        "text": [f"{TEXT} {i}" for i in range(len(FORMULAS))],
        "outlet": ["Wire", "Clarion"] * 50,
        "title": FORMULAS,
        "=desk": FORMULAS,
    }
    (tmp_path / "n.jsonl").write_text(pd.DataFrame(rows).to_json(orient="records", lines=True), encoding="utf-8")
    (tmp_path / "l.tsv").write_text("# name: =a\nterm\tlabel\ncruel\t@b\n", encoding="utf-8")
    asked = ["--duplicates", "keep", "--rules", "--lexicon", str(tmp_path / "l.tsv"), "--csv", str(tmp_path / "x.csv")]
    assert main(["corpus", str(tmp_path / "n.jsonl"), *asked]) == 0
    capsys.readouterr()
    check(tmp_path / "x.csv", shown=[*(text for text in FORMULAS if text.strip()), "=desk", "=a"])


def test_ids_of_files_are_cells(tmp_path, capsys):
    """In a folder the ids and outlets are names of files and folders."""
    for i, sign in enumerate(SIGNS):
        (tmp_path / "n" / f"{sign}cmd").mkdir(parents=True)
        (tmp_path / "n" / f"{sign}cmd" / f"{sign}{i}.txt").write_text(f"{TEXT} {i}", encoding="utf-8")
    assert (
        main(["corpus", str(tmp_path / "n"), "--duplicates", "keep", "--rules", "--csv", str(tmp_path / "x.csv")]) == 0
    )
    capsys.readouterr()
    check(tmp_path / "x.csv", shown=[f"{sign}cmd" for sign in SIGNS])
