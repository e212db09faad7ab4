"""A real HTTP server on loopback, with a handler for each thing servers do to their readers."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPHS = (
    "Le maire de Brévannes a annoncé mardi la fermeture du pont pour six mois au moins.",
    "Selon la préfecture, les travaux coûteront deux millions d’euros et dureront tout l’hiver.",
    "Les riverains contestent cette décision, prise selon eux sans aucune consultation publique.",
)
PAGE = (
    "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Le pont ferme</title>"
    "<meta property='og:site_name' content='La Vigie'></head><body><article><h1>Le pont ferme</h1>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + "</article></body></html>"
)


@dataclass
class Site:
    """What the server was asked, and what it answers: path -> function of the handler."""

    address: str = ""
    routes: dict = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def times(self, path: str) -> int:
        return self.asked.count(path)


def send(
    handler: BaseHTTPRequestHandler,
    body: bytes,
    kind: str = "text/html",
    status: int = 200,
    **headers,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def page(handler: BaseHTTPRequestHandler) -> None:
    send(handler, PAGE.encode(), "text/html; charset=utf-8")


def slow_page(site: Site, seconds: float = 0.03):
    """A page that counts how many are asked for at once, up to where it begins to answer."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with site.lock:
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
        time.sleep(seconds)
        with site.lock:
            site.at_once -= 1
        page(handler)

    return answer


def redirect(to: str, status: int = 302):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(handler, b"", status=status, Location=to)

    return answer


def status(code: int, **headers):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(handler, b"sorry", status=code, **headers)

    return answer


def packed(encoding: str, data: bytes):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(handler, data, Content_Encoding=encoding)

    return answer


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<html>")


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        for _ in range(200):
            handler.wfile.write(b"<p>")
            handler.wfile.flush()
            time.sleep(0.05)


def dripping_headers(handler: BaseHTTPRequestHandler) -> None:
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(200):
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.05)


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


def nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\xff not http at all\r\n\r\n")


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        while True:
            handler.wfile.write(b"<p>mot</p>" * 10_000)


def gzip_bomb() -> bytes:
    """20 KB that unpack to 20 MB."""
    return gzip.compress(b"\0" * 20_000_000)


def bare_deflate() -> bytes:
    machine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return machine.compress(PAGE.encode()) + machine.flush()


@contextmanager
def serve() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers.get("User-Agent", ""))
            with suppress(OSError):
                site.routes.get(self.path, status(404))(self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
