"""Puts an article's propositions and frames together into claims and attribution rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from claims.attribution.dismissals import is_dismissal
from claims.attribution.find import find_frames, frames_around
from claims.attribution.frames import Frame
from claims.attribution.links import Pointer, Told, marked, targets
from claims.attribution.mentions import can_be_source, mentions_of
from claims.attribution.terms import is_personal, means_several, terms
from claims.ids import claim_id
from claims.languages.loader import words
from claims.records import Article, Attribution, Claim, Extraction, Skipped, Source
from claims.resolution.memory import Teller
from claims.resolution.pronouns import References
from claims.resolution.speakers import Resolved, Speakers
from claims.resolution.times import event_time, looks_ahead
from claims.sources import Directory, fold
from claims.splitting.certainty import certainty_of
from claims.splitting.clauses import Proposition, propositions
from claims.splitting.phrases import with_article
from claims.splitting.wording import claim_sentence, lacks_subject
from claims.text.parse import Unit
from claims.text.tree import Tree

_MOSTLY_QUOTED = 0.5
_RELAYS = ("relay:told", "citation:relay")


@dataclass(frozen=True, slots=True)
class Voice:
    """One source on one claim, before the rows are made: who, how, by which cue of which frame."""

    who: Resolved
    stance: str
    rule: str
    cue: tuple[int, int] | None
    certainty: str | None = None


@dataclass(slots=True)
class _Draft:
    """A claim under construction: its chain (outermost first) and what was linked to it later."""

    claim: Claim
    chain: tuple[Voice, ...]
    linked: list[Voice] = field(default_factory=list)


class Assembly:
    """Builds one article's extraction sentence by sentence; the only place that remembers."""

    def __init__(self, article: Article, tree: Tree, directory: Directory, outlet: Source) -> None:
        self._article, self._tree, self._directory, self._outlet = article, tree, directory, outlet
        self._speakers = Speakers(tree, directory, outlet)
        self._references = References(tree)
        self._drafts: list[_Draft] = []
        self._told: list[Told] = []
        self._deniers: set[str] = set()
        self._last_chain: tuple[int, tuple[Voice, ...]] = (-1, ())
        self._sentence = 0
        self._last_voice: Voice | None = None
        self._answers = False

    def learn_names(self, units: tuple[Unit, ...]) -> None:
        """Gives the speakers the article's full names before the first sentence is resolved."""
        names = [
            t.text
            for u in units
            for v in _family(u)
            for t in v.doc
            if " " in t.text and t.pos_ == "PROPN"
        ]
        self._speakers.learn_names(names)
        for unit in units:
            for part in _family(unit):
                self._speakers.learn_offices(part)

    def add_sentence(self, number: int, unit: Unit, answers: bool = False) -> None:
        """Adds the claims of one sentence, its quotations included, and links it to earlier ones.

        `answers` tells that a question stands right before it.
        """
        self._answers = answers
        self._sentence = number
        self._speakers.next_sentence()
        self._references.next_sentence()
        spoke = self._last_voice
        self._add(unit, self._floating(unit))
        if self._last_voice is spoke and not unit.floating:
            self._last_voice = None

    def result(self, skipped: tuple[Skipped, ...]) -> Extraction:
        """The article's extraction: claims in text order, each with its outlet's row first."""
        drafts = sorted(self._drafts, key=lambda d: (d.claim.start, d.claim.end, d.claim.claim_id))
        rows: list[Attribution] = []
        sources = {self._outlet.source_id: self._outlet}
        for draft in drafts:
            made, used = self._rows(draft)
            rows += made
            sources |= {s.source_id: s for s in used}
        ordered = tuple(sorted(sources.values(), key=lambda s: (s.name, s.kind)))
        return Extraction(
            self._article, tuple(d.claim for d in drafts), tuple(rows), ordered, skipped
        )

    # --- claims ------------------------------------------------------------------------------

    def _add(self, unit: Unit, inherited: tuple[Voice, ...], quoted: bool = False) -> None:
        frames = find_frames(unit, self._tree, self._directory)
        cut = [k for k, (_, _, q) in enumerate(unit.masked) if q.inner_start == q.start]
        self._speakers.next_unit(next((u for k in cut[:1] for u in unit.quoted[k][:1]), None))
        voices = {
            id(f): self._voices(f) for f in sorted(frames, key=lambda f: (f.anchor, -f.level))
        }
        for proposition in propositions(unit, frames, self._tree):
            around = frames_around(proposition.head.i, frames)
            if proposition.rule == "relative":
                around = tuple(f for f in around if f.stance != "deny")
            if proposition.rule.startswith("nominal") and not around:
                continue
            chains = _chains([voices[id(f)] for f in around])
            self._claim(proposition, inherited, chains, around, quoted)
        for frame in frames:
            if frame.rule == "verb:accuse":
                self._speakers_accused(unit, frame)
            if frame.head is not None and frame.level >= 0 and len(voices[id(frame)]) == 1:
                self._references.heard(self._teller(voices[id(frame)][0].who))
        self._speakers.note(unit, bool(inherited) or quoted)
        covered = self._add_quoted(unit, frames, voices, inherited, quoted)
        self._link(unit, frames, voices)
        if covered:
            self._last_voice = covered

    def _claim(
        self,
        proposition: Proposition,
        inherited: tuple[Voice, ...],
        chain: tuple[Voice, ...],
        around: tuple[Frame, ...],
        quoted: bool,
    ) -> None:
        text = self._article.text
        start, end = proposition.start, proposition.end
        whole = (*inherited, *chain)
        weakest = next((v.certainty for v in reversed(whole) if v.certainty), None)
        weakest = weakest or next(
            (f.certainty for f in around if f.certainty and not f.sources), None
        )
        teller = self._teller(whole[-1].who) if whole else None
        before = not whole or whole[-1].cue is None or whole[-1].cue[0] < start
        rewriting = self._references.rewrite(proposition, teller, quoted, before)
        sentence = claim_sentence(proposition, self._tree, rewriting)
        if not sentence or lacks_subject(proposition, sentence, self._tree):
            return
        kept = self._tree.language.cues.get("dismiss", {}).get("kept", False)
        if whole and not kept and is_dismissal(proposition.tokens, self._tree):
            return
        self._references.told(sentence, teller)
        claim = Claim(
            claim_id=claim_id(self._article.article_id, start, end, sentence),
            article_id=self._article.article_id,
            claim=sentence,
            quote=text[start:end],
            start=start,
            end=end,
            certainty=certainty_of(proposition, self._tree, weakest),
            lang=self._article.lang,
            event_time=event_time(
                text[start:end],
                self._article.published_at,
                self._tree.language,
                looks_ahead(proposition.tokens, self._tree),
            ),
            rule=f"split:{proposition.rule}",
        )
        if any(d.claim.claim_id == claim.claim_id for d in self._drafts):
            return
        accusation = any(v.rule in ("verb:accuse", "verb:allege") for v in whole)
        denied = bool(whole) and all(v.stance == "deny" for v in whole)
        told = Told(
            len(self._drafts), self._sentence, bool(whole), accusation, denied,
            words=self._name_words(sentence), start=start, terms=terms(proposition.tokens, self._tree),
            sources=frozenset(v.who.source.source_id for v in whole),
            media=any(v.who.source.kind in ("outlet", "agency") for v in whole),
            personal=quoted and is_personal(proposition.tokens, self._tree),
            deed=proposition.rule == "content" and self._tree.is_infinitive(proposition.head),
            number=any(t.like_num for t in proposition.tokens),
            rebuttal=any(
                {v.who.source.name, v.who.source.speaks_for} & self._deniers for v in whole[-1:]
            ),
        )  # fmt: skip
        self._told.append(told)
        self._drafts.append(_Draft(claim, whole))
        if whole:
            self._last_voice = whole[-1]
            self._last_chain = (self._sentence, whole)

    def _add_quoted(
        self,
        unit: Unit,
        frames: tuple[Frame, ...],
        voices: dict[int, tuple[Voice, ...]],
        inherited: tuple[Voice, ...],
        quoted: bool,
    ) -> Voice | None:
        """Claims inside the unit's quotations, spoken by the frames that hold them."""
        last = None
        for k, (_left, _, quotation) in enumerate(unit.masked):
            token = next((t for t in unit.doc if unit.mask_of(t) == k and not t.is_punct), None)
            around = frames_around(token.i, frames) if token is not None else ()
            chain = _chains([voices[id(f)] for f in around])
            if not chain and not unit.floating:
                chain = self._uncovered(unit, k)
            real = quotation.inner_start > quotation.start
            for child in _speaker_first(unit.quoted[k], self._tree, self._directory):
                before = self._last_voice
                self._add(child, (*inherited, *chain), quoted=real or quoted)
                if (
                    real
                    and not chain
                    and self._last_voice is not before
                    and self._last_voice is not None
                ):
                    chain = self._continued("quote:continued")
            if chain:
                last = chain[-1]
        return last

    def _uncovered(self, unit: Unit, k: int) -> tuple[Voice, ...]:
        """A quotation that no cue introduces: its sentence's subject, or whoever spoke last.

        What was cut out before a reporting clause is told by the clause's first noun, whatever the parse.
        """
        _left, right, quotation = unit.masked[k]
        if quotation.inner_start == quotation.start and "following" in self._tree.language.cues:
            after = next((t for t in unit.doc if t.idx >= right), None)
            noun = self._tree.noun_of_phrase(after) if after is not None else None
            heard = [
                self._speakers.resolve(m)
                for m in (mentions_of(unit, noun, self._tree) if noun is not None else ())
            ]
            return tuple(
                Voice(w, "assert", "clause:following", None) for w in heard if w is not None
            )
        root = next((t for t in unit.doc if t.head == t), None)
        subject = (
            self._tree.subject_of(root) if root is not None and unit.mask_of(root) is None else None
        )
        if subject is not None and can_be_source(subject, self._tree) and not unit.floating:
            who = [self._speakers.resolve(m) for m in mentions_of(unit, subject, self._tree)[:1]]
            found = tuple(Voice(w, "assert", "quote:subject", None) for w in who if w is not None)
            if found:
                return found
        return self._continued("quote:continued")

    def _floating(self, unit: Unit) -> tuple[Voice, ...]:
        """A sentence that is a quotation, wholly or mostly, continues the last speaker."""
        if not (unit.floating or self._mostly_quoted(unit)):
            return ()
        if any(find_frames(u, self._tree, self._directory) for u in _family(unit)):
            return ()
        return self._continued("quote:floating")

    def _continued(self, rule: str) -> tuple[Voice, ...]:
        """Whoever spoke last goes on: he asserts what he says now, whatever he said of others' claims.

        An answer that nobody introduces is given by the person last written about (interviews).
        """
        if self._last_voice is None:
            person = self._speakers.last_person() if self._answers else None
            return (Voice(person, "assert", rule, None),) if person is not None else ()
        return (replace(self._last_voice, stance="assert", rule=rule, cue=None, certainty=None),)

    def _mostly_quoted(self, unit: Unit) -> bool:
        from claims.text.quotes import find_quotations

        start, end = unit.sentence.start, unit.sentence.end
        if find_frames(unit, self._tree, self._directory):
            return False
        quotations = find_quotations(self._article.text, start, end, self._tree.language)
        return sum(q.end - q.start for q in quotations) >= _MOSTLY_QUOTED * (end - start)

    # --- who ---------------------------------------------------------------------------------

    def _voices(self, frame: Frame) -> tuple[Voice, ...]:
        found = []
        accusations = words(self._tree.language.cues["report_nouns"]["accusation"])
        for mention in frame.sources:
            answers = frame.stance == "deny" and frame.anaphor in accusations
            who = self._speakers.resolve(mention, frame.rule in _RELAYS, answers)
            if (
                who is not None
                and frame.rule == "relay:told"
                and who.source.kind not in ("outlet", "agency")
            ):
                continue
            if who is not None and not self._is_outlet(who.source):
                found.append(Voice(who, frame.stance, frame.rule, frame.cue, frame.certainty))
        return (*found, *self._behind_relay(frame, found))

    def _behind_relay(self, frame: Frame, found: list[Voice]) -> tuple[Voice, ...]:
        """ "..., poursuit le journal": whom a medium cited right before stands behind what it adds."""
        going_on = words(self._tree.language.cues["relay"].get("continuing", ""))
        sentence, chain = self._last_chain
        if len(found) != 1 or frame.head is None or sentence != self._sentence - 1:
            return ()
        if frame.head.lemma_.lower() not in going_on or frame.stance != "assert":
            return ()
        place = [k for k, v in enumerate(chain) if v.who.source == found[0].who.source]
        behind = chain[place[-1] + 1 :] if place else ()
        if found[0].who.source.kind not in ("outlet", "agency"):
            return ()
        return tuple(replace(v, rule="chain:continued", cue=None) for v in behind)

    def _teller(self, who: Resolved) -> Teller:
        teller = self._speakers.teller(who, _bare(_worded(who).name))
        words = with_article(teller.words, teller.feminine, teller.plural, self._tree)
        return replace(teller, words=words)

    def _speakers_accused(self, unit: Unit, frame: Frame) -> None:
        """Tells the speakers whom an accusation names: the first noun of what it tells."""
        nouns = (unit.doc[i] for i in sorted(frame.content))
        target = next((t for t in nouns if t.pos_ in ("NOUN", "PROPN")), None)
        for mention in mentions_of(unit, target, self._tree)[:1] if target is not None else ():
            self._speakers.accuse(mention)

    def _is_outlet(self, source: Source) -> bool:
        """The outlet itself, also where it calls itself by the first words of its name."""
        own, name = fold(self._outlet.name), fold(source.name)
        return source.source_id == self._outlet.source_id or own.startswith(f"{name} ")

    def _link(
        self, unit: Unit, frames: tuple[Frame, ...], voices: dict[int, tuple[Voice, ...]]
    ) -> None:
        """Gives a frame that points back to the claims it is about."""
        for frame in frames:
            if frame.link not in ("anaphor", "echo"):
                continue
            meant = voices[id(frame)]
            told = [t for t in self._told if not self._is_own(t, meant)]
            found = targets(self._pointer(unit, frame, meant), told, self._tree.language)
            for index in found:
                self._drafts[index].linked += meant
            self._told = marked(self._told, found, frame.link, frame.stance)
            if frame.stance == "deny":
                self._deniers |= {v.who.source.name for v in meant}

    def _pointer(self, unit: Unit, frame: Frame, voices: tuple[Voice, ...]) -> Pointer:
        """What of a frame's words tells which earlier claim it means."""
        who = self._name_words(
            *(w for v in voices for w in (v.who.source.name, v.who.mention))
        ) | frozenset(fold(m.head.lemma_) for m in frame.sources if m.head.pos_ == "NOUN")
        sources = {t.i for m in frame.sources for t in m.tokens}
        rest = [unit.doc[i] for i in sorted(frame.own - sources) if frame.head != unit.doc[i]]
        return Pointer(
            frame, self._sentence, frame.cue[0], who, terms(rest, self._tree),
            several=means_several(rest, self._tree),
        )  # fmt: skip

    def _name_words(self, *texts: str) -> frozenset[str]:
        """Folded capitalised words, by which a claim and a source can be seen to name the same party."""
        pattern = re.compile(r"[^\W\d_][\w-]{2,}")
        found = {w for text in texts for w in pattern.findall(text) if w[0].isupper()}
        openers = words(self._tree.language.grammar["sentence_openers"])
        return frozenset(fold(w) for w in found if w.lower() not in openers)

    def _is_own(self, told: Told, voices: tuple[Voice, ...]) -> bool:
        """Nobody denies or declines to confirm what he said himself, or what was said for him."""
        chain = self._drafts[told.claim].chain
        speakers = {v.who.source.source_id for v in chain[-1:]}
        bodies = {v.who.source.speaks_for for v in chain[-1:]} - {None}
        return any(
            v.stance != "assert"
            and (v.who.source.source_id in speakers or v.who.source.name in bodies)
            for v in voices
        )

    # --- rows --------------------------------------------------------------------------------

    def _rows(self, draft: _Draft) -> tuple[list[Attribution], list[Source]]:
        chain = _once(draft.chain)
        rows = [self._outlet_row(draft.claim, bool(chain))]
        via: tuple[str, ...] = (self._outlet.name,)
        groups = _levels(chain)
        for depth, group in enumerate(groups):
            relays = depth < len(groups) - 1
            for voice in group:
                stance = "attribute" if relays and voice.stance == "assert" else voice.stance
                rows.append(self._row(draft.claim, replace(voice, stance=stance), via))
            via = (*via, group[0].who.source.name)
        seen: set[tuple[str, str]] = {(r.source_id, r.stance) for r in rows}
        for voice in draft.linked:
            if (voice.who.source.source_id, voice.stance) not in seen:
                rows.append(self._row(draft.claim, voice, (self._outlet.name,)))
                seen.add((voice.who.source.source_id, voice.stance))
        return rows, [v.who.source for v in (*chain, *draft.linked)]

    def _outlet_row(self, claim: Claim, attributed: bool) -> Attribution:
        source = self._outlet
        return Attribution(
            claim.claim_id, source.source_id, source.name, source.name, source.kind,
            "attribute" if attributed else "assert", (), source.speaks_for, rule="outlet",
        )  # fmt: skip

    def _row(self, claim: Claim, voice: Voice, via: tuple[str, ...]) -> Attribution:
        source, cue = voice.who.source, voice.cue
        return Attribution(
            claim_id=claim.claim_id,
            source_id=source.source_id,
            source=source.name,
            mention=voice.who.mention,
            source_kind=source.kind,
            stance=voice.stance,  # type: ignore[arg-type]
            via=via,
            speaks_for=source.speaks_for,
            cue=self._article.text[cue[0] : cue[1]] if cue else None,
            cue_start=cue[0] if cue else None,
            cue_end=cue[1] if cue else None,
            rule=f"{voice.rule}; source by {voice.who.rule}",
        )


