"""`make bench`: every benchmark, into docs/performance.md with the hardware it ran on.

`--quick` runs small sizes, once each, and prints instead of writing.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.report import Section, markdown

ORDER = ("start", "extraction", "encoders", "floor", "scaling", "ledger", "matching", "cluster")
LIBRARIES = ("deltalake", "numpy", "onnxruntime", "pyarrow", "spacy", "torch", "usearch")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
HEAD = """# Performance

Written by `make bench` on {day}; the last line of `make bench-floor` is the ratio of `factledger add`
to its models alone. Every figure stands beside its floor, measured in the same run, in turn.

{hardware}
"""


def hardware() -> str:
    """The machine and the versions, as a list."""
    libraries = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    return (
        f"* {_processor()}, {os.cpu_count()} cores, {_memory():.0f} GiB of memory\n"
        f"* {platform.system()}, Python {platform.python_version()}\n* {libraries}\n"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def main() -> None:
    """Run the named benchmarks, all by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *ORDER], help="which; all unless named")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    sections: list[Section] = []
    for name in given.names or ORDER:
        print(f"benchmarks.{name} ...", file=sys.stderr, flush=True)
        sections += importlib.import_module(f"benchmarks.{name}").run(quick=given.quick)
    page = (
        HEAD.format(day=datetime.now(UTC).date(), hardware=hardware()) + "\n" + markdown(sections)
    )
    if given.quick or given.names:
        print(page)
    else:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
