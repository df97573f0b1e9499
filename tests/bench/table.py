"""The tables of docs/speed.md: python tests/bench/table.py [FILE.jsonl.gz] [--largest CHARACTERS] [--most ARTICLES]

Each figure is the median of three runs after one to warm up, in a process of its own, in CPU time; peak memory is the most that process
held, of which the first line of each table, a text of a kilobyte, says how much is there before anything is read. FILE has a JSON object with a "text" a
line; without it the articles of the examples are read over and over.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from work import READERS, accurate, full, n_words, stages, texts

LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
SIZES = (100, 1_000, 6_000, 30_000)
WORK = {**READERS, "framing, accurate": lambda: accurate}


def cpu():
    """Return the CPU seconds of this process and of those it has waited for."""
    times = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in times)


def peak():
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def three_runs(work, many):
    """Return the seconds of three runs, after one over a few texts."""
    work(many[:20])
    seconds = []
    for _ in range(3):
        start = cpu()
        work(many)
        seconds.append(cpu() - start)
    return seconds


def read_whole(name, path):
    """Measure a reader."""
    many = texts(path, 60 if name == "framing, accurate" else 400)
    seconds = three_runs(WORK[name](), many)
    return {"words": n_words(many), "seconds": statistics.median(seconds), "first": seconds[0], "peak": peak()}


def read_stages(_, path):
    """Measure the stages."""
    many = texts(path)
    stages(many)
    runs = [stages(many) for _ in range(3)]
    return {"words": n_words(many), "stages": {name: statistics.median(run[name] for run in runs) for name in runs[0]}}


def read_length(n, path):
    """Measure one text of some length: articles one after the other."""
    whole = "\n\n".join(texts(path, 3000))
    text = (whole * (int(n) // len(whole) + 1))[: int(n)]
    full(["A first sentence, that all is there."])
    before, start = peak(), cpu()
    full([text])
    return {"words": len(text.split()), "seconds": cpu() - start, "peak": peak(), "before": before}


def read_corpus(n, path):
    """Measure a corpus kept in a folder by one process, and what it takes to open it."""
    import framing
    from framing.scale import ArticleStream

    given = texts(path, int(n))
    many = (given * (int(n) // len(given) + 1))[: int(n)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "articles.jsonl")
        with file.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps({"text": text, "outlet": "Wire"}) + "\n" for text in many)
        words = n_words(many)
        del given, many
        start = cpu()
        framing.process_corpus(
            ArticleStream(file, duplicates="keep", english=False), Path(folder, "out"), progress=False
        )
        seconds, start = cpu() - start, cpu()
        framing.open_results(Path(folder, "out"))
        size = sum(each.stat().st_size for each in Path(folder, "out").rglob("*") if each.is_file())
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        return {"words": words, "seconds": seconds, "opened": cpu() - start, "worker": child, "disk": size / 1e6}


KINDS = {"whole": read_whole, "stages": read_stages, "length": read_length, "corpus": read_corpus}


def measured(kind, what, path):
    """Measure in a process of its own."""
    command = [sys.executable, __file__, *([path] if path else []), "--one", kind, str(what)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main(path, largest, most):
    """Print the tables."""
    print(
        "| reads | words per CPU second | beside VADER | the first time | peak memory, MB |\n| --- | ---: | ---: | ---: | ---: |"
    )
    found = {name: measured("whole", name, path) for name in WORK}
    speed = {name: each["words"] / each["seconds"] for name, each in found.items()}
    for name, each in found.items():
        beside, first = speed[name] / speed["VADER by sentence"], each["words"] / each["first"]
        print(f"| {name} | {speed[name]:,.0f} | {beside:.2f} | {first:,.0f} | {each['peak']:,.0f} |")
    found = measured("stages", "-", path)
    total = sum(found["stages"].values())
    print("\n| stage | share | words per CPU second |\n| --- | ---: | ---: |")
    for name, seconds in found["stages"].items():
        print(f"| {name} | {seconds / total:.0%} | {found['words'] / seconds:,.0f} |")
    print("\n| characters of one text | CPU seconds | words per CPU second | peak memory, MB | bytes above the start, per character |\n| ---: | ---: | ---: | ---: | ---: |")  # fmt: skip
    for n in (n for n in LENGTHS if n <= largest):
        each = measured("length", n, path)
        more = (each["peak"] - each["before"]) * 1e6 / n
        print(f"| {n:,} | {each['seconds']:.2f} | {each['words'] / each['seconds']:,.0f} | {each['peak']:,.0f} | {more:.1f} |")  # fmt: skip
    print("\n| articles, kept in a folder | CPU seconds | words per CPU second | peak memory of the process that reads, MB | on disk, MB | to open, CPU seconds |\n| ---: | ---: | ---: | ---: | ---: | ---: |")  # fmt: skip
    for n in (n for n in SIZES if n <= most):
        each = measured("corpus", n, path)
        print(f"| {n:,} | {each['seconds']:.1f} | {each['words'] / each['seconds']:,.0f} | {each['worker']:,.0f} | {each['disk']:,.0f} | {each['opened']:.1f} |")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?")
    parser.add_argument("--largest", type=int, default=LENGTHS[-1])
    parser.add_argument("--most", type=int, default=SIZES[-1])
    parser.add_argument("--one", nargs=2, metavar=("KIND", "WHAT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(KINDS[given.one[0]](given.one[1], given.file)))
    else:
        main(given.file, given.largest, given.most)
