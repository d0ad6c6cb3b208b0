"""A problem file read strictly: anything not understood is refused with its place."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from peer_challenge.allocation.checking import check_problem, shown
from peer_challenge.allocation.problem import Apart, Group, Pair, PairCost, PerGroup, Problem, SetCost, Sizes, Together
from peer_challenge.domain.errors import Exit, UserError

MAX_BYTES = 50_000_000
_MAX_NAME = 500
_T = TypeVar("_T")


def load_problem(path: Path) -> Problem:
    """Read a problem file; `UserError` with exit 74 where it cannot be read and 65 where it is not a problem."""
    try:
        with path.open("rb") as file:
            large = os.fstat(file.fileno()).st_size > MAX_BYTES
            raw = b"" if large else file.read(MAX_BYTES + 1)  # a pipe does not tell its size
    except OSError as error:
        why = "there is no such file" if isinstance(error, FileNotFoundError) else (error.strerror or "it failed")
        raise UserError(f"{path} could not be read: {why}.", Exit.CANNOT_READ_OR_WRITE) from error
    if large or len(raw) > MAX_BYTES:
        raise UserError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB. That is not a problem file.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UserError(f"{path}: line {line} is not UTF-8 text. Save the file as UTF-8.") from error
    return read_problem(_parsed(text, str(path)))


def read_problem(json: object) -> Problem:
    """Return the problem held by decoded JSON, checked; raises `UserError` with one sentence naming the place."""
    keys = _object("the problem", json, {"authorities"}, set(_READERS))
    problem = Problem(**{key: _READERS[key](key, value) for key, value in keys.items()})
    check_problem(problem)
    return problem


class _RefusedError(ValueError):
    """Something JSON's grammar or its reader lets through that a problem may not hold."""


def _parsed(text: str, name: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UserError(f"{name} is not JSON: {error.msg} at {where}.") from error
    except _RefusedError as error:
        raise UserError(f"{name}: {error}") from error
    except RecursionError as error:
        raise UserError(f"{name}: the lists in it are nested too deeply.") from error
    except ValueError as error:  # an integer of more digits than Python converts
        raise UserError(f"{name}: a number in it is too long.") from error


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for i, key in enumerate(keys) if key in keys[:i])
        raise _RefusedError(f"the key {_quoted(twice)} stands twice in one place. Remove one.")
    return found


def _no_constant(word: str) -> NoReturn:
    raise _RefusedError(f"{word} is not a number a problem may hold.")


def _object(place: str, value: object, required: set[str], known: set[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise UserError(f"{place}: expected keys and values in braces, found {_kind(value)}.")
    for key in value:
        if key not in known:
            raise UserError(
                f"{place}: {_quoted(key)} is not a key it can have. It can have {', '.join(sorted(known))}."
            )
    for key in sorted(required):
        if key not in value:
            raise UserError(f'{place}: the key "{key}" is missing.')
    return value


def _list(place: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise UserError(f"{place}: expected a list in square brackets, found {_kind(value)}.")
    return value


def _list_of(read: Callable[[str, object], _T]) -> Callable[[str, object], tuple[_T, ...]]:
    def read_all(place: str, value: object) -> tuple[_T, ...]:
        return tuple(read(f"{place}[{i}]", item) for i, item in enumerate(_list(place, value)))

    return read_all


def _text(place: str, value: object) -> str:
    if not isinstance(value, str):
        raise UserError(f"{place}: expected text in quotes, found {_kind(value)}.")
    if len(value) > _MAX_NAME:
        raise UserError(f"{place}: the text is longer than {_MAX_NAME} characters.")
    if not value.isprintable():
        raise UserError(f"{place}: the text holds characters that cannot be printed.")
    return value


def _whole(place: str, value: object) -> int:
    if isinstance(value, float):
        raise UserError(f"{place}: {shown(value)} is not a whole number.")
    if not isinstance(value, int) or isinstance(value, bool):
        raise UserError(f"{place}: expected a whole number, found {_kind(value)}.")
    return value


def _seconds(place: str, value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise UserError(f"{place}: expected a number of seconds, found {_kind(value)}.")
    return value


def _pair(place: str, value: object) -> Pair:
    names = _names(place, value)
    if len(names) != 2:
        raise UserError(f"{place}: expected two authorities, found {len(names)}.")
    return names[0], names[1]


def _names(place: str, value: object) -> Group:
    return tuple(_text(f"{place}[{i}]", item) for i, item in enumerate(_list(place, value)))


def _sizes(place: str, value: object) -> Sizes:
    keys = _object(place, value, set(), {"min", "prefer", "max"})
    given = {key: _whole(f"{place}.{key}", number) for key, number in keys.items()}
    return Sizes(**given)


def _pair_cost(place: str, value: object) -> PairCost:
    keys = _object(place, value, {"pair", "cost"}, {"pair", "cost", "reason"})
    pair = _pair(f"{place}.pair", keys["pair"])
    return PairCost(pair, _whole(f"{place}.cost", keys["cost"]), _text(f"{place}.reason", keys.get("reason", "")))


def _set_cost(place: str, value: object) -> SetCost:
    known = {"name", "members", "over", "cost"}
    keys = _object(place, value, known, known)
    return SetCost(
        _text(f"{place}.name", keys["name"]),
        _names(f"{place}.members", keys["members"]),
        _whole(f"{place}.over", keys["over"]),
        _whole(f"{place}.cost", keys["cost"]),
    )


def _apart(place: str, value: object) -> Apart:
    keys = _object(place, value, {"pair"}, {"pair", "reason"})
    return Apart(_pair(f"{place}.pair", keys["pair"]), _text(f"{place}.reason", keys.get("reason", "")))


def _together(place: str, value: object) -> Together:
    keys = _object(place, value, {"pair"}, {"pair", "reason"})
    return Together(_pair(f"{place}.pair", keys["pair"]), _text(f"{place}.reason", keys.get("reason", "")))


def _per_group(place: str, value: object) -> PerGroup:
    keys = _object(place, value, {"name", "members"}, {"name", "members", "min", "max"})
    if "min" not in keys and "max" not in keys:
        raise UserError(f'{place}: give "min", "max" or both.')
    return PerGroup(
        _text(f"{place}.name", keys["name"]),
        _names(f"{place}.members", keys["members"]),
        _whole(f"{place}.min", keys.get("min", 0)),
        _whole(f"{place}.max", keys["max"]) if "max" in keys else None,
    )


_READERS: Mapping[str, Callable[[str, object], Any]] = {
    "authorities": _names,
    "sizes": _sizes,
    "pair_costs": _list_of(_pair_cost),
    "set_costs": _list_of(_set_cost),
    "apart": _list_of(_apart),
    "together": _list_of(_together),
    "locked": _list_of(_names),
    "per_group": _list_of(_per_group),
    "alternatives": _whole,
    "seed": _whole,
    "time_limit_s": _seconds,
}


def _quoted(text: str) -> str:
    """Return someone's text in quotes, short and printable enough for a sentence."""
    return '"' + "".join(c for c in text[:60] if c.isprintable()) + '"'


def _kind(value: object) -> str:
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "keys and values"
