"""What every benchmark here hands back, and how a whole process is timed.

A benchmark is a module of this folder with `run(quick: bool = False) -> list[Section]`. A
process is timed from its start to its end, and its peak memory is the kernel's own figure
(`os.wait4`), so a figure holds everything a person at a terminal would wait and pay for.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One table of figures; `note` says what the reader must know to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Timing:
    """One process run: wall-clock and processor seconds, and peak resident memory in MiB."""

    seconds: float
    peak_mib: float
    cpu: float


def timed(command: Sequence[str], runs: int = 5) -> tuple[float, float]:
    """Median wall-clock seconds and largest peak memory (MiB) of `runs` runs of one command.

    Raises RuntimeError, with what the command wrote, where a run fails: a benchmark of a failing
    command would be a figure for nothing.
    """
    return _summary([once(command) for _ in range(runs)])


def timed_side_by_side(
    first: Sequence[str], second: Sequence[str], runs: int = 5
) -> tuple[tuple[float, float], tuple[float, float]]:
    """`timed` of two commands, run in turn: a busy moment of the machine weighs on both alike."""
    pairs = [(once(first), once(second)) for _ in range(runs)]
    return (_summary([one for one, _ in pairs]), _summary([other for _, other in pairs]))


# A process begins as a copy of the one that starts it, and the kernel counts that in its peak: so a
# small one starts it, in which only the standard library is loaded.
_STARTER = """
import json, os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - started
cpu = usage.ru_utime + usage.ru_stime
print(json.dumps([seconds, cpu, usage.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""


def once(command: Sequence[str]) -> Timing:
    """One run of a command as its own process; its output is read only where it fails."""
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, *command]
    done = subprocess.run(starter, capture_output=True, text=True, check=False)
    nothing = (0.0, 0.0, 0, done.returncode)
    seconds, cpu, peak, status = json.loads(done.stdout) if done.stdout else nothing
    if status != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {status}: {done.stderr.strip()}")
    # Linux counts ru_maxrss in KiB, macOS in bytes.
    return Timing(seconds, peak / (1024 * 1024 if sys.platform == "darwin" else 1024), cpu)


def markdown(sections: Sequence[Section]) -> str:
    """The sections as Markdown: a heading, a table and its note each."""
    return "\n".join(_section(section) for section in sections)


def _section(section: Section) -> str:
    lines = [f"### {section.title}", ""]
    lines.append("| " + " | ".join(section.columns) + " |")
    lines.append("|" + " --- |" * len(section.columns))
    lines += ["| " + " | ".join(row) + " |" for row in section.rows]
    if section.note:
        lines += ["", section.note]
    return "\n".join(lines) + "\n"


def _summary(timings: Sequence[Timing]) -> tuple[float, float]:
    seconds = statistics.median(timing.seconds for timing in timings)
    return (seconds, max(timing.peak_mib for timing in timings))
