"""A passphrase or code in a file, as different editors write it."""

from pathlib import Path

import pytest

from shelter_desk.errors import BadInputError
from shelter_desk.store.given_file import (
    GivenFileMissingError,
    GivenFileUnreadableError,
    read_given_file,
)

TEXT = "tolv blå elger"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n\r\n"])
def test_any_editors_file_will_do(tmp_path: Path, encoding: str, end: str) -> None:
    (tmp_path / "given").write_bytes(f"{TEXT}{end}".encode(encoding))
    assert read_given_file(tmp_path / "given") == TEXT


@pytest.mark.fault
@pytest.mark.parametrize(
    "data", [b"", b"\n \n", b"\xff\xfe\xff", b"\xe6\xf8", b"a\0b", b"a" * 20_000]
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "given").write_bytes(data)
    with pytest.raises(GivenFileUnreadableError):
        read_given_file(tmp_path / "given")


@pytest.mark.fault
@pytest.mark.parametrize("name", ["not-there", "."])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_given_file(tmp_path / name)
    assert type(caught.value) is GivenFileMissingError
