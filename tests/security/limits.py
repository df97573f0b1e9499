"""Limits: a call that must end soon and in little memory, and one whose time must grow as its input does."""

import contextlib
import time
import tracemalloc

SECONDS, BYTES = 20, 400_000_000  # of processor time and of memory that Python and NumPy ask for
NOISE = 0.3  # seconds that say nothing


@contextlib.contextmanager
def bounded(seconds=SECONDS, size=BYTES):
    """Refuse what takes more time or memory inside."""
    tracemalloc.start()
    began = time.process_time()
    try:
        yield
        took, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert took < seconds
    assert peak < size


def seconds(call):
    """Return the processor time of a call, the better of two."""
    times = []
    for _ in range(2):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return min(times)


def is_linear(call, small, large):
    """Whether `call` takes no more than twice as long for each character of a large input as of a small one."""
    few, many = seconds(lambda: call(small)), seconds(lambda: call(large))
    return many < NOISE or many <= 2 * len(large) / len(small) * max(few, NOISE / 10)
