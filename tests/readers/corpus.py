"""Good inputs of every kind, small, to be damaged by the fuzzer and the tests."""

from __future__ import annotations

import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from tests.readers.server import PAGE, PARAGRAPHS
from tests.readers.test_feeds import ATOM, ESCAPED, JSON_FEED, RDF, rss
from tests.readers.test_html import SAVED
from tests.readers.test_tables import HEADER, ROW, table
from tests.readers.test_wires import MARKDOWN, NINJS_1, NINJS_2, PAGES, archive

PROSE = "\n".join(PARAGRAPHS)
ARTICLE = {
    "text": PROSE,
    "outlet": "La Vigie",
    "title": "Le pont ferme",
    "url": "https://vigie.example/pont",
    "published_at": "2023-09-12T14:05:00+02:00",
    "lang": "fr",
    "author": "Anne Lorrain",
}
DATED = (
    f"Le pont ferme\n\npar\nOrbia\n\nPublié le 12 septembre 2023 à 14h05\n\n{PROSE}\n\n"
    "Retrouvez toute l’actu sur Le Phare\n© La Vigie 2023 - Tous droits réservés (OPF)"
)


def parquet_bytes(compression: str = "snappy") -> bytes:
    out = io.BytesIO()
    rows = {name: [value] * 3 for name, value in ARTICLE.items()}
    pq.write_table(pa.table(rows), out, compression=compression)
    return out.getvalue()


def goods() -> dict[str, list[tuple[str, bytes]]]:
    """Reader -> (file name, bytes) of inputs that it reads without a complaint."""
    line = json.dumps(ARTICLE, ensure_ascii=False)
    return {
        "plain": [("a.txt", DATED.encode()), ("b.txt", DATED.encode("cp1252")),
                  ("c.txt", DATED.encode("utf-16"))],
        "markdown": [("a.md", MARKDOWN.encode()), ("b.md", b"# A *b* [c](d)\n\n> e\n\n1. f\n")],
        "html": [(f"{name}.html", saved.html.encode()) for name, saved in SAVED.items()]
        + [("page.html", PAGE.encode())],
        "feed": [("r.xml", rss("https://vigie.example", 1, 2).encode()),
                 ("a.xml", ATOM.format(body=ESCAPED).encode()),
                 ("d.xml", RDF.format(body=ESCAPED).encode())],
        "json": [("a.json", json.dumps([ARTICLE, NINJS_1, NINJS_2]).encode()),
                 ("b.json", json.dumps(JSON_FEED).encode()),
                 ("c.json", json.dumps({"articles": [ARTICLE]}, indent=1).encode())],
        "jsonl": [("a.jsonl", f"{line}\n{json.dumps(NINJS_2)}\n{line}\n".encode())],
        "csv": [("a.csv", table([HEADER, ROW, ROW]).encode()),
                ("b.tsv", table([HEADER, ROW], "\t").encode("cp1252")),
                ("c.csv", table([HEADER, ROW], ";").encode("utf-16"))],
        "parquet": [("a.parquet", parquet_bytes()), ("b.parquet", parquet_bytes("zstd"))],
        "warc": [("a.warc", archive(*PAGES)), ("b.warc.gz", archive(*PAGES, packed=True))],
        "gzip": [("a.jsonl.gz", gzip.compress(f"{line}\n{line}\n".encode(), mtime=0)),
                 ("b.gz", gzip.compress(PAGE.encode(), mtime=0))],
    }  # fmt: skip
