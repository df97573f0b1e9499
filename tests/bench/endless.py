"""Many articles through the command line: memory that stays flat, and runs that are killed: python tests/bench/endless.py FILE.jsonl.gz [ARTICLES] [KILLS]

The articles of FILE (a JSON object with a "text" a line) are repeated until there are ARTICLES (30,000). Once undisturbed, with two processes, while the
memory of each is watched: the most it holds over the first 2,000 articles and over each ninth of the rest. Then into another folder, killed with SIGKILL, command and
processes, at KILLS (20) moments drawn at random, and started again each time; then the files of both are compared, and whether a shard was written twice.
"""

import gzip
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from itertools import chain, cycle, islice, pairwise
from pathlib import Path

from framing.scale.shards import CHARACTERS

FIRST = 2_000  # articles after which memory is to stay flat
SEED = 0


def repeated(source, target, n):
    """Write n lines, those of a file over and over."""
    with gzip.open(source, "rb") as file:
        lines = file.readlines()
    with target.open("wb") as out:
        out.writelines(islice(cycle(lines), n))


def start(articles, out):
    """Start the command in a group of processes of its own."""
    command = [sys.executable, "-m", "framing", "corpus", articles, "--out", out, "--jobs", "2", "--duplicates", "keep"]  # fmt: skip
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def workers(pid):
    """Return the processes that a process has started, without the one that keeps their resources."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [child for child in children if "popen_loky" in Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8")]


def resident(pid):
    """Return the memory that a process holds, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def files(out):
    """Return when each shard was written, and as which file."""
    return {path.name: (path.stat().st_mtime_ns, path.stat().st_ino) for path in Path(out, "shards").glob("*.npz")}


def watched(process, out):
    """Wait for a run; return what each of its processes held and how many shards were done, over and over, and the most the command held."""
    held, command = {}, 0.0
    while process.poll() is None:
        done = len(files(out))
        try:
            command = max(command, resident(process.pid))
            for pid in workers(process.pid):
                held.setdefault(pid, []).append((done, resident(pid)))
        except (FileNotFoundError, ProcessLookupError):
            continue
        time.sleep(0.05)
    return held, command


def peaks(held, n_shards, n_first):
    """Return the most a process held over the first shards, and over each ninth of the rest."""
    bounds = [0, n_first, *(n_first + (n_shards - n_first) * i // 9 for i in range(1, 10))]
    return [max(size for done, size in held if a <= done <= b) for a, b in pairwise(bounds)]


def killed(articles, out, seconds, n):
    """Run and kill n times at random moments, then to the end; return how many shards were written more than once."""
    draw, twice = random.Random(SEED), 0
    for _ in range(n):
        before = files(out)
        process = start(articles, out)
        time.sleep(draw.uniform(2, 2 * seconds / n))
        ended = process.poll() is not None
        if not ended:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        twice += sum(files(out).get(name) != at for name, at in before.items())
        if ended:
            print("a run came to its end before it was killed")
    before = files(out)
    start(articles, out).wait()
    return twice + sum(files(out).get(name) != at for name, at in before.items())


def main(source, n=30_000, n_kills=20):
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        articles, whole, broken = Path(folder, "articles.jsonl"), Path(folder, "whole"), Path(folder, "broken")
        repeated(source, articles, n)
        since = time.time()
        process = start(articles, whole)
        held, command = watched(process, whole)
        seconds, n_shards = time.time() - since, len(files(whole))
        print(f"{n:,} articles, {n_shards} shards, {seconds:.0f} s, exit {process.returncode}")
        for number, sizes in enumerate(held.values()):
            first, *later = peaks(sizes, n_shards, FIRST * articles.stat().st_size // n // CHARACTERS)
            print(f"process {number}: at most {first:.0f} MB over the first {FIRST:,} articles, then, by ninths of the rest: {', '.join(f'{size:.0f}' for size in later)}")  # fmt: skip
        print(f"the command, which opens and compares: {command:.0f} MB")
        twice = killed(articles, broken, seconds, n_kills)
        same = all(a.read_bytes() == b.read_bytes() for a, b in zip(*(sorted(chain.from_iterable(out.glob(pattern) for pattern in ("*.json", "*/*.npz"))) for out in (whole, broken)), strict=True))  # fmt: skip
        print(f"killed {n_kills} times: {'the same bytes' if same else 'OTHER BYTES'}, {twice} shards written twice")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
