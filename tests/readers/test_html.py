"""Saved pages in the shapes that publishing systems give them; written for these tests."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims.readers import read
from claims.records import Article, Skipped
from tests.readers.server import PARAGRAPHS

WHEN = datetime(2023, 9, 12, 12, 5, tzinfo=UTC)
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
NAV = "<nav><ul><li><a href='/'>Accueil</a></li><li><a href='/sport'>Sports</a></li></ul></nav>"
JOINED = "\n".join(PARAGRAPHS)
ASIDE = "<aside class='related'><h3>À lire aussi</h3><a href='/x'>Le marché rouvre</a></aside>"


@dataclass(frozen=True)
class Saved:
    """A saved page and what it states."""

    html: str
    outlet: str = "La Vigie"
    title: str = "Le pont ferme"
    author: str | None = "Anne Lorrain"
    url: str | None = "https://www.vigie.example/2023/09/12/pont"
    lang: str = "fr"
    when: datetime | None = WHEN


def ld(**fields: object) -> str:
    data = json.dumps({"@context": "https://schema.org", **fields}, ensure_ascii=False)
    return f'<script type="application/ld+json">{data}</script>'


BLOG_GRAPH = ld(
    **{
        "@graph": [
            {
                "@type": "Article",
                "@id": "https://www.vigie.example/2023/09/12/pont#article",
                "author": {"@id": "#anne"},
                "headline": "Le pont ferme",
                "datePublished": "2023-09-12T12:05:00+00:00",
                "publisher": {"@id": "#org"},
                "inLanguage": "fr-FR",
            },
            {"@type": "WebPage", "name": "Le pont ferme - La Vigie", "inLanguage": "fr-FR"},
            {"@type": "Organization", "@id": "#org", "name": "La Vigie"},
            {"@type": "Person", "@id": "#anne", "name": "Anne Lorrain"},
        ]
    }
)
SAVED = {
    # A blog system with an SEO plug-in: one JSON-LD graph whose nodes refer to each other.
    "blog": Saved(
        f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="UTF-8" />
<link rel="canonical" href="https://www.vigie.example/2023/09/12/pont" />{BLOG_GRAPH}
<meta property="og:title" content="Le pont ferme - La Vigie" /></head>
<body class="post-template-default single"><header id="masthead">{NAV}</header><main>
<article class="post type-post hentry"><header class="entry-header"><h1 class="entry-title">
Le pont ferme</h1></header><div class="entry-content">{BODY}</div><footer class="entry-footer">
<span class="cat-links">Ville</span></footer></article><div id="comments"><h2>Un avis</h2>
<p>Bravo la mairie, enfin une bonne idée pour le quartier, merci !</p></div></main></body></html>"""
    ),
    # A daily's own system: NewsArticle in a list, authors in a list, a paywall notice after it.
    "daily": Saved(
        f"""<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>Le pont ferme | La Vigie</title><meta property="og:site_name" content="La Vigie">
<meta property="og:url" content="https://www.vigie.example/2023/09/12/pont?utm=1">
<link rel="canonical" href="https://www.vigie.example/2023/09/12/pont">
<script type="application/ld+json">[{{"@type":["NewsArticle"],"headline":"Le pont ferme",
"datePublished":"2023-09-12T14:05:00+0200","author":[{{"@type":"Person","name":"Anne Lorrain"}}],
"publisher":{{"@type":"Organization","name":"La Vigie","logo":{{"url":"/l.png"}}}}}}]</script>
</head><body>{NAV}<main><article class="article"><h1>Le pont ferme</h1>
<section class="article__content">{BODY}</section></article>{ASIDE}</main>
<footer>© La Vigie - Mentions légales</footer></body></html>"""
    ),
    # An enterprise system: everything in meta properties, dates with a zone.
    "enterprise": Saved(
        f"""<html lang="fr"><head><title>Le pont ferme - La Vigie</title>
<meta property="og:site_name" content="La Vigie"/>
<meta property="og:title" content="Le pont ferme | La Vigie"/>
<meta property="og:url" content="https://www.vigie.example/2023/09/12/pont"/>
<meta property="article:published_time" content="2023-09-12T14:05:00+02:00"/>
<meta property="article:author" content="https://www.social.example/anne"/>
<meta name="author" content="Anne Lorrain"/></head><body><div id="wrapper">{NAV}
<div class="node node--type-article"><h1>Le pont ferme</h1><div class="field--name-body">{BODY}
</div></div>{ASIDE}</div></body></html>"""
    ),
    # Microdata of the older kind, time element with pubdate, address in the link element only.
    "microdata": Saved(
        f"""<html><head><meta http-equiv="content-language" content="fr">
<meta name="application-name" content="La Vigie">
<link rel="canonical" href="https://www.vigie.example/2023/09/12/pont"></head><body>
<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Le pont ferme</h1>
<span itemprop="author" itemscope><span itemprop="name">Anne Lorrain</span></span>
<time itemprop="datePublished" datetime="2023-09-12T14:05+02:00">12 septembre</time>
<div itemprop="articleBody">{BODY}</div></div></body></html>"""
    ),
    # A static-site generator: minimal head, time in the header, English field names.
    "static": Saved(
        f"""<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Le pont ferme</title>
<meta name="author" content="Anne Lorrain"><meta property="og:site_name" content="La Vigie">
</head><body><header><a href="/">La Vigie</a></header><article><header><h1>Le pont ferme</h1>
<time datetime="2023-09-12T12:05:00Z">12 sept.</time></header>
{BODY}</article></body></html>""",
        url=None,
    ),
    # Dublin Core and a date in words, as library-bred and public-service systems write.
    "public": Saved(
        f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xml:lang="fr"><head>
<meta name="DC.publisher" content="La Vigie"/><meta name="DC.title" content="Le pont ferme"/>
<meta name="DC.creator" content="Anne Lorrain"/>
<meta name="DC.date.issued" content="12 septembre 2023 à 14h05 CEST"/>
<meta name="DC.language" content="fr"/></head><body><div id="content"><h1>Le pont ferme</h1>
{BODY}</div></body></html>""",
        url=None,
    ),
    # A live blog whose type is LiveBlogPosting, publisher named by legalName's node.
    "live": Saved(
        f"""<html lang="fr-BE"><head>{
            ld(
                **{
                    "@type": "LiveBlogPosting",
                    "headline": "Le pont ferme",
                    "datePublished": "2023-09-12T14:05:00+02:00",
                    "author": "Anne Lorrain",
                    "publisher": [{"@type": "NewsMediaOrganization", "name": "La Vigie"}],
                    "mainEntityOfPage": {"@id": "https://www.vigie.example/2023/09/12/pont"},
                }
            )
        }</head><body>{NAV}<article><h1>Le pont ferme</h1>{BODY}</article></body></html>"""
    ),
    # A page built by scripts: an empty layout, the text only in the JSON-LD.
    "scripted": Saved(
        f"""<html lang="fr"><head>{
            ld(
                **{
                    "@type": "NewsArticle",
                    "headline": "Le pont ferme",
                    "datePublished": "2023-09-12T14:05:00+02:00",
                    "author": {"name": "Anne Lorrain"},
                    "publisher": {"name": "La Vigie"},
                    "url": "https://www.vigie.example/2023/09/12/pont",
                    "articleBody": JOINED,
                }
            )
        }</head><body><div id="root"></div><script>render()</script></body></html>"""
    ),
}


def read_page(folder: Path, html: str, name: str = "page.html") -> Article | Skipped:
    path = folder / name
    path.write_text(html, encoding="utf-8")
    (item,) = read(str(path))
    return item


@pytest.mark.parametrize("name", SAVED)
def test_publishing_systems(tmp_path: Path, name: str) -> None:
    saved = SAVED[name]
    article = read_page(tmp_path, saved.html)
    assert isinstance(article, Article), article
    found = (article.outlet, article.title, article.author, article.url, article.lang)
    assert found == (saved.outlet, saved.title, saved.author, saved.url, saved.lang)
    assert article.published_at == saved.when


@pytest.mark.parametrize("name", SAVED)
def test_body_is_the_article_and_nothing_else(tmp_path: Path, name: str) -> None:
    article = read_page(tmp_path, SAVED[name].html)
    assert isinstance(article, Article)
    lines = article.text.split("\n")
    assert [line for line in lines if line in PARAGRAPHS] == list(PARAGRAPHS)
    for menu in ("Accueil", "À lire aussi", "Bravo", "Mentions légales"):
        assert menu not in article.text


def test_content_tells_html_from_its_ending(tmp_path: Path) -> None:
    article = read_page(tmp_path, SAVED["daily"].html, "saved.txt")
    assert isinstance(article, Article) and article.title == "Le pont ferme"


def test_address_of_another_site_is_not_taken(tmp_path: Path) -> None:
    from claims.readers.html import page_draft

    html = SAVED["daily"].html.replace("www.vigie.example", "evil.example")
    draft = page_draft(html, "x", "https://www.vigie.example/p")
    assert draft.url == "https://www.vigie.example/p"  # type: ignore[union-attr]
    assert any("another site" in note for note in draft.notes)  # type: ignore[union-attr]


def test_broken_date_is_said_and_the_page_goes_in(tmp_path: Path) -> None:
    html = SAVED["daily"].html.replace("2023-09-12T14:05:00+0200", "hier soir")
    html = html.replace("/2023/09/12/", "/a/")
    article = read_page(tmp_path, html)
    assert isinstance(article, Article) and article.published_at is None
    assert any("'hier soir'" in note for note in article.notes)


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<html></html>", "no article text"),
        ("<html><body><script>render()</script></body></html>", "no article text"),
        (f"<html><body>{NAV}</body></html>", "no article text"),
        ("<html><body>" + "<div>" * 100_000 + BODY, "no article text"),
        ("<html><body><p>" + "mot " * 2_000_000, "6,000,000 characters"),
        ("<html><body>" + "<p>a" * 120_000, "elements"),
        ("<html>" + "<!--" * 1000, "no article text"),
        ("<html><head>" + ld(a="x").replace('"x"', "[" * 50_000), "no article text"),
    ],
)
def test_hostile_pages(tmp_path: Path, html: str, says: str) -> None:
    item = read_page(tmp_path, html)
    assert isinstance(item, Skipped) and says in item.reason and "\n" not in item.reason


def test_wrong_language_of_a_template_is_overruled_and_said(tmp_path: Path) -> None:
    article = read_page(tmp_path, SAVED["daily"].html.replace('lang="fr"', 'lang="en-US"'))
    assert isinstance(article, Article) and article.lang == "fr"
    assert any("the page says en" in note for note in article.notes)


def test_paywall_is_said(tmp_path: Path) -> None:
    html = SAVED["daily"].html.replace('"headline"', '"isAccessibleForFree": "False", "headline"')
    article = read_page(tmp_path, html)
    assert isinstance(article, Article) and any("subscribers" in note for note in article.notes)


@pytest.mark.parametrize("piece", ["<script ", "<script></script ", "<!-- --", "<!DOCTYPE[]", "<"])
def test_no_pattern_runs_away(tmp_path: Path, piece: str) -> None:
    """Each of these takes minutes where a pattern tries every way to read it."""
    began = time.monotonic()
    read_page(tmp_path, (piece * 200_000)[:800_000])
    read_page(tmp_path, "<?xml version='1.0'?>" + (piece + ">") * 5_000 + "<")
    assert time.monotonic() - began < 20


def test_scripts_and_hidden_names_do_not_reach_the_record(tmp_path: Path) -> None:
    html = SAVED["enterprise"].html.replace(
        'content="La Vigie"', 'content="La &lt;b&gt;Vigie\u202e"'
    )
    html = html.replace(BODY, BODY + "<script>alert('x')</script><style>p{}</style>")
    article = read_page(tmp_path, html)
    assert isinstance(article, Article)
    assert (
        article.outlet == "La Vigie" and "alert" not in article.text and "p{}" not in article.text
    )
