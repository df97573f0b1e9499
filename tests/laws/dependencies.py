"""The oldest and the newest packages: spans are the same, and numbers within 1e-6.

python tests/laws/dependencies.py [FILE.jsonl.gz [N_ARTICLES]]

Makes two virtual environments in a temporary folder, one with the lowest versions that setup.cfg allows and one with
the newest, installs the package in both, has both read the example articles (and articles of a file, one JSON object
with a "text" in each line), and prints what differs. The exit code is 1 if anything does. Run it with the oldest
Python that setup.cfg allows: the oldest packages have no builds for later ones.
"""

import configparser
import gzip
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
NEEDED = ("pyproject.toml", "setup.cfg", "README.md", "LICENSE", "framing")  # to build the package
TOLERANCE = 1e-6  # other versions may add in another order
N_ARTICLES = 100
SHOWN = 5  # differences of a table that are printed
MEASURES = ("loaded", "quotations", "actors", "toward", "subjectivity", "headline", "readability", "agency")
LEXICONS = ("hedges", "boosters", "factives", "assertives", "implicatives", "attitude", "person", "polarity", "groups")


def main(path=None, n_articles=N_ARTICLES):
    """Print what differs; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "texts.json").write_text(json.dumps(texts(path, int(n_articles))), encoding="ascii")
        shutil.copytree(
            ROOT / "framing", Path(folder) / "copy" / "framing", ignore=shutil.ignore_patterns("__pycache__")
        )
        for name in NEEDED[:-1]:
            shutil.copy(ROOT / name, Path(folder) / "copy" / name)
        told = [read_with(Path(folder), name, wanted) for name, wanted in bounds().items()]
    n_differing = sum(report(name, told[0].get(name), told[1].get(name)) for name in sorted({*told[0], *told[1]}))
    print(f"{n_differing} of {len(told[1])} tables differ.")
    return int(n_differing > 0)


def texts(path, n_articles):
    """Return the example articles and the first of a file."""
    found = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "examples" / "articles").glob("*.txt"))]
    if path is not None:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [json.loads(line)["text"] for line, _ in zip(lines, range(n_articles), strict=False)]
    return found


def bounds():
    """Return what to install in each environment."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lowest = config["options"]["install_requires"].split()
    return {
        "oldest": [bound.replace(">=", "==") for bound in lowest],
        "newest": [bound.partition(">=")[0] for bound in lowest],
    }


def read_with(folder, name, wanted):
    """Make an environment, and return the tables that the package makes of the texts in it."""
    place, out = folder / name, folder / f"{name}.json"
    venv.create(place, with_pip=True)
    python = str(place / ("Scripts" if os.name == "nt" else "bin") / "python")
    for step in (["--upgrade", "setuptools>=69", "wheel", *wanted], ["--no-deps", str(folder / "copy")]):
        subprocess.run([python, "-m", "pip", "install", "--quiet", *step], check=True)
    script = [python, "-P", str(Path(__file__).resolve()), "read", str(folder / "texts.json"), str(out)]
    subprocess.run(script, check=True, cwd=folder)  # -P: the package that was installed, not the one beside this file
    told = json.loads(out.read_text(encoding="ascii"))
    print(f"{name}: {', '.join(f'{package} {version}' for package, version in told.pop('versions').items())}")
    return told


def read(texts_file, out):
    """Write the tables of the texts, and the versions they were made with."""
    from importlib.metadata import version

    import framing

    given = json.loads(Path(texts_file).read_text(encoding="ascii"))
    report = framing.analyze(given, measures=MEASURES, lexicons=LEXICONS)
    marking = [name for name in ("attribution", *MEASURES, *LEXICONS) if name != "readability"]  # which marks nothing
    made = {name: report.evidence(name) for name in marking}
    made |= {"sentences": report.sentences(), "words": report.words(), "actors, one row each": report.actors()}
    made |= {"scores": report.scores, "intervals": report.intervals(), "norms": report.norms()}
    groups = framing.compare(report, by=report.scores.index.to_series() % 2, n_draws=100)
    told = {name: rows(table) for name, table in {**made, "compare": groups}.items()}
    packages = [bound.partition("==")[0] for bound in bounds()["oldest"]]
    told["versions"] = {package: version(package) for package in packages}
    Path(out).write_text(json.dumps(told, default=str), encoding="ascii")


def rows(table):
    """Return a table as its columns and a list for each row; None where a value is missing."""
    values = table.astype(object).where(table.notna(), None)
    return [list(map(str, table.columns)), *values.to_numpy(dtype=object).tolist()]


def report(name, one, other):
    """Print what differs in a table; return whether anything does."""
    if one is None or other is None or len(one) != len(other):
        print(f"{name}: {'/'.join('no' if rows is None else str(len(rows) - 1) for rows in (one, other))} rows")
        return True
    differ = [pair for pair in zip(one, other, strict=True) if not alike(*pair)]
    for pair in differ[:SHOWN]:
        cells = [(column, a, b) for column, a, b in zip(one[0], *pair, strict=False) if not alike(a, b)]
        print(f"{name}: {len(differ)} of {len(one) - 1} rows differ, such as {pair[0][:4]}: {cells[:SHOWN]}")
    return bool(differ)


def alike(a, b):
    """Return whether two values, or all in two lists, are the same, numbers within the tolerance."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return a == b


if __name__ == "__main__":
    sys.exit(read(*sys.argv[2:]) if sys.argv[1:2] == ["read"] else main(*sys.argv[1:]))
