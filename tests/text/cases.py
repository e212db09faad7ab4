"""The hard cases for sentence boundaries: `python -m tests.text.cases` lists those that fail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claims.languages import load
from claims.text.sentences import split_sentences

CASES = Path(__file__).resolve().parent.parent / "gold" / "fr" / "sentences.txt"
MARK = "¶"


@dataclass(frozen=True, slots=True)
class Case:
    """One passage with the sentences it should fall into; `number` is its line in the file."""

    number: int
    text: str
    sentences: tuple[str, ...]


def read_cases(path: Path = CASES) -> tuple[Case, ...]:
    """Every non-blank line of the file; a mark between two blanks stands for one space."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_case(number, line) for number, line in enumerate(lines, 1) if line.strip())


def _case(number: int, line: str) -> Case:
    parts = tuple(line.split(f" {MARK} "))
    return Case(number, " ".join(parts), parts)


def split(text: str, lang: str = "fr") -> tuple[str, ...]:
    """The sentences that the program finds, as they stand in the text."""
    return tuple(text[s.start : s.end] for s in split_sentences(text, load(lang)))


def misses(cases: tuple[Case, ...]) -> list[str]:
    """One line for every case whose boundaries are wrong: the line's number, found, expected."""
    found = [(case, split(case.text)) for case in cases]
    join = f" {MARK} ".join
    return [
        f"{case.number:3d}: found    {join(got)}\n     expected {join(case.sentences)}"
        for case, got in found
        if got != case.sentences
    ]


if __name__ == "__main__":
    every = read_cases()
    wrong = misses(every)
    print("\n".join([*wrong, f"{len(wrong)} of {len(every)} passages wrong"]))
