"""What happens before anything is installed: uv, the index, the system's packages."""

import hashlib
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import getting_uv
import package_index
import pytest
import start
import system_packages

WHEEL = "uv-9.9.9-py3-none-any.whl"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep this machine's own settings of pip and uv out."""
    for name in list(os.environ):
        if name.startswith(("UV_", "PIP_")):
            monkeypatch.delenv(name)
    monkeypatch.setattr(Path, "expanduser", lambda path: tmp_path / "home" / path.name)


def wheel_with(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"uv-9.9.9.data/scripts/{getting_uv.OWN_UV.name}", content)
    return buffer.getvalue()


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str, bytes], str]]:
    """Return a way to put up a package index that asks for a name and a password."""
    monkeypatch.setattr(getting_uv, "fits", lambda _wheel: True)
    served: dict[str, tuple[str, bytes]] = {}

    class Index(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, content = served.get(self.path, ("text/plain", b""))
            allowed = self.headers["Authorization"] == "Basic dXM6cEBzcw=="  # us:p@ss
            self.send_response(200 if allowed else 401)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(content if allowed else b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Index)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()

    def put_up(kind: str, page: str, wheel: bytes) -> str:
        served["/simple/uv/"] = (kind, page.encode())
        served[f"/files/{WHEEL}"] = ("application/zip", wheel)
        url = f"http://us:p%40ss@127.0.0.1:{server.server_port}/simple"
        monkeypatch.setenv("PIP_INDEX_URL", f"{url}/")
        return url

    yield put_up
    server.shutdown()
    thread.join()
    server.server_close()


PAGES = [
    ("text/html", f'<a href="/other.whl">x</a><a href="../../files/{WHEEL}#sha256=0">uv</a>'),
    ("application/vnd.pypi.simple.v1+json", f'{{"files": [{{"url": "/files/{WHEEL}"}}]}}'),
]


@pytest.mark.parametrize(("kind", "page"), PAGES, ids=["html", "json"])
def test_uv_comes_from_the_index_of_the_machine(
    index: Callable[[str, str, bytes], str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kind: str,
    page: str,
) -> None:
    wheel = wheel_with(b"real")
    index(kind, page, wheel)
    monkeypatch.setattr(getting_uv, "OWN_UV", tmp_path / ".uv" / getting_uv.OWN_UV.name)
    getting_uv._fetch(locked_as(wheel))
    assert getting_uv.OWN_UV.read_bytes() == b"real"
    assert [file.name for file in getting_uv.OWN_UV.parent.iterdir()] == [getting_uv.OWN_UV.name]


def locked_as(wheel: bytes) -> dict[str, Any]:
    return {
        "version": "9.9.9",
        "wheels": [
            {
                "url": f"https://files.example/{WHEEL}",
                "hash": f"sha256:{hashlib.sha256(wheel).hexdigest()}",
            }
        ],
    }


def test_another_file_than_the_locked_one_is_not_used(
    index: Callable[[str, str, bytes], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    index(*PAGES[0], wheel_with(b"foreign"))
    monkeypatch.setattr(getting_uv, "OWN_UV", tmp_path / ".uv" / "uv")
    with pytest.raises(getting_uv.NoUvError, match=r"not the file that uv\.lock names"):
        getting_uv._fetch(locked_as(wheel_with(b"real")))
    assert not getting_uv.OWN_UV.exists()


def test_an_unreachable_index_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(getting_uv, "fits", lambda _wheel: True)
    monkeypatch.setenv("UV_INDEX_URL", "http://us:secret@127.0.0.1:9/simple")
    with pytest.raises(getting_uv.NoUvError, match=r"http://127\.0\.0\.1:9/simple") as caught:
        getting_uv._fetch(locked_as(b""))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("system", "machine", "libc", "wheel"),
    [
        ("linux", "x86_64", ("glibc", "2.36"), "manylinux_2_17_x86_64.manylinux2014_x86_64"),
        ("linux", "aarch64", ("glibc", "2.36"), "manylinux2014_aarch64"),
        ("linux", "x86_64", ("", ""), "musllinux_1_1_x86_64"),
        ("darwin", "arm64", ("", ""), "macosx_11_0_arm64"),
        ("darwin", "x86_64", ("", ""), "macosx_10_12_x86_64"),
        ("win32", "AMD64", ("", ""), "win_amd64"),
        ("win32", "ARM64", ("", ""), "win_arm64"),
    ],
)
def test_the_locked_uv_has_a_wheel_for_every_machine_we_run_on(
    monkeypatch: pytest.MonkeyPatch, system: str, machine: str, libc: tuple[str, str], wheel: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    monkeypatch.setattr(platform, "libc_ver", lambda: libc)
    chosen = [
        one["url"] for one in getting_uv._locked_uv()["wheels"] if getting_uv.fits(one["url"])
    ]
    assert wheel in chosen[0]


def test_an_old_c_library_is_not_given_a_newer_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(platform, "libc_ver", lambda: ("glibc", "2.12"))
    assert not getting_uv.fits("uv-1-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")


def test_settings_name_the_index_in_this_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    configuration = tmp_path / "pip.conf"
    configuration.write_text("[global]\nindex-url = https://four.example/simple/\n", "utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/nowhere")
    monkeypatch.setattr(package_index, "pip_setting", lambda _name, otherwise: otherwise)
    assert package_index.package_index() == package_index.PYPI
    monkeypatch.undo()
    monkeypatch.setenv("PIP_CONFIG_FILE", str(configuration))
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    assert package_index.package_index() == "https://four.example/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "https://three.example/simple/")
    assert package_index.package_index() == "https://three.example/simple"
    monkeypatch.setenv("UV_INDEX_URL", "https://two.example/simple")
    assert package_index.package_index() == "https://two.example/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "house=https://one.example/simple")
    assert package_index.package_index() == "https://one.example/simple"


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--demo"], True),
        (["--data", "house", "--lang", "en"], True),
        (["--data=house"], True),
        (["--help"], False),
        (["print", "handover", "--demo"], False),
        (["--lang", "en", "nights"], False),
    ],
)
def test_only_the_desk_itself_wants_a_screen(arguments: list[str], *, window: bool) -> None:
    assert start.opens_the_desk(arguments) is window


def test_a_package_counts_under_its_newer_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    status = tmp_path / "status"
    status.write_text(
        "Package: libglib2.0-0t64\nStatus: install ok installed\n"
        "Provides: libglib2.0-0 (= 2.80.0)\n\n"
        "Package: libgl1\nStatus: deinstall ok config-files\n\n"
        "Package: libegl1\nStatus: install ok installed\n\n",
        "utf-8",
    )
    monkeypatch.setattr(system_packages, "STATUS", status)
    lacking = system_packages.missing(testing=False)
    assert "libgl1" in lacking
    assert not {"libglib2.0-0", "libegl1", "xvfb"} & set(lacking)
    assert "xvfb" in system_packages.missing(testing=True)


def test_a_changed_lock_file_means_getting_ready_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("uv.lock", "pyproject.toml", "stamp", "python"):
        (tmp_path / name).write_text("as it was", "utf-8")
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(start, "VENV_PYTHON", tmp_path / "python")
    assert not start.is_ready("run")
    start.STAMP.write_text(f"{start.fingerprint()} run\n", "utf-8")
    assert start.is_ready("run")
    assert not start.is_ready("test")
    start.STAMP.write_text(f"{start.fingerprint()} test\n", "utf-8")
    assert start.is_ready("run")
    (tmp_path / "uv.lock").write_text("changed", "utf-8")
    assert not start.is_ready("run")


@pytest.mark.skipif(os.name == "nt", reason="run.cmd is its twin there")
@pytest.mark.parametrize(
    ("python", "sentence"),
    [
        (
            '#!/bin/sh\ncase "$*" in *version_info*) exit 1;; esac\necho Python 3.9.2\n',
            "has Python 3.9.2.",
        ),
        ("", "has no Python at all."),
    ],
)
def test_an_older_python_is_told_in_one_sentence(
    tmp_path: Path, python: str, sentence: str
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "dirname"):
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    if python:
        (tools / "python3").write_text(python, "utf-8")
        (tools / "python3").chmod(0o755)
    for name in ("run", "test"):
        shutil.copy(start.ROOT / name, tmp_path / name)
        said = subprocess.run(
            [tools / "bash", tmp_path / name],
            env={"PATH": str(tools)},
            capture_output=True,
            check=False,
        )
        assert said.returncode == 1
        assert said.stderr.decode().endswith(f"Python 3.11 or newer; this machine {sentence}\n")
        assert not said.stdout


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_twins_for_windows_have_windows_line_ends(name: str) -> None:
    listed = (start.ROOT / ".gitattributes").read_text("utf-8")
    assert "*.cmd text eol=crlf" in listed
    assert f"{name} text eol=lf" in listed
    assert f'scripts\\start.py" {name} %*' in (start.ROOT / f"{name}.cmd").read_text("utf-8")


def test_the_lock_file_names_pypi_and_nothing_else() -> None:
    text = (start.ROOT / "uv.lock").read_text("utf-8")
    assert set(re.findall(r"^source = { registry = (.+) }$", text, re.MULTILINE)) == {
        '"https://pypi.org/simple"'
    }
