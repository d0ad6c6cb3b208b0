"""Where a round file should not be used: disks of other computers, and folders that are kept in step with others."""

import ctypes
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

_SHARED_BY = (
    *("onedrive", "dropbox", "google drive", "googledrive", "my drive", "nextcloud", "owncloud", "icloud"),
    *("sharepoint", "box sync", "cloudstorage", "com~apple~clouddocs", "pcloud", "syncthing", "egnyte"),
)
_MARKS = (".dropbox", ".dropbox.cache", ".stfolder", ".nextcloudsync.log", ".owncloudsync.log")
"""What synchronising programs leave in the topmost folder they look after."""

_ROOTS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Where Windows says OneDrive and SharePoint folders begin."""

_OF_NETWORKS = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "9p", "davfs", "lustre", "gfs2", "ocfs2"),
    *("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.s3fs"),
}
_REMOTE_DRIVE = 4
_CLOUD_TAG, _CLOUD_MASK = 0x9000001A, 0xFFFF0FFF
_MOUNTS = Path("/proc/self/mounts")


def where_it_is_unsafe(path: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return why a round file should not be used where it lies, "" when it may: a share or a synchronised folder.

    Programs that copy a file while it is written break it, or leave two of it that nobody can join; and a share does
    not keep two writers apart.
    """
    whole = path.absolute()
    if _is_on_network(whole):
        return f"{path.name} lies on a network share"
    if _is_kept_in_step(whole, environment):
        return f"{path.name} lies in a folder that is kept in step with other computers"
    return ""


def _is_on_network(path: Path) -> bool:
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False  # a system that does not say
    return kind_of_disk(path.resolve(), mounts) in _OF_NETWORKS


def kind_of_disk(path: Path, mounts: str) -> str:
    """Return the type of the file system that holds `path` by Linux's table of mounts: the deepest, latest match."""
    found = (0, "")
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        at = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), parts[1]))
        if path.is_relative_to(at) and len(at.parts) >= found[0]:
            found = (len(at.parts), parts[2])
    return found[1]


def _is_kept_in_step(path: Path, environment: Mapping[str, str]) -> bool:
    roots = [Path(environment[name]) for name in _ROOTS if environment.get(name)]
    if any(path.is_relative_to(root) for root in roots):
        return True
    if any(part.casefold().startswith(_SHARED_BY) for part in path.parts[:-1]):
        return True
    return any(_is_looked_after(folder) for folder in path.parents)


def _is_looked_after(folder: Path) -> bool:
    try:
        tag = getattr(folder.lstat(), "st_reparse_tag", 0)  # Windows marks what its cloud filter looks after
    except OSError:
        return False
    return tag & _CLOUD_MASK == _CLOUD_TAG or any((folder / mark).exists() for mark in _MARKS)
