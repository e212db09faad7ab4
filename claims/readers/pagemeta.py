"""What a web page says about its article: JSON-LD first, then meta tags, then its elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from claims.readers.data import pages
from claims.readers.dates import Stated, date_in_url, parse_field
from claims.readers.markup import Tree, fragment_text, json_ld_scripts

_MAX_NODES = 5_000
_VALUE_CHARS = 1_000


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page states; None where it says nothing."""

    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    lang: str | None = None
    published: Stated | None = None
    body: str | None = None
    notes: tuple[str, ...] = ()


def page_meta(html: str, tree: Tree, address: str | None) -> PageMeta:
    """The article's metadata. `address` is where the page came from, None for a file."""
    article, nodes = _article_node(html)
    metas = _metas(tree)
    published, notes = _published(article, metas, tree)
    url, url_notes = _canonical(_urls(article, metas, tree), address)
    if published is None and url and (published := date_in_url(url)):
        notes = (*notes, "published: the day, from its address")
    outlet = _outlet(article, nodes, metas)
    return PageMeta(
        outlet=outlet,
        title=_without_outlet(_title(article, metas, tree), outlet),
        author=_author(article, nodes, metas, tree),
        url=url,
        lang=_lang(article, metas, tree),
        published=published,
        body=_text(_first(article, pages()["json_ld"]["body"]), limit=None),
        notes=notes + url_notes + _paywall(article),
    )


def _paywall(article: dict[str, Any]) -> tuple[str, ...]:
    if str(article.get("isAccessibleForFree")).lower() in ("false", "no", "0"):
        return ("text: the page is for subscribers; this may be no more than its opening",)
    return ()


