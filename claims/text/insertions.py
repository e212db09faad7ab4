"""Reporting clauses known on the surface: "P, a indiqué mardi l'agence X", "des informations selon lesquelles P".

Parsers misread a long report with its reporting verb put after it. Cutting the report out and
parsing it on its own, with a short clause in its place, mends most of that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claims.languages import Language
from claims.languages.loader import changed_stem, words
from claims.text.following import following_span, interposed_report
from claims.text.quotes import Quotation

_LEAST_WORDS = 3
_VERB_LIKE = re.compile(r"(?<!\w)[a-zà-ÿ]+(?:ait|aient|ra|ront)\b")


@dataclass(frozen=True, slots=True)
class _Forms:
    inserted: re.Pattern[str]
    weak: frozenset[str]
    openers: re.Pattern[str]
    hint: re.Pattern[str]
    adjunct: re.Pattern[str]
    day: re.Pattern[str]
    spoken_to: frozenset[str]
    answer: re.Pattern[str] | None = None
    relative: re.Pattern[str] = re.compile(
        r"(?:\w+['’ ](?:\w+ )?)?(?:qui|dont|(?:l|du)e?s?-?quel(?:le)?s?)\b"
    )


def reported_span(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> tuple[int, int] | None:
    """The part of `text[start:end]` that an inserted verb or "selon lesquelles" reports, if any.

    Half-open offsets; None where nothing is reported that way, or a quotation already holds it.
    """
    if "following" in language.cues:
        return following_span(text, start, end, quotations, language)
    if "inserted" not in language.cues:
        return None
    forms = _forms(language.code)
    for match in forms.inserted.finditer(text, start, end):
        if any(q.start < match.start() < q.end for q in quotations):
            continue
        if _is_report(text, (start, end), match, forms, quotations):
            return start, match.start()
    opener = forms.openers.search(text, start, end)
    if opener and not any(q.start < opener.start() < q.end for q in quotations):
        left, right = opener.end(), end
        while right > left and text[right - 1] in ".!? \u00a0":
            right -= 1
        if len(text[left:right].split()) >= _LEAST_WORDS:
            return left, right
    return None


def interposed_clause(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> tuple[int, int] | None:
    """A reporting clause put into the middle of what it reports (", poursuit-il, "), with its commas."""
    if "following" in language.cues:
        return interposed_report(text, start, end, quotations, language)
    if "inserted" not in language.cues:
        return None
    forms = _forms(language.code)
    for match in forms.inserted.finditer(text, start, end):
        close = re.compile(r"[^,;:«»]{0,80}?,\s+(?=\S)").match(text, match.end(), end)
        if close is None or any(q.start < match.start() < q.end for q in quotations):
            continue
        before = text[start : match.start()]
        if (
            forms.hint.search(before)
            or _VERB_LIKE.search(before)
            or not before.strip()
            or len(before.split()) > 12
        ):
            continue
        rest = text[close.end() : end]
        if forms.relative.match(rest):
            continue
        if _has_clitic(match) or forms.hint.search(rest) or _VERB_LIKE.search(rest):
            return match.start(), close.end()
    return None


@dataclass(frozen=True, slots=True)
class Adjunct:
    """`start:end` parts a verb from its speaker; from `kept` on it is wanted, behind the speaker (`place`).

    What stands before `kept`, a day or a place of telling, only misleads a parser there.
    """

    start: int
    end: int
    kept: int
    place: int


def misplaced_adjunct(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], language: Language
) -> Adjunct | None:
    """What stands between an inserted verb and its speaker ("a réagi [auprès de l'agence] le ministre")."""
    if "inserted" not in language.cues:
        return None
    forms = _forms(language.code)
    for match in forms.inserted.finditer(text, start, end):
        if any(q.start < match.start() < q.end - 1 for q in quotations):
            continue
        left, right = match.span("between")
        put_in = text[left:right] if left >= 0 else ""
        if not put_in.strip() or re.search(r"\b(?:qu[ie]|dont)\b|\bqu['’]", put_in):
            continue
        found = forms.adjunct.search(put_in)
        if found is None and not forms.day.match(put_in.lower()):
            continue
        spoken_to = found is not None and found.group().split()[0].lower() in forms.spoken_to
        kept = left + found.start() if found and spoken_to else right
        rest = text[match.end() : end]
        pauses = (m for m in re.finditer(r"[,;:]\s*(?=(\S))", rest) if not m.group(1).isupper())
        stop = next(pauses, None) or re.search(r"\s*[.!?…»”\"]*\s*$", rest)
        return Adjunct(left, right, kept, match.end() + stop.start()) if stop else None
    return None


def _is_report(
    text: str,
    span: tuple[int, int],
    match: re.Match[str],
    forms: _Forms,
    quotations: tuple[Quotation, ...],
) -> bool:
    start, end = span
    report = text[start : match.start()]
    if any(q.start <= start and q.end >= match.start() - 1 for q in quotations):
        return False
    if _is_short_answer(report, forms):
        return True
    if len(report.split()) < _LEAST_WORDS:
        return False
    if _has_clitic(match) or any(q.end == match.start() for q in quotations):
        return True
    told = max(match.end("participle"), match.end("finite"))
    if re.match(r"[^,.;:«»]*?\b(?:que\b|qu['’])", text[told:]):
        return False
    if re.search(r",\s+qu(?:e\b|['’])", text[told:end]) and not _has_verb(report, forms):
        return False
    if match.group("loose"):
        main = re.sub(r"\b(?:qui|dont|où|que)\b[^,]*", " ", report)
        return bool(forms.hint.search(main) or _VERB_LIKE.search(main))
    verb = match.group("participle") or match.group("finite")
    if verb.lower() in forms.weak:
        return bool(forms.hint.search(re.sub(r"\b(?:qui|dont|où)\b[^,]*", " ", report)))
    return True


def _has_verb(report: str, forms: _Forms) -> bool:
    """Whether a finite verb stands in the text outside its relative clauses."""
    main = re.sub(r"\b(?:qui|dont|où)\b[^,]*", " ", report)
    return bool(forms.hint.search(main) or _VERB_LIKE.search(main))


def _is_short_answer(report: str, forms: _Forms) -> bool:
    """ "Faux, répond X": a word or two that dismiss what was told before."""
    return bool(forms.answer and forms.answer.fullmatch(report.strip(' «»“”"')))


@cache
def _forms(code: str) -> _Forms:
    from claims.languages import load

    language = load(code)
    table = language.cues["inserted"]
    changes = language.cues["forms"].get("stem_changes", ())
    lemmas = [
        lemma for lemma, cues in language.verbs.items() if any("quote" in c.content for c in cues)
    ]
    participles = {p.replace("-", " ") for p in words(table["participles"])} | {
        f"{_stem(v)}é" for v in lemmas if v.endswith("er")
    }
    finite = {f.replace("-", " ") for f in words(table["finite"])}
    for lemma in (v for v in lemmas if v.endswith("er") and "'" not in v and "-" not in v):
        present = changed_stem(lemma, changes) or _stem(lemma)
        finite |= {f"{present}e", f"{present}ent"}
        finite |= {f"{_stem(lemma)}{e}" for e in ("ait", "aient", "a", "èrent")}
        finite.add(f"{_soft(lemma)}ait")
    for lemma in (v for v in lemmas if re.match(r"s(?:e-|')", v) and v.endswith("er")):
        present = changed_stem(lemma, changes) or _stem(lemma)
        bare = re.sub(r"^s(?:e-|')", "", present)
        finite |= {f"{_reflexive(bare)}{bare}{e}" for e in ("e", "ent")}
        finite |= {f"{_reflexive(bare)}{_bare_stem(lemma)}{e}" for e in ("ait", "aient", "a")}
    weak = {
        f"{_stem(v)}{e}"
        for v in words(table["weak"])
        if v.endswith("er")
        for e in ("é", "e", "ent", "ait", "a")
    }
    return _Forms(
        _inserted(table, participles, finite, language),
        frozenset(weak),
        _openers(table),
        _hint(table),
        *_adjuncts(table, language),
        frozenset(language.cues["relay"]["spoken_to"]),
        _answers(language),
    )


def _adjuncts(table: dict[str, str], language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a phrase between a verb and its speaker begins with, and a day there."""
    lead = "|".join(map(re.escape, words(table.get("adjunct_prepositions", "")))).replace(
        "'", "['’]"
    )
    days = "|".join(map(re.escape, (*language.times["weekdays"], *language.times["days"])))
    return re.compile(rf"(?<=\s)(?:{lead or '(?!)'})(?:\s|(?<=['’]))"), re.compile(
        rf"\s*(?:{days})\b"
    )


