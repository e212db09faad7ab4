"""A short run of the fuzzer for each reader; the long one is run by hand (docs/reading.md)."""

from __future__ import annotations

import pytest

from tests.readers.corpus import goods
from tests.readers.fuzz import check, fuzz_http, inputs

COUNT = 80


@pytest.mark.parametrize("reader", sorted(goods()))
def test_damaged_inputs_never_raise(reader: str) -> None:
    for number, name, data, kind in inputs(reader, seed=3, count=COUNT):
        try:
            check(name, data, kind)
        except Exception as error:
            pytest.fail(f"{reader}, input {number} of seed 3: {error!r}")


@pytest.mark.parametrize("reader", sorted(goods()))
def test_good_inputs_go_in_and_are_read_alike_twice(reader: str) -> None:
    for name, data in goods()[reader]:
        first, second = (check(name, data, None) for _ in range(2))
        assert first == second and first["Article"] >= 1, name


def test_damaged_answers_of_a_server_never_raise() -> None:
    total = fuzz_http(seed=3, count=40)
    assert total["failed"] == 0 and total["Skipped"] + total["Article"] == 40
