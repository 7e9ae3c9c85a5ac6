"""Where a house may lie, and the folders it is refused in."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from shelter_desk.store import network, places
from shelter_desk.store.disk import DiskFullError, FolderReadOnlyError, check_room, make_folder
from shelter_desk.store.network import (
    Mount,
    parse_mac_mounts,
    parse_mountinfo,
    posix_network_kind,
    windows_network_kind,
)
from shelter_desk.store.places import (
    NetworkFolderError,
    NotAFolderError,
    Places,
    SyncedFolderError,
    check_folder,
    find_places,
    prepare_folder,
)
from shelter_desk.store.synced import named_service, sync_service

MOUNTINFO = rb"""22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
23 22 0:20 / /proc rw,nosuid - proc proc rw
30 22 0:31 / /home rw,relatime shared:9 master:1 - nfs4 server:/home rw,vers=4.2
31 30 254:1 / /home/local rw,relatime - xfs /dev/vdb rw
32 22 0:33 / /mnt/felles\040disk rw,relatime - cifs //server/felles rw
33 22 0:34 / /mnt/covered rw - ext4 /dev/vdc rw
34 33 0:35 / /mnt/covered rw - fuse.sshfs a@b:/ rw
35 22 0:36 / /mnt/ntfs rw - fuseblk /dev/sdb1 rw
36 22 0:37 / /var/lib/docker/overlay rw - overlay overlay rw
37 22 0:38 / /mnt/c rw - 9p drvfs rw
38 22 0:39 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
a broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/house", None),
        ("/home/kari/house", "nfs4"),
        ("/home/local/house", None),
        ("/homes/kari", None),
        ("/mnt/felles disk/house", "cifs"),
        ("/mnt/felles", None),
        ("/mnt/covered/house", "fuse.sshfs"),
        ("/mnt/ntfs/house", None),
        ("/var/lib/docker/overlay/house", None),
        ("/mnt/c/house", "9p"),
        ("/run/user/1000/gvfs/smb-share", "fuse.gvfsd-fuse"),
    ],
)
def test_a_network_mount_is_found_on_linux(folder: str, kind: str | None) -> None:
    assert posix_network_kind(PurePosixPath(folder), parse_mountinfo(MOUNTINFO)) == kind


def test_a_machine_whose_root_comes_over_the_network_is_its_own() -> None:
    table = [Mount(PurePosixPath("/"), "9p"), Mount(PurePosixPath("/mnt"), "9p")]
    assert posix_network_kind(PurePosixPath("/home/kari"), table) is None
    assert posix_network_kind(PurePosixPath("/mnt/house"), table) == "9p"


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/Users/kari/house", None),
        ("/Volumes/Felles disk/house", "smbfs"),
        ("/Volumes/Utvidet (USB)/house", None),
    ],
)
def test_a_network_mount_is_found_on_macos(folder: str, kind: str | None) -> None:
    printed = (
        b"/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        b"/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)\n"
        b"//kari@server/felles on /Volumes/Felles disk (smbfs, nodev, nosuid)\n"
        b"/dev/disk5s1 on /Volumes/Utvidet (USB) (exfat, local)\n"
    )
    assert posix_network_kind(PurePosixPath(folder), parse_mac_mounts(printed)) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        (r"C:\ProgramData\Shelter Desk", None),
        (r"H:\house", "H:"),
        (r"\\server\felles\house", "UNC"),
        (r"\\?\C:\house", None),
        (r"\\?\H:\house", "H:"),
        (r"\\?\UNC\server\felles\house", "UNC"),
        (r"\\wsl$\Debian\house", "UNC"),
    ],
)
def test_a_network_drive_is_found_on_windows(folder: str, kind: str | None) -> None:
    def drive_type(root: str) -> int:
        return {"C:\\": 3, "H:\\": 4}[root]

    assert windows_network_kind(PureWindowsPath(folder), drive_type) == kind


def test_this_machines_own_folder_is_fine(tmp_path: Path) -> None:
    prepare_folder(tmp_path / "new" / "house")
    check_folder(tmp_path / "new" / "house")
    assert list((tmp_path / "new" / "house").iterdir()) == []


@pytest.mark.fault
def test_a_network_folder_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = PurePosixPath(tmp_path.resolve())
    monkeypatch.setattr(network, "mounts", lambda: [Mount(point, "nfs4")])
    if sys.platform == "win32":
        monkeypatch.setattr(network, "_drive_type", lambda _: 4)
    with pytest.raises(NetworkFolderError):
        prepare_folder(tmp_path / "house")
    assert list(tmp_path.iterdir()) == []


# -- synchronised ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/kari/Dropbox/house", "Dropbox"),
        ("/home/kari/Dropbox (Kommunen)/house", "Dropbox"),
        ("/Users/kari/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("/Users/kari/Library/CloudStorage/Dropbox-Personal", "CloudStorage"),
        ("/home/kari/Nextcloud/house", "Nextcloud"),
        ("/home/kari/nextcloud2/house", "Nextcloud"),
        ("/home/kari/Google Drive/house", "Google Drive"),
        ("/home/kari/onedrive/house", "OneDrive"),
        ("/home/kari/house", None),
        ("/home/kari/Nextcloud-notes", None),
        ("/home/kari/Boxes", None),
        ("/var/lib/shelter-desk", None),
    ],
)
def test_a_sync_services_folder_is_known_by_its_name(folder: str, service: str | None) -> None:
    assert named_service(PurePosixPath(folder)) == service


