"""Noun phrases and pieces of text as a claim's sentence needs them: joined, elided, closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from claims.languages.loader import words
from claims.text.tree import Tree

if TYPE_CHECKING:
    from claims.text.tokens import Token

DROPPED = "\0"  # stands for a token that the sentence does without
# Words before which French elides: a vowel, or one of the commoner beginnings with a mute "h".
_VOWEL = re.compile(
    r"[«\"“]?\s?(?:[aàâeéèêëiîïoôöuûùyœæ]|h(?:é(?!r)|er|eu|i|y|ab|o[mp]|ôp|onn|ori|u[bgmi]))",
    re.IGNORECASE,
)


def noun_phrase(
    noun: Token,
    tree: Tree,
    without: frozenset[int] = frozenset(),
    words: dict[int, str] | None = None,
) -> str:
    """A noun with its own modifiers, without the clauses that hang on it, nor the tokens `without`.

    `words` stands for some of its tokens.

    A name beside the noun says it all ("le maire, Jean Petit" is "Jean Petit"); other asides are
    left out.
    """
    drop: set[int] = set(without)
    for token in noun.subtree:
        aside = token.dep_ in tree.acl | tree.appos and tree.preceding_comma(token)
        if token != noun and (token.dep_ in tree.relcl | tree.parataxis or aside):
            drop |= tree.subtree(token)
        if _is_outside(token, noun, tree):
            drop |= tree.subtree(token)
    kept = [t for t in noun.subtree if t.i not in drop]
    while kept and (kept[-1].is_punct or kept[0].is_punct):
        kept = kept[:-1] if kept[-1].is_punct else kept[1:]
    if not kept:
        return ""
    if words and any(t.i in words for t in kept):
        return reworded(kept, words, tree)
    phrase = uncapitalised(join(kept), kept[0], tree)
    article = _fused_article(noun, drop, tree)
    return elided(article, phrase, tree) if article else phrase


def _is_outside(token: Token, noun: Token, tree: Tree) -> bool:
    """What goes with the clause around a noun phrase: its preposition, and what it is said of."""
    if token.lower_ in tree.language.grammar["owner_relatives"] and token.i < noun.i:
        return token.head == noun  # "dont le gérant"
    if token.head == noun and token.dep_ in tree.subject | tree.copula | tree.mark:
        return tree.language.grammar.get("reattach", False) and token.i < noun.i
    if token.dep_ not in tree.case | tree.coordinator or token.i > token.head.i:
        return False
    if token.head != noun:  # "par A et par B"
        again = token.dep_ in tree.case and token.head.head == noun and token.head.dep_ in tree.conj
        own = {c.lower_ for c in tree.children(noun, tree.case)}
        return again and token.lower_ in own and token.lower_ not in ("de", "d'")
    partitive = token.lower_ == "de" and token.nbor(1).dep_ not in tree.det
    return not partitive or (noun.dep_ in tree.nominal_parts and noun.pos_ == "PROPN")


def _fused_article(noun: Token, drop: set[int], tree: Tree) -> str:
    """The article inside a preposition that was left out: "du" holds "le"."""
    fused: dict[str, str] = tree.language.grammar.get("fused", {})
    cases = [c for c in noun.children if c.i in drop and c.i < noun.i and c.dep_ in tree.case]
    if tree.children(noun, tree.det) or noun.pos_ != "NOUN":
        return ""
    return next((fused[c.lower_] for c in cases if c.lower_ in fused), "")


def name_beside(noun: Token, tree: Tree) -> str:
    """The full name set off after a noun by a comma ("la PDG, Anne Roy, "), else ""."""
    doc = noun.doc
    comma = next((t for t in doc[noun.i + 1 : noun.i + 15] if t.text in ",;.:("), None)
    if comma is None or comma.text != "," or comma.i + 1 >= len(doc):
        return ""
    name = doc[comma.i + 1]
    whole = name.pos_ in ("PROPN", "X") and " " in name.text and name.text[:1].isupper()
    between = all(t.i in tree.subtree(noun) for t in doc[noun.i : comma.i])
    closed = comma.i + 2 >= len(doc) or doc[comma.i + 2].text in {",", ".", "("}
    own = name.i in tree.subtree(noun) or name.head == noun
    closed = closed or doc[comma.i + 2].pos_ in ("VERB", "AUX", "ADV", "PRON")
    return name.text if whole and between and closed and (own or closed) else ""


def begins(phrase: str, words_before: Sequence[str]) -> bool:
    """Whether a phrase begins with one of these words, elided or not."""
    low = phrase.lower().replace("’", "'")
    return low.startswith(tuple(w if w.endswith("'") else f"{w} " for w in words_before))


def uncapitalised(text: str, first: Token, tree: Tree) -> str:
    """The text without the capital that a sentence's first word has, where it is no name."""
    function = first.pos_ in ("DET", "ADP", "NUM") or first.dep_ in tree.det
    return text[:1].lower() + text[1:] if function and first.text.istitle() else text


def of_phrase(words: str, tree: Tree) -> str:
    """The words after "of": "du groupe", "de la ministre", "d'Anne Roy", "of the group"."""
    forms = tree.language.grammar["of_forms"]
    low = words.lower()
    for article, joined in forms.get("articles", {}).items():
        if low.startswith(f"{article} ") or (article.endswith("'") and low.startswith(article)):
            return str(joined) + words[len(article) :].lstrip()
    vowel = _VOWEL.match(words) and not low.startswith(tuple(forms.get("aspirated", ())))
    return str(forms["name_vowel"] if vowel else forms["name"]) + words


