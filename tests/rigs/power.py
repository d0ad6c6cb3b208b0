"""What a disk may hold after the power went: system calls of a writer, played again without what was never flushed.

Between two flushes of a file its writes may reach the disk in any order, in part, or not at all, and torn at 512
bytes; names in a folder change in order, and are sure only after the folder was flushed. A disk that says it has
flushed is believed.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

SECTOR = 512
_CALLS = "openat,write,pwrite64,lseek,fsync,fdatasync,ftruncate,unlink,rename,mkdir,close"
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")


@dataclass(frozen=True)
class Call:
    """One system call that matters: what it did, to which path, and with what."""

    what: str
    path: str = ""
    at: int = 0
    content: bytes = b""
    to: str = ""


def record(path: Path, *arguments: str, module: str = "tests.rigs.writer") -> list[Call]:
    """Run the writer on the file at `path` and return its calls below that file's folder, and what it said."""
    trace = path.parent.parent / "trace"
    command = ["strace", "-f", "-qq", "-xx", "-s", "99999999", "-e", f"trace={_CALLS}", "-o", str(trace)]
    command += [sys.executable, "-m", module, str(path), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[2])
    with trace.open() as lines:
        return list(_calls(lines, str(path.parent)))


def _calls(lines: Iterator[str], base: str) -> Iterator[Call]:
    open_files: dict[int, str] = {}
    places: dict[int, int] = {}
    for line in lines:
        found = _LINE.match(line)
        if not found or int(found[3]) < 0:
            continue
        name, given, result = found[1], [_plain(each) for each in found[2].split(", ")], int(found[3])
        if name == "openat":
            path = str(given[1])
            open_files.pop(result, None)
            if path.startswith(base):
                open_files[result], places[result] = path, 0
                if "O_CREAT" in str(given[2]):
                    yield Call("make", path)
                if "O_TRUNC" in str(given[2]):
                    yield Call("cut", path)
        elif name == "write" and int(given[0]) == 1:
            yield Call("say", content=_bytes(given[1]))
        elif name in {"unlink", "mkdir"} and str(given[0]).startswith(base):
            yield Call(name, str(given[0]))
        elif name == "rename" and str(given[0]).startswith(base):
            yield Call("rename", str(given[0]), to=str(given[1]))
        elif name not in {"unlink", "mkdir", "rename"} and int(given[0]) in open_files:
            yield from _on_file(name, int(given[0]), given, result, open_files, places)


def _on_file(
    name: str, file: int, given: list[Any], result: int, open_files: dict[int, str], places: dict[int, int]
) -> Iterator[Call]:
    path = open_files[file]
    if name == "pwrite64":
        yield Call("write", path, int(given[3]), _bytes(given[1])[:result])
    elif name == "write":
        yield Call("write", path, places[file], _bytes(given[1])[:result])
        places[file] += result
    elif name == "lseek":
        places[file] = result
    elif name == "ftruncate":
        yield Call("cut", path, int(given[1]))
    elif name in {"fsync", "fdatasync"}:
        yield Call("flush", path)
    elif name == "close":
        del open_files[file]


def _plain(word: str) -> Any:
    if word.startswith('"'):
        content = bytes.fromhex(word[1:-1].replace("\\x", ""))
        try:
            return content.decode()
        except UnicodeDecodeError:
            return content
    return word


def _bytes(word: Any) -> bytes:
    return word if isinstance(word, bytes) else str(word).encode()


@dataclass
class _Inode:
    sure: bytearray
    waiting: list[Call] = field(default_factory=list)


@dataclass
class Disk:
    """The files of a folder as calls change them, and what of it is sure."""

    files: dict[str, _Inode]
    sure_names: dict[str, _Inode] = field(default_factory=dict)
    waiting_names: list[tuple[str, str, _Inode | None]] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def holding(cls, folder: Path) -> "Disk":
        """Return a disk on which everything below `folder` is sure."""
        files = {str(each): _Inode(bytearray(each.read_bytes())) for each in folder.rglob("*") if each.is_file()}
        return cls(files, dict(files))

    def play(self, call: Call) -> None:
        """Do what a call did."""
        match call.what:
            case "say":
                self.said.append(json.loads(call.content))
            case "make" if call.path not in self.files:
                self.files[call.path] = _Inode(bytearray())
                self.waiting_names.append(("add", call.path, self.files[call.path]))
            case "unlink" if call.path in self.files:
                self.waiting_names.append(("drop", call.path, None))
                del self.files[call.path]
            case "rename" if call.path in self.files:
                moved = self.files[call.to] = self.files.pop(call.path)
                self.waiting_names.append(("rename", f"{call.path}\0{call.to}", moved))
            case "flush" if call.path in self.files:
                inode = self.files[call.path]
                for each in inode.waiting:
                    _apply(inode.sure, each)
                inode.waiting.clear()
            case "flush":
                self._flush_folder(call.path)
            case "write" | "cut" if call.path in self.files:
                self.files[call.path].waiting.append(call)

    def _flush_folder(self, folder: str) -> None:
        """Make the names of a folder sure; with them those changed before in others, as a journal does."""
        for each in self.waiting_names:
            _rename(self.sure_names, each)
        self.waiting_names.clear()

    def after_power_loss(self, chance: Random) -> dict[str, bytes]:
        """Return one state that the disk may legally be in now."""
        names = dict(self.sure_names)
        for each in self.waiting_names[: chance.randint(0, len(self.waiting_names))]:
            _rename(names, each)
        return {path: _some_of(inode, chance) for path, inode in names.items()}


def _rename(names: dict[str, _Inode], change: tuple[str, str, _Inode | None]) -> None:
    what, path, inode = change
    if what == "drop":
        names.pop(path, None)
        return
    assert inode is not None
    if what == "rename":
        old, path = path.split("\0")
        names.pop(old, None)
    names[path] = inode


def _some_of(inode: _Inode, chance: Random) -> bytes:
    content = bytearray(inode.sure)
    lost = chance.random()
    for call in inode.waiting:
        if chance.random() < lost:
            continue
        if call.what == "write" and chance.random() < 0.3:
            for start in range(0, len(call.content), SECTOR):
                if chance.random() < 0.5:
                    part = call.content[start : start + SECTOR]
                    _apply(content, Call("write", call.path, call.at + start, part))
        else:
            _apply(content, call)
    return bytes(content)


def _apply(content: bytearray, call: Call) -> None:
    if call.what == "cut":
        del content[call.at :]
        content.extend(bytes(call.at - len(content)))
        return
    if len(content) < call.at:
        content.extend(bytes(call.at - len(content)))
    content[call.at : call.at + len(call.content)] = call.content


def lay_out(state: dict[str, bytes], base: Path, target: Path) -> None:
    """Write a state of the folder `base` into the folder `target`."""
    for path, content in state.items():
        place = target / Path(path).relative_to(base)
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(descriptor, content)
        os.close(descriptor)
