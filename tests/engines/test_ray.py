"""A Ray cluster of two nodes gives what this process gives; losing a node loses nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims.records import Skipped
from ledger.engines import LocalEngine
from ledger.engines.ray import RayEngine
from ledger.ingest import Added, Encoded, commit
from ledger.ledger import Ledger
from ledger.store import Store
from tests.engines.articles import made_articles
from tests.ledger.build import DIM, vectors
from tests.ledger.story import contents, story
from tests.readers.corpus import goods
from tests.readers.test_malformed import ADDRESSES, BAD, STAY

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'factledger[ray]'")
ARTICLES = 100  # two batches; 500 articles, the count asked for: python -m benchmarks.cluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[Any, Any]]:
    """A head and a second node, a processor each, and the second node."""
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    second = made.add_node(num_cpus=1)
    ray.init(address=made.address, log_to_driver=False, logging_level="ERROR")
    try:
        yield made, second
    finally:
        ray.shutdown()
        made.shutdown()


@pytest.mark.usefixtures("cluster")
def test_reading_gives_the_same_articles_and_the_same_lines(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for number, (_, name, data, _) in enumerate(BAD):
        _put(folder / f"{number:03d}" / name, data)
    for kind, files in goods().items():
        for name, data in files:
            _put(folder / kind / name, data)
    sources = [ADDRESSES[0], str(folder), *ADDRESSES[1:], str(folder / "000")]
    here, there = (list(engine.read(sources, STAY)) for engine in (LocalEngine(1), RayEngine()))
    assert there == here
    assert {isinstance(item, Skipped) for item in here} == {True, False}


@pytest.mark.usefixtures("cluster")
@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_what_a_node_sees_differently_is_read_here() -> None:
    named = "/proc/self/cmdline"  # a file of its own for every process
    assert list(RayEngine().read([named], STAY)) == list(LocalEngine(1).read([named], STAY))


@pytest.mark.usefixtures("cluster")
def test_matching_against_itself_and_all_before_gives_the_same_edges(tmp_path: Path) -> None:
    told = story(150)
    found = []
    for engine in (LocalEngine(1), RayEngine()):
        store = Store.open(tmp_path / type(engine).__name__, create=True)
        for some in (told[:100], told[100:]):
            batch = Encoded(tuple(some), tuple(vectors(some)), "given", DIM)
            commit(store, batch, match=engine.match)
        parts = [store.read("edges", [run]).to_pylist() for run in store.runs()]
        found.append([{**row, "run_id": "", "recorded_at": ""} for rows in parts for row in rows])
    assert len(found[0]) > 100
    assert found[0] == found[1]


def test_a_lost_node_changes_no_row(cluster: tuple[Any, Any], tmp_path: Path) -> None:
    made, second = cluster
    articles = made_articles(ARTICLES, ("fr",), 1)
    lost: list[str] = []

    def lose(one: Added | Skipped) -> None:
        if not lost:  # one batch is in, the others are under way
            lost.append(one.origin)
            made.remove_node(second, allow_graceful=False)

    here, there = (
        Ledger.open(tmp_path / name, create=True, encoder="light") for name in ("here", "there")
    )
    here.add(articles, engine=LocalEngine(1))
    report = there.add(articles, lose, engine=RayEngine())
    assert lost == [articles[0].origin]
    assert [a.article_id for a in report.added] == [a.article_id for a in articles]
    assert [len(book.store.runs()) for book in (here, there)] == [2, 2]
    assert contents(there) == contents(here)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
