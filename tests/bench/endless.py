"""Many articles through the command line: memory that stays flat, and runs that are killed: python tests/bench/endless.py FILE.jsonl.gz [ARTICLES] [KILLS]

The articles of FILE (a JSON object with a "text" a line) are repeated until there are ARTICLES (30,000). Once undisturbed, with two processes, while the
memory of each is watched: the most it holds over the first 2,000 articles and over all. Then into another folder, killed with SIGKILL, command and
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
from itertools import chain, cycle, islice
from pathlib import Path

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
    command = [sys.executable, "-m", "framing", "corpus", articles, "--out", out, "--jobs", "2", "--duplicates", "keep", "--by", "source"]  # fmt: skip
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


def watched(process, out, n_first):
    """Wait for a run; return the most memory of each of its processes, over the first shards and over all, and of the command."""
    first, whole, command = {}, {}, 0.0
    while process.poll() is None:
        try:
            held = {pid: resident(pid) for pid in workers(process.pid)}
            command = max(command, resident(process.pid))
        except (FileNotFoundError, ProcessLookupError):
            continue
        whole = {pid: max(held.get(pid, 0), whole.get(pid, 0)) for pid in held.keys() | whole.keys()}
        if len(files(out)) <= n_first:
            first = dict(whole)
        time.sleep(0.05)
    return first, whole, command


def killed(articles, out, seconds, n):
    """Run and kill n times at random moments, then to the end; return how many shards were written more than once."""
    draw, twice = random.Random(SEED), 0
    for _ in range(n):
        before = files(out)
        process = start(articles, out)
        time.sleep(draw.uniform(1, 2 * seconds / n + 6))
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
        first, most, command = watched(process, whole, FIRST * articles.stat().st_size // n // 1_100_000)
        seconds = time.time() - since
        print(f"{n:,} articles, {len(files(whole))} shards, {seconds:.0f} s, exit {process.returncode}")
        for number, pid in enumerate(most):
            print(f"process {number}: {first.get(pid, 0):.0f} MB over the first {FIRST:,} articles, {most[pid]:.0f} MB over all ({most[pid] / first[pid] - 1:+.1%})")  # fmt: skip
        print(f"the command, which opens and compares: {command:.0f} MB")
        twice = killed(articles, broken, seconds, n_kills)
        same = all(a.read_bytes() == b.read_bytes() for a, b in zip(*(sorted(chain.from_iterable(out.glob(pattern) for pattern in ("*.json", "*/*.npz"))) for out in (whole, broken)), strict=True))  # fmt: skip
        print(f"killed {n_kills} times: {'the same bytes' if same else 'OTHER BYTES'}, {twice} shards written twice")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
