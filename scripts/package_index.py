"""Which package index this machine is to use, and how to read a file from it.

Standard library only: this runs before anything is installed.
"""

import base64
import configparser
import json
import os
import re
import ssl
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

PYPI = "https://pypi.org/simple"


def package_index() -> str:
    """Return the address of the index named by uv's or pip's settings; pypi.org otherwise."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            # uv also takes «name=address» here.
            return re.sub(r"^[\w.-]+=(?=\w+:)", "", os.environ[name]).rstrip("/")
    return pip_setting("index-url", PYPI).rstrip("/")


def pip_setting(name: str, otherwise: str) -> str:
    """Return a setting of pip's configuration files; the most particular file wins."""
    if os.name == "nt":
        files = [r"%PROGRAMDATA%\pip\pip.ini", r"%APPDATA%\pip\pip.ini"]
    else:
        files = ["/etc/xdg/pip/pip.conf", "/etc/pip.conf"]
        if sys.platform == "darwin":
            files.append("~/Library/Application Support/pip/pip.conf")
        files += ["~/.pip/pip.conf", "~/.config/pip/pip.conf"]
    files.append(os.environ.get("PIP_CONFIG_FILE", ""))
    configuration = configparser.RawConfigParser()
    try:
        paths = [Path(os.path.expandvars(file)).expanduser() for file in files if file]
        configuration.read(paths, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError, RuntimeError):
        return otherwise
    return configuration.get("global", name, fallback=otherwise)


def address_of(index: str, package: str, filename: str) -> str:
    """Return the address of one file of ``package`` on a simple index.

    Raises LookupError when the index does not have it, OSError when it cannot be reached.
    """
    page = f"{index}/{package}/" + ("index.html" if index.startswith("file:") else "")
    content = download(page).decode()
    links = _json_links(content) if content.lstrip().startswith("{") else _html_links(content)
    ours = urllib.parse.urlsplit(index)
    for link in links:
        theirs = urllib.parse.urlsplit(urllib.parse.urljoin(page, link))._replace(fragment="")
        if urllib.parse.unquote(theirs.path).endswith(f"/{filename}"):
            if ours.hostname == theirs.hostname and "@" not in theirs.netloc:
                theirs = theirs._replace(netloc=ours.netloc)  # with our name and password
            return theirs.geturl()
    message = f"{filename} is not on that index"
    raise LookupError(message)


def _json_links(content: str) -> Iterator[str]:
    """Yield the addresses on a simple index page in its JSON form (PEP 691)."""
    for file in json.loads(content)["files"]:
        yield file["url"]


class _Links(HTMLParser):
    """Collects the addresses on a simple index page in its HTML form (PEP 503)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what an ``<a href>`` points to."""
        self.found += [value for name, value in attrs if (tag, name) == ("a", "href") and value]


def _html_links(content: str) -> Iterator[str]:
    reader = _Links()
    reader.feed(content)
    yield from reader.found


def download(url: str) -> bytes:
    """Return what lies at ``url``; name and password in it are sent as HTTP expects them."""
    parts = urllib.parse.urlsplit(url)
    login, _, host = parts.netloc.rpartition("@")
    request = urllib.request.Request(  # noqa: S310 - the address is the user's own index
        parts._replace(netloc=host).geturl(),
        headers={"Accept": "application/vnd.pypi.simple.v1+json, text/html;q=0.5, */*;q=0.1"},
    )
    if login:
        token = base64.b64encode(urllib.parse.unquote(login).encode()).decode()
        request.add_unredirected_header("Authorization", f"Basic {token}")
    certificates = os.environ.get("PIP_CERT") or pip_setting("cert", "") or None
    trust = ssl.create_default_context(cafile=certificates)
    with urllib.request.urlopen(request, timeout=60, context=trust) as answer:  # noqa: S310 - as above
        return bytes(answer.read())


def without_password(url: str) -> str:
    """Return an address fit for being shown."""
    parts = urllib.parse.urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
