"""One run of HermiT, in a process of its own that may be stopped.

The jar is the one that owlready2 brings. Its answer is read as a report: owlready2 itself would write it into a world
of its own, with a wrong `rdf:type` for concepts, which are individuals too.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from zipfile import ZipFile

from kg.errors import ReasonerError
from kg.reason.axioms import Trial, ontology
from kg.reason.theory import Background

__all__ = ["Oracle", "reasoner"]

#: Sets that one run decides: more need more memory, fewer start Java more often.
_AT_ONCE = 1000
_MEMORY = "-Xmx2000M"
_ANSWER = re.compile(r"^(\S+) is (not )?satisfiable\.$", re.MULTILINE)
_HERE = "the reasoner HermiT"


class Oracle:
    """Decides trials, many in one run, until its time is over; `decided` and `runs` say how much it has done."""

    def __init__(self, background: Background, seconds: float) -> None:
        self._background, self._seconds, self._until = background, seconds, monotonic() + seconds
        self.decided = self.runs = 0
        self._classpath, self._java = _jar(), _java()

    def __call__(self, trials: Sequence[Trial]) -> list[bool]:
        """Return for each trial whether it can be."""
        found: list[bool] = []
        for start in range(0, len(trials), _AT_ONCE):
            found += self._run(trials[start:start + _AT_ONCE])
        return found

    def _run(self, trials: Sequence[Trial]) -> list[bool]:
        with TemporaryDirectory() as scratch:
            imported, asking = Path(scratch, "background.nt"), Path(scratch, "asked.ofn")
            imported.write_text(self._background.text, encoding="utf-8")
            text, asked = ontology(trials, self._background, imported.as_uri())
            asking.write_text(text, encoding="utf-8")
            report = self._report(asking, asked)
        answers = {name: not negated for name, negated in _ANSWER.findall(report)}
        if set(answers) != set(asked):
            raise ReasonerError(_HERE, f"answered {len(answers)} of {len(asked)} questions", "report this as a bug")
        self.decided, self.runs = self.decided + len(trials), self.runs + 1
        return [answers[name] for name in asked]

    def _report(self, asking: Path, asked: Sequence[str]) -> str:
        command = [self._java, _MEMORY, "-XX:+UseSerialGC", "-cp", self._classpath,
                   "org.semanticweb.HermiT.cli.CommandLine", "-N", *(f"--consistency={name}" for name in asked),
                   asking.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8",  # noqa: S603 - our own words
                                  timeout=max(0.001, self._until - monotonic()), check=False)
        except subprocess.TimeoutExpired:
            raise ReasonerError(_HERE, f"was not done after {self._seconds:g} seconds",
                                "give it longer (--seconds) or smaller sets (--most)") from None
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
            raise ReasonerError(_HERE, f"failed ({last})", "look whether 'java -version' works")
        return done.stdout


def reasoner() -> str:
    """Return the name and version of the reasoner; raises ReasonerError where it is not installed."""
    with ZipFile(_jar().rpartition(os.pathsep)[2]) as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode()
    found = re.search(r"^Implementation-Version: (\S+)", manifest, re.MULTILINE)
    return f"HermiT {found[1] if found else ''} (owlready2 {version('owlready2')})"


def _jar() -> str:
    """Return the class path of HermiT, without importing the library that brings it."""
    spec = find_spec("owlready2")
    if spec is None or not spec.submodule_search_locations:
        raise ReasonerError(_HERE, "is not installed", "run: pip install 'alliance-atlas[reason]'")
    home = Path(spec.submodule_search_locations[0]) / "hermit"
    return os.pathsep.join((str(home), str(home / "HermiT.jar")))


def _java() -> str:
    found = shutil.which("java")
    if found is None:
        raise ReasonerError(_HERE, "needs Java, which is not installed",
                            "install a Java runtime (Debian, Ubuntu: apt-get install default-jre-headless); "
                            "the results that came with the atlas stay as they are")
    return found

