"""The reliability diagram: confidence against the share that is right, drawn as SVG.

A dot a bin, with the 95% interval of its share (Wilson, 1927); what is calibrated lies on the diagonal. The
bars at the foot show how much was found with that confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from xml.sax.saxutils import escape

from extract.evaluation.reliability import Bin, Reliability

_SIDE = 200
_LEFT, _TOP, _GAP, _FOOT = 48, 44, 60, 76
_BARS = 30
_Z = 1.96

_STYLE = """
.reliability { font: 12px system-ui, sans-serif; }
.reliability text { fill: #1b1f24; }
.reliability .quiet { fill: #57606a; }
.reliability .middle { text-anchor: middle; }
.reliability .end { text-anchor: end; }
.reliability .frame { fill: none; stroke: #8c959f; }
.reliability .ideal { stroke: #8c959f; stroke-dasharray: 4 4; }
.reliability .interval { stroke: #0063a5; stroke-width: 2; }
.reliability .share { fill: #0063a5; }
.reliability .found { fill: #8c959f; }
@media (prefers-color-scheme: dark) {
  .reliability text { fill: #e6e9ed; }
  .reliability .quiet { fill: #9aa4af; }
  .reliability .interval { stroke: #79bdf2; }
  .reliability .share { fill: #79bdf2; }
}
"""


def reliability_svg(reliabilities: Sequence[Reliability]) -> str:
    """A diagram with one field for each, side by side. The same figures give the same bytes."""
    width = _LEFT + len(reliabilities) * (_SIDE + _GAP)
    height = _TOP + _SIDE + _FOOT
    fields = "".join(
        f'<g transform="translate({_LEFT + number * (_SIDE + _GAP)} {_TOP})">{"".join(_field(item))}</g>\n'
        for number, item in enumerate(reliabilities)
    )
    said = "; ".join(_said(item) for item in reliabilities)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="reliability" role="img" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" style="max-width: 100%; height: auto">\n'
        f"<title>Reliability of confidences</title>\n<desc>{escape(said)}</desc>\n"
        f"<style>{_STYLE}</style>\n{fields}</svg>\n"
    )


def _said(item: Reliability) -> str:
    return f"{item.name}: expected calibration error {item.expected_calibration_error:.3f} over {item.found}"


def _field(item: Reliability) -> Iterator[str]:
    yield f'<text y="-24" font-weight="600">{escape(item.name)}</text>'
    yield (
        f'<text y="-9" class="quiet">{item.found} found, calibration error '
        f"{item.expected_calibration_error:.3f}</text>"
    )
    yield f'<rect class="frame" width="{_SIDE}" height="{_SIDE}"/>'
    yield f'<line class="ideal" x1="0" y1="{_SIDE}" x2="{_SIDE}" y2="0"/>'
    for share in (0.0, 0.5, 1.0):
        yield f'<text class="quiet end" x="-6" y="{_down(share) + 4:.1f}">{share:g}</text>'
        yield f'<text class="quiet middle" x="{share * _SIDE:.1f}" y="{_SIDE + 15}">{share:g}</text>'
    yield f'<text class="quiet middle" x="{_SIDE / 2:.1f}" y="{_SIDE + 29}">confidence</text>'
    turned = f"translate(-28 {_SIDE / 2:.1f}) rotate(-90)"
    yield f'<text class="quiet middle" transform="{turned}">share right</text>'
    yield from _bars(item.bins)
    for part in item.bins:
        if part.found:
            yield from _dot(part)


def _dot(part: Bin) -> Iterator[str]:
    x = part.confidence * _SIDE
    low, high = wilson(part.right, part.found)
    yield (
        f'<line class="interval" x1="{x:.1f}" y1="{_down(low):.1f}" x2="{x:.1f}" y2="{_down(high):.1f}"/>'
        f'<circle class="share" cx="{x:.1f}" cy="{_down(part.share_right):.1f}" r="4">'
        f"<title>confidence {part.confidence:.2f}: {part.right} of {part.found} right</title></circle>"
    )


def _bars(bins: Iterable[Bin]) -> Iterator[str]:
    parts = list(bins)
    most = max((part.found for part in parts), default=0)
    for part in parts:
        if part.found:
            height = max(1.0, _BARS * part.found / most)
            x, width = part.low * _SIDE + 1, (part.high - part.low) * _SIDE - 2
            y = _SIDE + 36 + _BARS - height
            yield f'<rect class="found" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _down(share: float) -> float:
    return _SIDE * (1 - share)


def wilson(right: int, found: int) -> tuple[float, float]:
    """The 95% interval of a share, from 0 to 1."""
    share, z2 = right / found, _Z * _Z
    centre = share + z2 / (2 * found)
    reach = _Z * sqrt(share * (1 - share) / found + z2 / (4 * found * found))
    scale = 1 + z2 / found
    return max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale)