def _answers(language: Language) -> re.Pattern[str] | None:
    dismiss = language.cues.get("dismiss")
    if not dismiss:
        return None
    either = "|".join(dismiss["words"])
    return re.compile(rf"(?:c['’]est\s+|tout\s+)*(?:\w+ment\s+)?(?:{either})", re.IGNORECASE)


def _stem(lemma: str) -> str:
    bare = re.sub(r"^(?:se-|s')", "", lemma)
    return bare[:-2]


def _bare_stem(lemma: str) -> str:
    return re.sub(r"^s(?:e-|')", "", lemma)[:-2]


def _reflexive(stem: str) -> str:
    return "s'" if stem[:1] in "aeiouéèêh" else "se "


def _soft(lemma: str) -> str:
    stem = _stem(lemma)
    return stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem


def _inserted(
    table: dict[str, str], participles: set[str], finite: set[str], language: Language
) -> re.Pattern[str]:
    def either(forms: set[str] | tuple[str, ...]) -> str:
        return "|".join(sorted((re.escape(f) for f in forms), key=lambda f: (-len(f), f))).replace(
            "'", "['’]"
        )

    clitic = rf"-(?:t-)?(?:{either(words(table['clitics']))})"
    adverb = rf"(?:{either(words(table['adverbs']))}|\w{{3,}}ment)"
    adverbs = rf"(?:\s+{adverb})*"
    days = either((*language.times["weekdays"], *language.times["days"]))
    article = r"(?:(?:la|le|les|un|une|des|son|sa|ses|cette|ce|cet)\s|l['’])?"
    noun_words = r"[\w'’-]+(?>(?:\s[A-ZÀ-Ý][\w'’-]*)*)(?:\s(?!(?:le|la|les|un|une|que|qui)\b|l['’]|qu['’])[a-zà-ÿ'’-]+)"
    lead = either(tuple(words(table.get("adjunct_prepositions", ""))))
    adjunct = rf"(?:{lead})\s?{article}{noun_words}{{0,6}}?" if lead else r"(?!)"
    loose_adjunct = r"(?:à|au|aux|sur|dans|lors|en|de|ce|le)\s(?:(?!\bqu(?:e\b|['’]))[^,.]){2,60}?"
    between = (
        rf"(?P<between>(?:\s+(?:{days}|{adverb}|{adjunct}|{loose_adjunct}|\([^)]{{1,40}}\)))*?)"
    )
    people = r"(?:[A-ZÀ-Ý][\w'’.-]+)"
    noun = "|".join(sorted({re.escape(n) for n in _speakers(language)}, key=lambda n: (-len(n), n)))
    determiner = either(words(table["determiners"]))
    stand_ins = either(tuple(table["stand_ins"]))
    reports = either(words(language.cues["report_nouns"]["accusation"]))
    speaker = rf"(?:\s+(?:{stand_ins})\b|\s+(?:{determiner})\s?(?:\w+\s)?(?:(?:{noun})s?\b|{people})|\s+{people}|(?P<loose>\s+(?:{determiner})\s?(?!(?:{reports})s?\b)[\w-]+))"
    parts = table_of(language, "split_verbs")
    split = (
        rf"(?:{either(tuple(parts['first']))}){clitic}\s+(?:{either(tuple(parts['second']))})"
        if parts
        else r"(?!)"
    )
    reflexive = either(words(table.get("reflexive_auxiliaries", "")))
    auxiliary = rf"(?:{either(words(table['auxiliaries']))}{'|' + reflexive if reflexive else ''})"
    leads = tuple(words(table.get("object_pronouns", "")))
    objects = rf"(?:(?:{either(leads)})\s?)?" if leads else ""
    tail = (
        rf"(?:\s+(?:{either(tuple(table['before_infinitive']))})\s?\w+(?:er|ir|re)\b)?"
        if "before_infinitive" in table
        else ""
    )
    return re.compile(
        rf",\s+{objects}(?:{auxiliary}(?P<clitic>{clitic})?{adverbs}\s+(?P<participle>(?:{either(participles)})(?:e?s?))\b"
        rf"|(?P<split>{split})\b|(?P<finite>{either(finite)})\b(?P<clitic2>{clitic})?)"
        rf"{tail}(?(clitic)|(?(split)|(?(clitic2)|(?:{between}{speaker}))))"
    )


