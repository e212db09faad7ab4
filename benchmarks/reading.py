"""Memory and speed of reading a JSONL file of a million articles (`make bench-reading`).

Reading alone: no sentence is split and nothing is encoded. The articles are made here from a few
sentences, so that every line differs in text, title and hour. `--articles N` reads fewer.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from claims.readers import read
from claims.records import Article

OUTLETS = ("La Vigie", "Le Phare", "The Daily Pier", "Orbia")
FRENCH = (
    "Le maire de Brévannes a annoncé mardi la fermeture du pont numéro {n} pour six mois.",
    "Selon la préfecture, les travaux coûteront {n} euros et dureront tout l’hiver.",
    "Les riverains contestent cette décision, prise selon eux sans aucune consultation.",
)
ENGLISH = (
    "The mayor of Brévannes said on Tuesday that bridge number {n} would close for six months.",
    "The works will cost {n} euros and last all winter, according to the prefecture.",
    "Residents dispute the decision, which they say was taken without consulting anyone.",
)
FIRST_HOUR = datetime(2020, 1, 1, tzinfo=UTC)


def line(number: int) -> str:
    """One article as a JSON line; the same for the same number."""
    sentences = ENGLISH if number % 4 == 2 else FRENCH
    row = {
        "text": "\n\n".join(sentence.format(n=number) for sentence in sentences),
        "outlet": OUTLETS[number % 4],
        "title": f"Pont {number}",
        "url": f"https://news.example/{number}",
        "published_at": (FIRST_HOUR + timedelta(minutes=number)).isoformat(),
    }
    return json.dumps(row, ensure_ascii=False)


def write(path: Path, articles: int) -> None:
    """A JSONL file of that many articles."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line(number)}\n" for number in range(articles))


def resident() -> float:
    """Memory this process holds now, in MiB."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 2**20
    except OSError:
        # Elsewhere than on Linux only the highest so far is known, in bytes on macOS.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (2**20 if sys.platform == "darwin" else 2**10)


def measure(path: Path, articles: int) -> int:
    """Reads the file, prints a row at each tenth, and gives the number of articles read."""
    print(f"{'articles':>12} {'MiB held':>9} {'articles/s':>11}")
    began, read_in, early = time.perf_counter(), 0, 0.0
    step = max(1, articles // 10)
    for item in read(str(path)):
        read_in += isinstance(item, Article)
        if read_in % step == 0:
            rate = read_in / (time.perf_counter() - began)
            held = resident()
            early = early or held
            print(f"{read_in:>12,} {held:>9.1f} {rate:>11,.0f}", flush=True)
    print(f"grown by {resident() - early:+.1f} MiB since the first tenth")
    return read_in


def main() -> None:
    """Makes the file, reads it, and fails where an article is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    articles = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        write(path, articles)
        print(f"{path.stat().st_size / 2**20:,.0f} MiB of JSONL, {articles:,} articles")
        read_in = measure(path, articles)
    if read_in != articles:
        sys.exit(f"read {read_in:,} of {articles:,} articles")


if __name__ == "__main__":
    main()
