"""How time and memory grow with the size of a hostile text: python tests/hostile/growth.py [--largest 10000000]

Each text is read in a process of its own, forked from one that has read a small text, so that what is compiled once
counts for none. Time is CPU time of :func:`framing.analyze`, the best of three runs where it is short. Where it grows
beyond LIMIT, both sizes are read three times more, and the best counts: a busy machine makes one run half as long again.
Memory is the peak of the process less that of one which reads a small text, in bytes for each byte of the text (UTF-8).
What is beyond LIMIT is marked with an asterisk; a run that passes ``--seconds`` or ``--gigabytes`` says so in place of a
time.
"""

import argparse
import multiprocessing
import resource
import time
from contextlib import suppress
from itertools import pairwise

from kinds import SCALED

import framing

LIMIT = 12  # ten times the text in ten times the time, and a fifth more; bytes of memory for each byte of the text
SMALLEST = 10_000  # characters
SHORT = 0.3  # seconds; a shorter run is repeated
SMALL = "“It rained,” the mayor said."
FORK = multiprocessing.get_context("fork")


def arguments():
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=1_000_000, help="characters of the largest text")
    parser.add_argument(
        "--kinds", nargs="*", default=list(SCALED), metavar="KIND", choices=SCALED, help="all by default"
    )
    parser.add_argument("--seconds", type=int, default=300, help="CPU time allowed for one text")
    parser.add_argument("--gigabytes", type=int, default=12, help="memory allowed for one text")
    return parser.parse_args()


def read(text, seconds, gigabytes, found):
    """Send the CPU time of reading a text and the peak memory of this process."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30, gigabytes << 30))
    start = time.process_time()
    with suppress(MemoryError):
        framing.analyze(text)
        found.send((time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))


def apart(text, asked):
    """Return seconds and peak bytes of reading a text in a process of its own; None where it did not end well."""
    here, there = FORK.Pipe(duplex=False)
    process = FORK.Process(target=read, args=(text, asked.seconds, asked.gigabytes, there))
    process.start()
    there.close()
    process.join()
    with suppress(EOFError):  # it was ended, or had no memory
        return here.recv()
    return None


def best(text, asked, times):
    """Return seconds and peak bytes of reading a text, the best of some runs; None where one did not end well."""
    runs = [apart(text, asked) for _ in range(times)]
    return min(runs) if all(runs) else None


def measured(text, asked):
    """Return seconds and peak bytes of reading a text, of three runs the best where it is short."""
    run = best(text, asked, 1)
    return best(text, asked, 3) if run and run[0] < SHORT else run


def marked(number, digits=1):
    """Return a number as written in the table, with an asterisk beyond LIMIT."""
    return f"{number:.{digits}f}{' *' if number > LIMIT else ''}"


def row(kind, sizes, rest, asked):
    """Return the cells of a kind: seconds, then growth, for each size; memory of the largest that was read."""
    runs, memory = [], ""
    for size in sizes:
        text = SCALED[kind](size)
        runs.append(measured(text, asked))
        if runs[-1] is None:
            break
        memory = marked((runs[-1][1] - rest) / len(text.encode("utf-8", "surrogatepass")))
        if len(runs) > 1 and runs[-1][0] > LIMIT * runs[-2][0]:
            runs[-2:] = [best(SCALED[kind](n), asked, 3) for n in (size // 10, size)]
    seconds = [f"{run[0]:.2f}" if run else "not read *" for run in runs]
    ratios = [marked(after[0] / before[0]) for before, after in pairwise(runs) if before and after]
    blank = [""] * len(sizes)
    return [kind, *(seconds + blank)[: len(sizes)], *(ratios + blank)[: len(sizes) - 1], memory]


def main():
    """Print a row for each kind."""
    asked = arguments()
    sizes = [SMALLEST]
    while sizes[-1] * 10 <= asked.largest:
        sizes.append(sizes[-1] * 10)
    framing.analyze(SMALL)
    rest = apart(SMALL, asked)[1]
    heads = ["kind", *(f"{size:,} (s)" for size in sizes), *(f"{b:,} / {a:,}" for a, b in pairwise(sizes)), "memory"]
    print("|", " | ".join(heads), "|")
    print("|---" + "|--:" * (len(heads) - 1) + "|")
    for kind in asked.kinds:
        print("|", " | ".join(row(kind, sizes, rest, asked)), "|", flush=True)


if __name__ == "__main__":
    main()