def test_a_companys_onedrive_is_known_on_windows() -> None:
    folder = PureWindowsPath(r"C:\Users\kari\OneDrive - Oslo kommune\Dokumenter\house")
    assert named_service(folder) == "OneDrive"


@pytest.mark.parametrize(
    ("left", "service"),
    [(".dropbox", "Dropbox"), (".sync_a1b2.db", "Nextcloud"), (".stfolder", "Syncthing")],
)
def test_a_sync_services_mark_is_found_above_a_folder_that_is_not_there_yet(
    tmp_path: Path, left: str, service: str
) -> None:
    assert sync_service(tmp_path / "a" / "b", {}) is None
    (tmp_path / left).touch()
    assert sync_service(tmp_path / "a" / "b", {}) == service


def test_onedrive_under_another_name_is_found_by_what_windows_says(tmp_path: Path) -> None:
    env = {"OneDriveCommercial": str(tmp_path)}
    assert sync_service(tmp_path / "Skrivebord", env) == "OneDrive"
    assert sync_service(tmp_path.parent / "other", env) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_into_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "house").mkdir(parents=True)
    (tmp_path / "house").symlink_to(tmp_path / "Dropbox" / "house")
    with pytest.raises(SyncedFolderError) as caught:
        check_folder(tmp_path / "house")
    assert caught.value.values["service"] == "Dropbox"


# -- the folder itself -------------------------------------------------------------------


def test_a_named_folder_goes_before_the_variable_and_that_before_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = {places.VARIABLE: str(tmp_path / "by-variable")}
    assert find_places(tmp_path / "named", env).folder == tmp_path / "named"
    assert find_places(None, env).folder == tmp_path / "by-variable"
    monkeypatch.chdir(tmp_path)
    assert find_places(Path("here"), {}).folder == tmp_path / "here"
    assert find_places(None, {places.VARIABLE: " "}).folder == places.default_folder()


def test_the_files_of_a_house_have_their_names(tmp_path: Path) -> None:
    house = Places(tmp_path)
    named = [house.database, house.key, house.lock, house.copies, house.drafts, house.settings]
    assert [path.name for path in named] == [
        "house.db",
        "house.key",
        "house.lock",
        "copies",
        "drafts",
        "desk.toml",
    ]
    assert not house.has_house()
    house.key.touch()
    assert house.has_house()


@pytest.mark.fault
def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "house").write_text("a letter")
    with pytest.raises(NotAFolderError):
        prepare_folder(tmp_path / "house")
    with pytest.raises(NotAFolderError):
        check_folder(tmp_path / "house")


if sys.platform != "win32":  # access lists decide there

    @pytest.fixture
    def ordinary_account() -> Iterator[Path]:
        """Give a folder that may not be written in, and drop root's rights, which nothing stops."""
        with tempfile.TemporaryDirectory() as above:  # pytest's own is closed to other accounts
            folder = Path(above, "locked")
            folder.mkdir()
            folder.chmod(0o555)
            Path(above).chmod(0o755)
            was = os.geteuid()
            if was == 0:
                os.seteuid(65534)
            try:
                yield folder
            finally:
                os.seteuid(was)
                folder.chmod(0o755)

    @pytest.mark.fault
    def test_a_read_only_folder_is_said_and_left_as_it_was(ordinary_account: Path) -> None:
        with pytest.raises(FolderReadOnlyError) as caught:
            check_folder(ordinary_account)
        assert caught.value.values["folder"] == str(ordinary_account)
        with pytest.raises(FolderReadOnlyError):
            prepare_folder(ordinary_account / "house")
        assert list(ordinary_account.iterdir()) == []


@pytest.mark.fault
def test_no_room_is_said_before_it_is_needed(tmp_path: Path) -> None:
    check_room(tmp_path, 1)
    with pytest.raises(DiskFullError):
        check_room(tmp_path, 1 << 62)


@pytest.mark.skipif(sys.platform == "win32", reason="access lists decide there")
def test_a_new_folder_is_its_accounts_own_unless_its_parent_is_shared(tmp_path: Path) -> None:
    prepare_folder(tmp_path / "own")
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o700
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2775)
    prepare_folder(shared / "house")
    assert (shared / "house").stat().st_mode & stat.S_ISGID


@pytest.mark.skipif(sys.platform == "win32", reason="access lists decide there")
def test_folders_inside_a_house_are_as_private_as_the_house(tmp_path: Path) -> None:
    make_folder(tmp_path / "own" / "copies")
    assert stat.S_IMODE((tmp_path / "own" / "copies").stat().st_mode) == 0o700
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2775)
    make_folder(shared / "copies")
    assert stat.S_IMODE((shared / "copies").stat().st_mode) == 0o2770
    (tmp_path / "named").mkdir(mode=0o755)
    make_folder(tmp_path / "named")
    assert stat.S_IMODE((tmp_path / "named").stat().st_mode) == 0o755