def definite(words: str, tree: Tree) -> str:
    """The words with a definite article for an indefinite one ("un vaccin" is "le vaccin")."""
    for first, article in tree.language.grammar.get("made_definite", {}).items():
        if words.lower().startswith(first):
            rest = words[len(first) :]
            vowel = tree.language.grammar.get("before_vowel", {}) if _VOWEL.match(rest) else {}
            return elided(vowel.get(article, article), rest, tree)
    return words


def with_article(words: str, feminine: bool | None, plural: bool, tree: Tree) -> str:
    """Words for a source as a subject: a definite article for "ce", and for none before a noun."""
    articles = tree.language.anaphors.get("owned", {}).get("articles")
    first, _, rest = words.partition(" ")
    if articles is None or (not rest and not words.islower()):
        return words
    article = articles[2 if plural else bool(feminine)]
    if first.lower() in tree.language.anaphors["demonstratives"]:
        return elided("la" if first.lower() == "cette" else article, rest, tree)
    known = (*tree.language.grammar["sentence_openers"].split(), "l'", "le", "la", "les")
    begun = re.split(r"(?<=['’])|\s", words)[0].lower()
    lower = rest[:1].islower() and begun in articles
    if lower and words[:1].isupper():
        return words[:1].lower() + words[1:]  # "La banque centrale", but "La Poste"
    if not words[:1].islower() or begun in known or begun.replace("’", "'") in known:
        return words
    return elided(article, words, tree)


def elided(before: str, after: str, tree: Tree) -> str:
    """Two pieces joined with the elision that the language asks for ("que il" is "qu'il")."""
    table = tree.language.wording["elision"]["before"]
    head, _, last = before.rpartition(" ")
    lead = f"{head} " if head else ""
    first, _, rest = after.partition(" ")
    contracted = tree.language.wording["elision"].get("contracted", {})
    joined = contracted.get(f"{last.lower()} {first.lower()}")
    if joined:
        return f"{lead}{joined.title() if last.istitle() else joined} {rest}".rstrip()
    vowel = bool(_VOWEL.match(after))
    if last.lower() in table and vowel:
        return f"{lead}{last[:-1]}'{after}"
    full = next((w for w in table if last.lower() == f"{w[:-1]}'"), "")
    if full and not vowel:
        return f"{lead}{last[:-1]}{full[-1]} {after}"
    close = before.endswith("'") and bool(table)
    return f"{before}{'' if close else ' '}{after}"


def place_preposition(noun: Token, tree: Tree) -> str:
    """The preposition that a common noun takes as a place ("dans la grotte"), "" for what is none."""
    if noun.pos_ != "NOUN":
        return ""
    return _spots(tree.language.code).get(noun.lemma_.lower(), "")


@cache
def _spots(code: str) -> dict[str, str]:
    from claims.languages import load

    table = load(code).anaphors.get("places", {}).get("nouns", {})
    return {noun: p for p, nouns in table.items() for noun in words(nouns)}


def reworded(tokens: list[Token], words: dict[int, str], tree: Tree) -> str:
    """Tokens with other words for some of them, elided where two meet that did not before."""
    body, last = "", None
    bound = (",", ".", "-", *tree.language.wording.get("clinging", ()))
    for token in tokens:
        word = words.get(token.i) or token.text
        if word == DROPPED:
            continue
        anew = last is not None and (last.i != token.i - 1 or {last.i, token.i} & words.keys())
        if last is None:
            body = word
        elif anew and not word.startswith(bound):
            body = elided(body, word, tree)
        else:
            body += (" " if last.whitespace_ else "") + word
        last = token
    return body


def join(tokens: list[Token]) -> str:
    """Tokens with the blanks that stood between them, one where others were left out."""
    return "".join(
        ("" if k == 0 else " " if tokens[k - 1].whitespace_ or tokens[k - 1].i != t.i - 1 else "")
        + t.text
        for k, t in enumerate(tokens)
    )


def _paired(text: str) -> str:
    """The text without quotation marks that nothing closes or opens ("la ville « refuse")."""
    loose: set[int] = set()
    for opening, closing in ("«»", "“”"):
        open_at: list[int] = []
        for i, mark in enumerate(text):
            if mark == opening:
                open_at.append(i)
            elif mark == closing and open_at:
                open_at.pop()
            elif mark == closing:
                loose.add(i)
        loose |= {*open_at}
    straight = [i for i, mark in enumerate(text) if mark == '"']
    loose |= {*straight[-1:]} if len(straight) % 2 else set()
    return "".join(c for i, c in enumerate(text) if i not in loose)


def finish(body: str) -> str:
    """A sentence: a capital, a full stop, no doubled or loose marks."""
    text = _paired(re.sub(r"\0\s?", "", body))
    text = re.sub(
        r"\s+([,.;:!?])", lambda m: m.group(1) if m.group(1) in ",." else " " + m.group(1), text
    )
    text = re.sub(r"\s*\(\s*\)", "", text)
    text = re.sub(r"\(\s+", "(", re.sub(r"\s+\)", ")", text))
    text = re.sub(r"\s+", " ", re.sub(r",\s*,", ",", text)).strip(" ,;:–—-")
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else text + "."


def owner_phrase(words: str, tree: Tree) -> str:
    """An owner before what is owned ("Jane Doe's"), for languages that put him there."""
    forms = tree.language.anaphors["possessor"]
    return words + (forms["plain"] if not words.endswith("s") else forms["after_s"])
