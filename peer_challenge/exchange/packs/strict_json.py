"""JSON in its one form only: what is written any other way, or holds what JSON should not, is refused."""

import json
from typing import Any, NoReturn

from peer_challenge.exchange.packs.limits import MOST_DEPTH, MOST_TEXT, refuse
from peer_challenge.storage.operations import canonical


def parse(content: bytes, where: str) -> Any:
    """Return the value `content` holds; raises `UserError` naming `where` when it is not JSON in its one form."""
    try:
        value = _DECODER.decode(content.decode())
        deep = content.count(b"[") + content.count(b"{") > MOST_DEPTH and _depth(value) > MOST_DEPTH
        in_form = not deep and canonical(value).encode() == content
    except (ValueError, RecursionError, OverflowError):  # UnicodeError and JSONDecodeError are ValueErrors
        refuse(f"{where} cannot be read")
    if not in_form:
        refuse(f"{where} is not written as such files are")
    if len(content) > MOST_TEXT:
        _check_texts(value, where)
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _float(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_float=_float, object_pairs_hook=_once)


def _depth(value: Any) -> int:
    """Return how deep `value` is nested, without recursion."""
    deepest, waiting = 0, [(value, 0)]
    while waiting:
        each, depth = waiting.pop()
        if isinstance(each, dict | list):
            deepest = max(deepest, depth + 1)
            inside = each.values() if isinstance(each, dict) else each
            waiting += [(one, depth + 1) for one in inside]
    return deepest


def _check_texts(value: Any, where: str) -> None:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str) and len(each) > MOST_TEXT:
            refuse(f"{where} holds a text that is too long")
        if isinstance(each, dict):
            waiting += [*each, *each.values()]
        elif isinstance(each, list):
            waiting += each
