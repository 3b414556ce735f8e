"""Every test runs sealed: no settings from outside, a cache of its own, sockets only to this machine."""

import os
import signal
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The same examples on every machine, so that whoever is told of a failure sees it; STORYAI_EXPLORE=1 looks for new ones.
settings.register_profile("same", derandomize=not os.environ.get("STORYAI_EXPLORE"))
settings.load_profile("same")
DATA = os.environ.get("STORYAI_DATA")  # read before the tests are sealed
LOOPBACK = ("127.0.0.1", "::1", "localhost")

# A shell's background job ignores Ctrl-C, and so would every process started from it; some tests interrupt theirs.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def sealed(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without OPENAI_*/STORYAI_* variables and without a way to the network."""
    for name in list(os.environ):
        if name.startswith(("OPENAI_", "STORYAI_", "AZURE_OPENAI_")):
            monkeypatch.delenv(name)
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "PY_COLORS",
        "http_proxy",
        "https_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("HOME", str(home))
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"a test may not connect to {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(scope="session")
def data() -> Path:
    """Folder with the material that does not ship with storyai; set STORYAI_DATA to run these tests."""
    if not DATA or not Path(DATA).is_dir():
        pytest.skip("STORYAI_DATA does not name a folder")
    return Path(DATA).absolute()
