"""Where the content and the store are, unless somebody says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Places", "default"]

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Places:
    """The three directories that every command works with."""

    ontology: Path
    sources: Path
    store: Path

    @property
    def current(self) -> Path:
        """The last good build: a symlink, so that a reader keeps what it has opened."""
        return self.store / "current"

    @property
    def editions(self) -> Path:
        """The directory of what was released, beside the store."""
        return self.store.parent / "editions"


def default() -> Places:
    """Return the content of the checkout, or what is packed into the wheel with a store in the user's cache."""
    packed = _HERE / "_content"
    if packed.is_dir():
        from platformdirs import user_cache_path  # only an installed wheel needs it

        return Places(packed / "ontology", packed / "sources", user_cache_path("alliance-atlas") / _version())
    root = _HERE.parent
    return Places(root / "ontology", root / "sources", root / "build" / "store")


def _version() -> str:
    from importlib.metadata import version  # slow to import, and only a wheel needs it

    return version("alliance-atlas")
