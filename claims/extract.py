"""Text to claims: one article in, its claims and who stands behind each out.

The stages run one way: sentences, parse, attribution, splitting, resolution. One sentence that
cannot be read is skipped and reported with its place; the article never is.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from claims.assembly import Assembly
from claims.languages import available, load
from claims.records import Article, Extraction, Skipped, Source
from claims.sources import Directory, default_directory, make_source
from claims.text.parse import parse
from claims.text.sentences import split_sentences
from claims.text.tree import Tree


def extract(article: Article, directory: Directory | None = None) -> Extraction:
    """Claims of an article with all their attributions, in text order; never raises on odd text.

    A language that has no rules yet yields no claims and one `Skipped` that says so.
    """
    known = directory or default_directory()
    if article.lang.lower().split("-")[0] not in available():
        reason = f"no rules yet for language {article.lang!r}: stored without claims"
        return Extraction(
            article,
            (),
            (),
            (outlet_source(article.outlet, known),),
            (Skipped(article.origin, reason),),
        )
    language, outlet = load(article.lang), outlet_source(article.outlet, known)
    article = replace(article, outlet=outlet.name)
    found = split_sentences(article.text, language)
    sentences = [s for s in found if s.kind == "prose"]
    asked = {s.start for before, s in pairwise(found) if before.kind == "question"}
    units, unread = parse(article.text, sentences, language)
    assembly = Assembly(article, Tree(language), known, outlet)
    skipped = [Skipped(article.origin, s.reason, s.place) for s in unread]
    assembly.learn_names(units)
    for number, unit in enumerate(units):
        try:
            assembly.add_sentence(number, unit, unit.sentence.start in asked)
        except Exception as error:  # one odd sentence must not lose the article
            place = f"characters {unit.sentence.start}-{unit.sentence.end}"
            skipped.append(
                Skipped(
                    article.origin, f"sentence not read ({type(error).__name__}: {error})", place
                )
            )
    return assembly.result(tuple(skipped))


def outlet_source(outlet: str, directory: Directory) -> Source:
    """The outlet as a source, under its canonical name where the directory has it."""
    entry = directory.find(outlet)
    if entry is not None and entry.kind in ("outlet", "agency"):
        return entry.source
    return make_source(outlet, "outlet")
