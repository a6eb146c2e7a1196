"""How a benchmark shows what it found: medians, and ratios to what each is compared with.

Series are measured turn about, and a ratio is the median over the turns: what slows the machine for a while slows both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median


def show(times: Mapping[str, Sequence[float]], base: str) -> None:
    """Print a row for each series of seconds: median, smallest, largest, and the median ratio to the base."""
    print(f"{'':34} {'median':>10} {'min':>10} {'max':>10} {'ratio':>7}   n")
    for name, series in times.items():
        ratio = median(one / other for one, other in zip(series, times[base], strict=True))
        print(f"{name:34} {_ms(median(series))} {_ms(min(series))} {_ms(max(series))} {ratio:7.2f} {len(series):3}")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:7.2f} ms"
