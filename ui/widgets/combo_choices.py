"""Filling a drop-down list with records, so that the chosen one stays chosen."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox


def fill_choices(combo: QComboBox, choices: Iterable[tuple[object, str]], every: str = "") -> None:
    """Offer what it stands for and its words, first of all None as `every` where that is given.

    What was chosen stays so while it is offered, else the first is.
    """
    chosen = combo.currentData()
    combo.clear()
    if every:
        combo.addItem(every, None)
    for id_, words in choices:
        combo.addItem(words, id_)
    choose(combo, chosen)


def choose(combo: QComboBox, id: object) -> None:
    """Choose what equals a record's id, or the first; Qt itself would look for the very object."""
    places = (at for at in range(combo.count()) if combo.itemData(at) == id)
    combo.setCurrentIndex(next(places, 0 if combo.count() else -1))