def table_of(language: Language, name: str) -> dict[str, list[str]]:
    """A part of the language's cue table, empty where it has none."""
    found: dict[str, list[str]] = language.cues.get(name, {})
    return found


def _has_clitic(match: re.Match[str]) -> bool:
    finite = match.group("finite") or ""
    return bool(
        match.group("clitic") or match.group("clitic2") or match.group("split") or "-" in finite
    )


def _speakers(language: Language) -> set[str]:
    nouns = language.anaphors["nouns"]
    return {n for kind in nouns for n in words(nouns[kind]) if kind != "documents"}


def _openers(table: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(o).replace("'", "['’]") for o in table["report_openers"]))


def _hint(table: dict[str, str]) -> re.Pattern[str]:
    forms = "|".join(re.escape(w) for w in words(table["finite_hint"])).replace("'", "['’]")
    clitics = "|".join(words(table.get("subject_clitics", "")))
    spoken = rf"|(?<![\w'’.-])(?:{clitics})\s+(?=[^\W\d_])" if clitics else ""
    return re.compile(rf"(?<![\w'’.-])(?:{forms})\b{spoken}")


@dataclass(frozen=True, slots=True)
class Citation:
    """An aside that names the source behind a source (`origin`) or the medium before it (`relay`).

    `start:end` is the whole aside with its comma; `cue` its attributing words; `noun` its noun phrase.
    """

    kind: str
    start: int
    end: int
    cue: tuple[int, int]
    noun: tuple[int, int]