def _speaker_first(
    children: tuple[Unit, ...], tree: Tree, directory: Directory
) -> tuple[Unit, ...]:
    """The sentence of a quotation that names its speaker comes first, so that the others know him."""
    framed = [u for u in children if find_frames(u, tree, directory)]
    return children if not framed else (framed[0], *(u for u in children if u is not framed[0]))


def _worded(who: Resolved) -> Source:
    """The source under the words that the article uses of it, which a claim's sentence can take."""
    name, mention = who.source.name, who.mention
    at = fold(mention).find(fold(name))
    own = who.rule in ("directory", "article's words", "same words")
    body = who.source.kind != "person" and at >= 0 and fold(mention).endswith(fold(name))
    described = " " not in name and f"{name} " in mention and not mention.startswith(name)
    same = fold(mention) == fold(name)  # "The Prime Minister"
    if own or body or same or described:
        return replace(who.source, name=mention)
    articled = who.source.kind != "person" and name in mention and not mention.startswith(name)
    if articled and len(mention.partition(name)[0].split()) == 1:
        return replace(who.source, name=mention.partition(name)[0] + name)
    return who.source


def _bare(words: str) -> str:
    """A source's words without the clause that a relative begins ("X d'après lesquels")."""
    return re.split(r"\s(?:(?:selon|d['’]après) le?s?quel|qui\b|dont\b)", words)[0]


def _family(unit: Unit) -> list[Unit]:
    return [unit, *(u for group in unit.quoted for child in group for u in _family(child))]


def _chains(groups: list[tuple[Voice, ...]]) -> tuple[Voice, ...]:
    return tuple(voice for group in groups for voice in group)


def _once(chain: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """Each source once, where it stands innermost."""
    kept: list[Voice] = []
    for voice in reversed(chain):
        if all(v.who.source.source_id != voice.who.source.source_id for v in kept):
            kept.append(voice)
    return tuple(reversed(kept))


def _levels(chain: tuple[Voice, ...]) -> list[tuple[Voice, ...]]:
    """Voices of one cue stand side by side; each next cue is one step nearer to the origin."""
    levels: list[list[Voice]] = []
    for voice in chain:
        if levels and levels[-1][0].cue == voice.cue and levels[-1][0].rule == voice.rule:
            levels[-1].append(voice)
        else:
            levels.append([voice])
    return [tuple(level) for level in levels]
