"""Web pages: the article's body without menus and adverts, and what the page says about it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

from claims.readers.charsets import decode_page
from claims.readers.document import Document
from claims.readers.draft import Draft
from claims.readers.fetch import Fetched
from claims.readers.markup import BadMarkup, Tree, fragment_text, parse_html
from claims.readers.options import ReadOptions
from claims.readers.pagemeta import PageMeta, page_meta
from claims.readers.sniff import foreign
from claims.records import Skipped

# Below this many characters the extractor found a menu or a teaser at best.
_SHORTEST = 60
_MAGIC_BYTES = 1024
_NOTHING = (
    "no article text on the page; is it a menu, behind a paywall or built by scripts? "
    "Save the article as text"
)


def read_html(document: Document, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """The one article of a page. Raises TooLarge."""
    data = document.read_all(options.max_bytes)
    page = Fetched(document.url or "", 200, data, charset=document.charset)
    draft = page_draft_of(page, document.origin)
    if isinstance(draft, Draft) and not draft.stem:
        draft = replace(draft, stem=document.stem)
    yield draft


def page_draft_of(page: Fetched, origin: str) -> Draft | Skipped:
    """The article of a page as it was fetched (`url` empty: it is a file); `stem` is its host."""
    if what := foreign(page.content[:_MAGIC_BYTES]):
        return Skipped(origin, f"is {what}")
    html, notes = decode_page(page.content, page.charset)
    draft = page_draft(html, origin, page.url or None)
    if isinstance(draft, Skipped):
        return draft
    return replace(draft, stem=_host(draft.url), notes=notes + draft.notes)


def page_draft(html: str, origin: str, address: str | None) -> Draft | Skipped:
    """The article of a page's HTML; `address` is where it was fetched, None for a file."""
    try:
        tree = parse_html(html)
        meta = page_meta(html, tree, address)
        text, notes = _body(tree, meta)
    except BadMarkup as error:
        return Skipped(origin, str(error))
    except RecursionError:
        return Skipped(origin, "page nested too deeply to be an article")
    if not text:
        return Skipped(origin, _NOTHING)
    return Draft(
        text=text,
        origin=origin,
        stem="",
        outlet=meta.outlet,
        title=meta.title,
        url=meta.url,
        author=meta.author,
        published=meta.published,
        lang_hint=meta.lang,
        notes=meta.notes + notes,
    )


def _body(tree: Tree, meta: PageMeta) -> tuple[str, tuple[str, ...]]:
    """The extracted text; the page's own `articleBody` where the layout hides the article."""
    text = _extracted(tree)
    stated = fragment_text(meta.body) if meta.body else ""
    if len(text) >= _SHORTEST:
        return text, ()
    if len(stated) >= _SHORTEST:
        return stated, ("text: from the page's articleBody; its layout held none",)
    return "", ()


def _extracted(tree: Tree) -> str:
    """Source of the method: trafilatura (Barbaresi 2021), with its fallbacks, no comments."""
    import trafilatura

    # It reports what it can't parse to the log; what matters reaches the user as Skipped.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = trafilatura.extract(
        tree, include_comments=False, include_tables=False, config=_settings()
    )
    return text or ""


@cache
def _settings() -> ConfigParser:
    """trafilatura's settings, but a short bulletin keeps its paragraphs instead of being refused
    and gathered again as one line.
    """
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    return settings


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