def find_citations(text: str, start: int, end: int, language: Language) -> tuple[Citation, ...]:
    """Asides such as ", qui cite une source, " in a sentence, in order."""
    table = language.cues.get("citations")
    if not table:
        return ()
    found = []
    for kind in ("origin", "relay"):
        for match in _citation_pattern(language.code, kind).finditer(text, start, end):
            bound = match.start("lead") > start and not match.group("lead").strip()
            if bound and not _may_be_bound(language, match):
                continue
            noun = match.span("noun")
            if _never(language.code).search(text[slice(*noun)]) or not text[slice(*noun)].strip():
                continue
            left = match.start() if match.group("lead").strip() else match.start("cue")
            right = match.end() + (
                match.start("lead") == start and text[match.end() : match.end() + 1] == ","
            )
            found.append(Citation(kind, left, right, match.span("cue"), noun))
    return tuple(sorted(found, key=lambda c: c.start))


@cache
def _citation_pattern(code: str, kind: str) -> re.Pattern[str]:
    from claims.languages import load

    table = load(code).cues["citations"]
    cues = "|".join([*table[kind], *(table.get("bound", ()) if kind == "relay" else ())])
    cues = cues.replace("'", "['’]")
    return re.compile(
        rf"(?P<lead>,\s+|(?<=\w)\s(?=[a-z])|(?<![\w,])(?<!\s))(?P<cue>{cues})\s*(?P<noun>[^,.;:«»“”\"]+(?:\.(?=\s?\w)[^,.;:«»]+)?)(?=[,.;:]|$)",
        re.IGNORECASE,
    )


def _may_be_bound(language: Language, match: re.Match[str]) -> bool:
    """ "dealers cited by the site": a medium right behind whom it quotes, no comma between."""
    bound = language.cues["citations"].get("bound")
    verbs = {*words(language.cues.get("following", {}).get("finite_hint", ""))}
    if verbs and any(w in verbs or w in language.verb_forms for w in match.group("noun").split()):
        return False  # "a memo seen by the Post says P": the sentence goes on behind the medium
    before = match.string[: match.start("cue")].split()[-1:]
    if before and before[0].lower() in language.cues["citations"].get("bound_not_after", ()):
        return False
    return bool(bound) and bool(re.fullmatch("|".join(bound), match.group("cue")))


@cache
def _never(code: str) -> re.Pattern[str]:
    from claims.languages import load

    return re.compile(load(code).cues["citations"]["never"].replace("'", "['’]"))


def continuation(text: str, start: int, end: int, language: Language) -> int | None:
    """Where, after an inserted reporting clause, the report goes on (", et personne n'a bougé")."""
    if "inserted" not in language.cues:
        return None
    forms = _forms(language.code)
    for match in re.finditer(
        rf",\s+(?:{'|'.join(language.cues['inserted']['resuming'])})\s+", text[start:end]
    ):
        if forms.hint.search(text, start + match.end(), end):
            return start + match.start() + 2
    return None