def _article_node(html: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The JSON-LD node that stands for the article, and all nodes by their `@id`."""
    order = {name: rank for rank, name in enumerate(pages()["json_ld"]["types"])}
    best: tuple[int, dict[str, Any]] = (len(order), {})
    by_id: dict[str, dict[str, Any]] = {}
    for node in _nodes(html):
        if isinstance(node.get("@id"), str) and len(node) > 1:
            by_id.setdefault(node["@id"], node)
        rank = min((order.get(name, len(order)) for name in _types(node)), default=len(order))
        if rank < best[0]:
            best = (rank, node)
    return best[1], by_id


def _nodes(html: str) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, outer ones first; broken scripts are passed over."""
    waiting: list[object] = []
    for script in json_ld_scripts(html):
        try:
            # Some systems write line breaks into strings, which strict JSON forbids.
            waiting.append(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            continue
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting.extend(item for item in value.values() if isinstance(item, dict | list))
        elif isinstance(value, list):
            waiting.extend(item for item in value[:_MAX_NODES] if isinstance(item, dict | list))


def _types(node: dict[str, Any]) -> list[str]:
    names = node.get("@type")
    names = names if isinstance(names, list) else [names]
    return [name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)]


def _metas(tree: Tree) -> dict[str, list[str]]:
    """Contents of `<meta>` elements by their lower-case name, in page order."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = _text(meta.get("content"))
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (meta.get(attribute) or "").lower().split():
                found.setdefault(name, []).append(content)
    return found


def _from_metas(metas: dict[str, list[str]], field: str) -> Iterator[str]:
    for name in pages()["meta"][field]:
        yield from metas.get(name, ())


def _published(
    article: dict[str, Any], metas: dict[str, list[str]], tree: Tree
) -> tuple[Stated | None, tuple[str, ...]]:
    """The first date that can be read; a note names a date field that can't."""
    stated = [_text(article.get(name)) for name in pages()["json_ld"]["published"]]
    stated += _from_metas(metas, "published")
    for path in pages()["elements"]["published"]:
        stated += [_text(str(value)) for value in tree.xpath(path)[:3]]
    broken = None
    for value in filter(None, stated):
        if found := parse_field(value):
            return found, ()
        broken = broken or value
    return None, (f"published: {broken[:40]!r} on the page is no date",) if broken else ()


def _urls(article: dict[str, Any], metas: dict[str, list[str]], tree: Tree) -> Iterator[str]:
    for link in tree.xpath("//link[@rel='canonical']/@href")[:3]:
        yield str(link)
    yield from _from_metas(metas, "url")
    for name in pages()["json_ld"]["url"]:
        value = article.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value


def _canonical(urls: Iterator[str], address: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The first address of the page's own; one on another site would let a page pose as it."""
    for url in urls:
        try:
            url = urljoin(address or "", url.strip()).split("#")[0]
            host = urlsplit(url).hostname
        except ValueError:
            continue
        if not url.startswith(("http://", "https://")) or not host:
            continue
        if address is None or _same_site(host, urlsplit(address).hostname or ""):
            return url, ()
        return address, (f"url: the page names one on another site ({host[:60]}); kept its own",)
    return address, ()


def _same_site(one: str, other: str) -> bool:
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _outlet(
    article: dict[str, Any], nodes: dict[str, dict[str, Any]], metas: dict[str, list[str]]
) -> str | None:
    for name in pages()["json_ld"]["outlet"]:
        if found := _names(article.get(name), nodes):
            return found[0]
    return next(_plain_names(_from_metas(metas, "outlet")), None)


def _title(article: dict[str, Any], metas: dict[str, list[str]], tree: Tree) -> str | None:
    stated = [_text(_first(article, pages()["json_ld"]["title"]))]
    stated += _from_metas(metas, "title")
    for title in filter(None, stated):
        return fragment_text(title).replace("\n", " ")
    return _element_text(tree, "title")


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """A headline without the "| Outlet" that systems put after it for search engines."""
    if not title or not outlet:
        return title
    return re.sub(rf"\s+[|–—-]\s+{re.escape(outlet)}\s*\Z", "", title, flags=re.IGNORECASE) or title


def _author(
    article: dict[str, Any],
    nodes: dict[str, dict[str, Any]],
    metas: dict[str, list[str]],
    tree: Tree,
) -> str | None:
    for name in pages()["json_ld"]["author"]:
        if found := _names(article.get(name), nodes):
            return ", ".join(found[:5])
    return next(_plain_names(_from_metas(metas, "author")), None) or _element_text(tree, "author")


def _lang(article: dict[str, Any], metas: dict[str, list[str]], tree: Tree) -> str | None:
    value = _first(article, pages()["json_ld"]["lang"])
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    stated = [_text(value), tree.get("lang"), tree.get("xml:lang"), *_from_metas(metas, "lang")]
    return next((tag.strip() for tag in stated if tag and len(tag.strip()) <= 12), None)


def _element_text(tree: Tree, field: str) -> str | None:
    for path in pages()["elements"][field]:
        for node in tree.xpath(path)[:1]:
            if text := _text(" ".join(node.itertext())):
                return text
    return None


def _names(value: object, nodes: dict[str, dict[str, Any]]) -> list[str]:
    """Names in a JSON-LD value: a string, an object, a list, or a reference to another node."""
    found = []
    for item in (value if isinstance(value, list) else [value])[:20]:
        if isinstance(item, dict):
            identity = item.get("@id")
            known = nodes.get(identity, {}) if isinstance(identity, str) else {}
            item = item.get("name") or known.get("name") or item.get("legalName")
        item = item[0] if isinstance(item, list) and item else item
        if isinstance(item, str):
            found.append(item)
    return list(dict.fromkeys(_plain_names(iter(found))))


def _plain_names(values: Iterator[str]) -> Iterator[str]:
    """Names, without the addresses and account names that some systems put in their place."""
    for value in values:
        name = _text(fragment_text(value).replace("\n", " "))
        if name and not name.startswith(("http://", "https://", "//", "@")) and len(name) <= 200:
            yield name


def _first(node: dict[str, Any], names: list[str]) -> object:
    return next((node[name] for name in names if node.get(name)), None)


def _text(value: object, limit: int | None = _VALUE_CHARS) -> str | None:
    """A string's text, trimmed; None for anything else. `limit` bounds what is looked at."""
    value = value[0] if isinstance(value, list) and value else value
    return value[:limit].strip() or None if isinstance(value, str) else None
