"""The build as its user feels it: `kg build` as a whole process, cold (nothing kept) and warm (nothing changed).

Usage: `python benchmarks/build.py [--rounds N]`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from report import show

KG = Path(sys.executable).with_name("kg")


def seconds(*arguments: str | Path) -> float:
    started = perf_counter()
    subprocess.run([KG, *arguments], check=True, capture_output=True)
    return perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    times: dict[str, list[float]] = {"kg build, cold": [], "kg build, warm": [], "kg --help": []}
    for _ in range(parser.parse_args().rounds):
        with TemporaryDirectory() as store:
            times["kg build, cold"].append(seconds("build", "--store", store))
            times["kg build, warm"].append(seconds("build", "--store", store))
        times["kg --help"].append(seconds("--help"))
    show(times, "kg build, cold")


if __name__ == "__main__":
    main()
