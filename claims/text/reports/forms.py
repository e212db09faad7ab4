"""Patterns of the reporting clauses put into or behind what they report, from a language's tables.

Words: `[inserted]` of `cues.toml`; verbs: those of its cue verbs that may stand beside a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.languages import Language
from claims.languages.loader import Table, changed_stem, words
from claims.text.patterns import either

_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class Forms:
    """What the clauses are known by.

    `inserted` is the clause from its comma on, `weak` the verbs that need more than that to be
    taken for one, `behind` one right behind a quotation, whatever its verb, `openers` what a report
    follows ("selon lesquelles"), `hint` a finite verb, `aside` how a clause begins that is no main
    one ("tout en estimant"), `completing` how the report goes on behind a clause put into it ("si la
    loi passe"), `completing_one` how it does so behind one speaker ("affirme le maire, des retards"),
    `joined` how it does so with a second verb ("et n'a rien vu"), `condition` how a clause before it
    begins ("Si l'usine ferme, dit-il, ..."), `fronting` how an adjunct before it does ("Sans elle"),
    `several` how a phrase of several begins, `plural` how their verb ends, `relative` how a clause
    on the speaker begins, `relatives` clauses on any noun with all that stands in them, `modal` and
    `infinitive` the two parts of a verb that a report may stand between, `verb_like` what looks like
    a finite verb, `never_between` what never parts a verb from its speaker;
    `adjunct` and `day` begin what may part a verb from its speaker, `spoken_to` the first of them
    that name who was told; `answer` is a word or two that dismiss what was told before.
    """

    inserted: re.Pattern[str]
    weak: frozenset[str]
    behind: re.Pattern[str]
    openers: re.Pattern[str]
    hint: re.Pattern[str]
    aside: re.Pattern[str]
    completing: re.Pattern[str]
    completing_one: re.Pattern[str]
    joined: re.Pattern[str]
    condition: re.Pattern[str]
    fronting: re.Pattern[str]
    several: re.Pattern[str]
    plural: re.Pattern[str]
    relative: re.Pattern[str]
    relatives: re.Pattern[str]
    modal: re.Pattern[str]
    infinitive: re.Pattern[str]
    to_infinitive: re.Pattern[str]
    verb_like: re.Pattern[str]
    never_between: re.Pattern[str]
    adjunct: re.Pattern[str]
    day: re.Pattern[str]
    spoken_to: frozenset[str]
    answer: re.Pattern[str] | None = None


@cache
def forms_of(code: str) -> Forms:
    """The forms of a language that has the table `inserted`."""
    from claims.languages import load

    language = load(code)
    table = language.cues["inserted"]
    weak = (v for v in words(table["weak"]) if v.endswith("er"))
    lead = either(words(table.get("adjunct_prepositions", "")))
    openers = "|".join(re.escape(o).replace("'", "['’]") for o in table["report_openers"])
    return Forms(
        inserted=_inserted(language),
        weak=_weak(weak, language),
        behind=_behind(language),
        openers=re.compile(openers),
        hint=_hint(table),
        aside=re.compile(
            rf"{_opening(table.get('asides', ())).pattern}|{table.get('participle', _NEVER)}"
        ),
        completing=_opening(table.get("completing", ())),
        completing_one=_opening(table.get("completing_one", ())),
        joined=_joined(language),
        condition=_opening(_openings(language.grammar.get("conditions", ()))),
        fronting=_opening(_openings(table.get("fronting", ()))),
        several=_opening([*table.get("completing_one", ()), *table.get("several", ())]),
        plural=re.compile(table.get("plural", _NEVER)),
        relative=re.compile(table.get("relative", _NEVER)),
        relatives=re.compile(rf"\b{_opening(table.get('relative_words', ())).pattern}[^,]*"),
        modal=re.compile(table.get("modal", _NEVER)),
        infinitive=re.compile(table.get("infinitive", _NEVER)),
        to_infinitive=_to_infinitive(table),
        verb_like=re.compile(table.get("verb_like", _NEVER)),
        never_between=re.compile(table.get("never_between", _NEVER)),
        adjunct=re.compile(rf"(?<=\s)(?:{lead or _NEVER})(?:\s|(?<=['’]))"),
        day=re.compile(rf"\s*(?:{_days(language)})\b"),
        spoken_to=frozenset(language.cues["relay"]["spoken_to"]),
        answer=_answer(language),
    )


def _weak(verbs: Iterable[str], language: Language) -> frozenset[str]:
    """The forms of verbs in -er by which a clause may begin; of `calling` ones their changed stem too."""
    table, changes = language.cues["inserted"], language.cues["forms"].get("stem_changes", ())
    forms = {f"{_stem(v)}{e}" for v in verbs for e in ("é", "e", "ent", "ait", "a")}
    calling = (changed_stem(verb, changes) for verb in words(table.get("calling", "")))
    return frozenset(forms | {f"{stem}{e}" for stem in calling if stem for e in ("e", "ent")})


def _joined(language: Language) -> re.Pattern[str]:
    """A conjunction and a finite verb that shares its subject, clitics between them."""
    joints = either(language.grammar["joining"])
    known = language.grammar.get("sound", {}).get("clitics", ())
    clitics = rf"(?:(?:{either(known)})(?:\s|(?<=['’])))*" if known else ""
    finite = either(words(language.cues["inserted"]["finite_hint"]))
    return re.compile(rf"(?:{joints})\s+{clitics}(?:{finite})\b")


def _to_infinitive(table: Table) -> re.Pattern[str]:
    lead = _opening(table.get("before_infinitive", ())).pattern
    return re.compile(rf"{lead}(?:{table.get('infinitive', _NEVER)})")


def _opening(lead: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(lead) or _NEVER})(?:\s|(?<=['’]))")


def _inserted(language: Language) -> re.Pattern[str]:
    """A pause, the verb, and whoever reports: a pronoun at the verb, or a speaker behind it."""
    table = language.cues["inserted"]
    clitic = rf"-(?:t-)?(?:{either(words(table['clitics']))})"
    adverb = rf"(?:{either(words(table['adverbs']))}|\w{{3,}}ment)"
    participle = rf"(?P<participle>(?:{either(_participles(language))})(?:e?s?))"
    pronouns = words(table.get("object_pronouns", ""))
    objects = rf"(?:(?:{either(pronouns)})\s?)?" if pronouns else ""
    return re.compile(
        rf",\s+{objects}"
        rf"(?:{_auxiliary(table)}(?P<clitic>{clitic})?(?:\s+{adverb})*\s+{participle}\b"
        rf"|(?P<split>{_split_verb(language, clitic)})\b"
        rf"|(?P<finite>{either(_finite(language))})\b(?P<clitic2>{clitic})?)"
        rf"{_infinitive(table)}"
        rf"(?(clitic)|(?(split)|(?(clitic2)|(?:{_between(language, adverb)}{_speaker(language)}))))"
    )


def _behind(language: Language) -> re.Pattern[str]:
    """A pause and a verb: with an auxiliary, with a pronoun behind it, or one that is known."""
    table = language.cues["inserted"]
    pronouns = either(words(table.get("object_pronouns", ""))) or _NEVER
    clitic = rf"-(?:t-)?(?:{either(words(table['clitics']))})\b"
    adverb = rf"(?:{either(words(table['adverbs']))}|\w{{3,}}ment)"
    return re.compile(
        rf",\s+(?:(?:{pronouns})\s?)?"
        rf"(?:{_auxiliary(table)}(?:{clitic})?(?:\s+{adverb})*\s+\w+(?:é|i|u|t|s)(?:es?|s)?\b"
        rf"|\w+{clitic}|(?:{either(_finite(language))})\b)"
    )


def _auxiliary(table: Table) -> str:
    reflexive = either(words(table.get("reflexive_auxiliaries", "")))
    return rf"(?:{either(words(table['auxiliaries']))}{'|' + reflexive if reflexive else ''})"


def _split_verb(language: Language, clitic: str) -> str:
    """Verbs of two words with the pronoun between."""
    parts = language.cues.get("split_verbs")
    if not parts:
        return _NEVER
    return rf"(?:{either(parts['first'])}){clitic}\s+(?:{either(parts['second'])})"


def _infinitive(table: Table) -> str:
    """ "a tenu à préciser X": an infinitive behind the verb."""
    if "before_infinitive" not in table:
        return ""
    return rf"(?:\s+(?:{either(table['before_infinitive'])})\s?\w+(?:er|ir|re)\b)?"


def _between(language: Language, adverb: str) -> str:
    """Days, adverbs, places and aside words that may part the verb from its speaker."""
    lead = either(words(language.cues["inserted"].get("adjunct_prepositions", "")))
    article = r"(?:(?:la|le|les|un|une|des|son|sa|ses|cette|ce|cet)\s|l['’])?"
    noun_words = (
        r"[\w'’-]+(?>(?:\s[A-ZÀ-Ý][\w'’-]*)*)"
        r"(?:\s(?!(?:le|la|les|un|une|que|qui)\b|l['’]|qu['’])[a-zà-ÿ'’-]+)"
    )
    adjunct = rf"(?:{lead})\s?{article}{noun_words}{{0,6}}?" if lead else _NEVER
    loose = r"(?:à|au|aux|sur|dans|lors|en|de|ce|le)\s(?:(?!\bqu(?:e\b|['’])|[«“\"]\s?[a-zà-ÿ])[^,.]){2,60}?"
    parts = rf"{_days(language)}|{adverb}|{adjunct}|{loose}|\([^)]{{1,40}}\)"
    return rf"(?P<between>(?:\s+(?:{parts}))*?)"


def _speaker(language: Language) -> str:
    """Who reports: a stand-in, a noun that can report, a name, or (`loose`) any other noun."""
    table, nouns = language.cues["inserted"], language.anaphors["nouns"]
    people = r"(?:[A-ZÀ-Ý][\w'’.-]+)"
    noun = either(n for kind in nouns if kind != "documents" for n in words(nouns[kind]))
    determiner = either(words(table["determiners"]))
    stand_ins = either(table["stand_ins"])
    reports = either(words(language.cues["report_nouns"]["accusation"]))
    return (
        rf"(?:\s+(?:{stand_ins})\b"
        rf"|\s+(?:{determiner})\s?(?:\w+\s)?(?:(?:{noun})s?\b|{people})"
        rf"|\s+{people}"
        rf"|(?P<loose>\s+(?:{determiner})\s?(?!(?:{reports})s?\b)[\w-]+))"
    )


def _days(language: Language) -> str:
    return either((*language.times["weekdays"], *language.times["days"]))


def _hint(table: Table) -> re.Pattern[str]:
    """A finite verb by its form or by a pronoun in front."""
    clitics = "|".join(words(table.get("subject_clitics", "")))
    spoken = rf"|(?<![\w'’.-])(?:{clitics})\s+(?=[^\W\d_])" if clitics else ""
    nouns = "".join(rf"(?<!\b{d}\s)" for d in _openings(words(table.get("before_nouns", ""))))
    return re.compile(
        rf"(?<![\w'’.-]){nouns}(?:{either(_capital(words(table['finite_hint'])))})\b{spoken}"
    )


def _openings(forms: Iterable[str]) -> list[str]:
    return [g for f in forms for g in (f, f.capitalize())]


def _capital(forms: Iterable[str]) -> set[str]:
    """The forms, and those with an apostrophe as they open a sentence ("C'est")."""
    return {g for f in forms for g in ((f, f.capitalize()) if "'" in f else (f,))}


def _answer(language: Language) -> re.Pattern[str] | None:
    dismiss = language.cues.get("dismiss")
    if not dismiss:
        return None
    dismissing = "|".join(dismiss["words"])
    return re.compile(rf"(?:c['’]est\s+|tout\s+)*(?:\w+ment\s+)?(?:{dismissing})", re.IGNORECASE)


def _participles(language: Language) -> set[str]:
    listed = words(language.cues["inserted"]["participles"])
    regular = {f"{_stem(v)}é" for v in _quoting(language)}
    return {p.replace("-", " ") for p in listed} | regular


def _finite(language: Language) -> set[str]:
    """Present, past and imperfect of the third person, by list and by the regular endings."""
    changes = language.cues["forms"].get("stem_changes", ())
    forms = {f.replace("-", " ") for f in words(language.cues["inserted"]["finite"])}
    for lemma in _quoting(language):
        present, stem = changed_stem(lemma, changes) or _stem(lemma), _stem(lemma)
        if _is_reflexive(lemma):
            bare = re.sub(r"^s(?:e-|')", "", present)
            forms |= {f"{_reflexive(bare)}{bare}{e}" for e in ("e", "ent")}
            forms |= {f"{_reflexive(bare)}{stem}{e}" for e in ("ait", "aient", "a")}
        elif "'" not in lemma and "-" not in lemma:
            forms |= {f"{present}e", f"{present}ent", f"{_soft(stem)}ait"}
            forms |= {f"{stem}{e}" for e in ("ait", "aient", "a", "èrent")}
    return forms


def _quoting(language: Language) -> list[str]:
    """Regular verbs that may stand beside a quotation."""
    verbs = language.verbs.items()
    return [v for v, cues in verbs if v.endswith("er") and any("quote" in c.content for c in cues)]


def _is_reflexive(lemma: str) -> bool:
    return lemma.startswith(("se-", "s'"))


def _stem(lemma: str) -> str:
    return re.sub(r"^(?:se-|s')", "", lemma)[:-2]


def _reflexive(stem: str) -> str:
    return "s'" if stem[:1] in "aeiouéèêh" else "se "


def _soft(stem: str) -> str:
    """The stem as it is written before an "a"."""
    return stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
