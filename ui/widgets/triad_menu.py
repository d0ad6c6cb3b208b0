"""What can be done with a card or a group of the board, as a menu: every act by keyboard that the mouse can do."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from peer_challenge.services.board import GroupView
from ui.icons import icon
from ui.widgets.triad_card import Card
from ui.widgets.triad_column import Column


class Asks(Protocol):
    """What a menu can ask of the board it belongs to."""

    move_asked: SignalInstance
    swap_asked: SignalInstance
    lock_asked: SignalInstance
    rename_asked: SignalInstance
    remove_asked: SignalInstance
    seat_asked: SignalInstance
    objection_asked: SignalInstance


def add_card_acts(menu: QMenu, asks: Asks, card: Card, own: Column | None, groups: Sequence[Column]) -> None:
    """Add where a card may go; from a locked group it goes nowhere. `groups` are the columns of groups."""
    name = card.view.name
    if own is None or own.view is None or not own.view.locked:
        for column in _open(groups, own):
            assert column.view is not None
            target = column.group
            _add(menu, f"Move {name} to {column.view.name}", partial(asks.move_asked.emit, card.authority, target))
        if own is not None and own.view is not None:
            _add(menu, f"Take {name} out of {own.view.name}", lambda: asks.move_asked.emit(card.authority, None))
            _add_swaps(menu, asks, card, _open(groups, own))
    if own is not None and own.view is not None:
        _add_seats(menu, asks, card, own)
        _add(menu, f"{name} objects…", lambda: asks.objection_asked.emit(card.authority))


def add_group_acts(menu: QMenu, asks: Asks, view: GroupView) -> None:
    """Add what can be done with a group."""
    menu.addSeparator()
    word = "Unlock" if view.locked else "Lock"
    lock = QAction(icon(word.lower()), f"{word} {view.name}", menu)
    lock.setShortcut("Ctrl+L")
    lock.triggered.connect(lambda: asks.lock_asked.emit(view.id, not view.locked))
    menu.addAction(lock)
    _add(menu, f"Rename {view.name}…", lambda: asks.rename_asked.emit(view.id))
    if not view.locked:
        _add(menu, f"Remove {view.name}", lambda: asks.remove_asked.emit(view.id))


def _add_swaps(menu: QMenu, asks: Asks, card: Card, others: Sequence[Column]) -> None:
    swaps = menu.addMenu(f"Swap {card.view.name} with")
    for column in others:
        assert column.view is not None
        for other in column.cards:
            words = f"{other.view.name} ({column.view.name})"
            _add(swaps, words, partial(asks.swap_asked.emit, card.authority, other.authority))
    swaps.setEnabled(not swaps.isEmpty())


def _add_seats(menu: QMenu, asks: Asks, card: Card, own: Column) -> None:
    """Offer that authorities of one group sit as one, or each have their own seat again."""
    name = card.view.name
    if card.view.sits_with:
        _add(menu, f"Give {name} its own seat", lambda: asks.seat_asked.emit(card.authority, None))
    seats = menu.addMenu(f"{name} sits as one with")
    for other in own.cards:
        if other is not card and other.view.name not in card.view.sits_with:
            _add(seats, other.view.name, partial(asks.seat_asked.emit, card.authority, other.authority))
    seats.setEnabled(not seats.isEmpty())


def _open(groups: Sequence[Column], own: Column | None) -> list[Column]:
    return [column for column in groups if column is not own and column.view and not column.view.locked]


def _add(menu: QMenu, words: str, act: Callable[[], object]) -> None:
    menu.addAction(words).triggered.connect(lambda _on=False: act())
