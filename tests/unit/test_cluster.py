"""A cluster: the same files as one machine makes, whatever becomes of its workers."""

import os
import signal
from pathlib import Path

import pytest

from framing import process_corpus
from framing.core import InputError
from framing.scale.cluster import connect
from framing.scale.run import SHARDS, _Ledger

distributed = pytest.importorskip("distributed", reason="the extra 'dask' is not installed")
CORPUS = Path(__file__).parents[2] / "examples" / "corpus" / "articles.csv"
SMALL = 4_000  # characters of a shard
pytestmark = pytest.mark.filterwarnings("ignore")  # of Dask's own


@pytest.fixture
def cluster(tmp_path):
    """Return three workers, which are started again where they die, and their client."""
    with (
        distributed.LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None, local_directory=tmp_path) as cluster,
        distributed.Client(cluster) as client,
    ):  # fmt: skip
        yield cluster, client


def bytes_of(folder):
    """Return the content of each file of a folder by its name."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_files_though_workers_die(tmp_path, cluster, monkeypatch):
    """One worker is killed, then six one after the other: nothing is lost, nothing double, and the bytes are those of one machine."""
    alone = process_corpus(CORPUS, tmp_path / "alone", characters=SMALL)
    workers, client = cluster
    killed = []

    def kill(ledger, shard, path, enter=_Ledger.enter):
        enter(ledger, shard, path)
        alive = [nanny.pid for nanny in workers.workers.values() if nanny.pid and nanny.pid not in killed]
        for pid in alive[: 1 if not killed else 3] if len(killed) < 7 else ():
            killed.append(pid)
            os.kill(pid, signal.SIGKILL)

    monkeypatch.setattr(_Ledger, "enter", kill)
    told = process_corpus(CORPUS, tmp_path / "cluster", characters=SMALL, client=client)
    assert len(killed) >= 7
    assert told["n_set_aside"] == 0
    assert told["n_made"] == alone["n_made"]
    assert bytes_of(tmp_path / "cluster") == bytes_of(tmp_path / "alone")
    assert len(list((tmp_path / "cluster" / SHARDS).iterdir())) == told["n_made"]


def test_a_scheduler_that_is_not_there():
    """The error names the address."""
    with pytest.raises(InputError, match="no Dask scheduler at tcp"):
        connect("tcp://127.0.0.1:9")
