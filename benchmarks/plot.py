"""A line chart as SVG, both axes logarithmic; nothing but text is needed to draw one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 640, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 20, 20, 60
_COLOURS = ("#1f6f8b", "#c05621", "#4a5568")


@dataclass(frozen=True)
class Line:
    """A named line of points (x, y), all above zero."""

    name: str
    points: Sequence[tuple[float, float]]


def chart(lines: Sequence[Line], across: str, up: str) -> str:
    """The lines, with a grid line at every power of ten; `across` and `up` name the axes."""
    xs = _powers([x for line in lines for x, _ in line.points])
    ys = _powers([y for line in lines for _, y in line.points])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        *(_upright(10.0**p, xs) for p in range(xs[0], xs[1] + 1)),
        *(_level(10.0**p, ys) for p in range(ys[0], ys[1] + 1)),
        _text(_WIDTH / 2, _HEIGHT - 12, across),
        f'<g transform="rotate(-90 16 {_HEIGHT / 2:.0f})">{_text(16, _HEIGHT / 2, up)}</g>',
        *(_line(line, number, xs, ys) for number, line in enumerate(lines)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _powers(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _x(value: float, powers: tuple[int, int]) -> float:
    share = (math.log10(value) - powers[0]) / (powers[1] - powers[0])
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(value: float, powers: tuple[int, int]) -> float:
    share = (math.log10(value) - powers[0]) / (powers[1] - powers[0])
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _upright(value: float, powers: tuple[int, int]) -> str:
    x = _x(value, powers)
    grid = f'<path d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>'
    return grid + _text(x, _HEIGHT - _BOTTOM + 18, f"{value:,.0f}")


def _level(value: float, powers: tuple[int, int]) -> str:
    y = _y(value, powers)
    grid = f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'
    return grid + _text(_LEFT - 8, y + 4, f"{value:g}", "end")


def _line(line: Line, number: int, xs: tuple[int, int], ys: tuple[int, int]) -> str:
    colour = _COLOURS[number % len(_COLOURS)]
    places = [(_x(x, xs), _y(y, ys)) for x, y in line.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
    top = _TOP + 16 + 18 * number
    name = f'<g fill="{colour}">{_text(_LEFT + 12, top, line.name, "start")}</g>'
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}{name}'


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
