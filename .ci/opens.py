"""Wait until the atlas at an address is up, and open its first page in a headless browser."""

from __future__ import annotations

import shutil
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]


def wait(address: str, seconds: float) -> None:
    """Return when the health page answers; raises TimeoutError when it does not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=5):  # noqa: S310 - an address of this machine
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer within {seconds:g} seconds")


def heading(address: str) -> str:
    """Return the first heading of a page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        page.goto(address)
        found = page.locator("h1").first.inner_text(timeout=30_000)
        browser.close()
    return found


if __name__ == "__main__":
    wait(sys.argv[1], 120)
    print(f"{sys.argv[1]} shows {heading(sys.argv[1])!r}")  # noqa: T201 - this is what it is for
