"""Figures that may point to a child, and those that do not."""

import pytest

from peer_challenge.domain.small_numbers import fit_to_print, small_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("We spoke with 3 children.", [3]),
        ("We spoke with three young people and 8 care leavers.", [3, 8]),
        ("4 of 60 children had a plan", [4]),
        ("Two siblings came home", [2]),
        ("9 open cases", [9]),
        ("One family told us", [1]),
        ("12 children, 60 families, 1,200 cases", []),
        ("9% of children", []),
        ("Year 6 children, aged 5 children's services", []),
        ("8 audits of children’s files", []),
        ("Two children’s homes", []),
        ("In 3 districts families said", []),
        ("a 2-year-old child, 3.5 children a worker", []),
        ("that one family", []),
        ("the families of the 3 children placed furthest away", [3]),
        ("no more than one child", []),
        ("three quarters of parents, three quarters parents", []),
    ],
)
def test_what_counts_children(text: str, values: list[int]) -> None:
    assert [each.value for each in small_numbers(text)] == values


def test_below_five_never_prints() -> None:
    assert fit_to_print("Three children and 4 families, 7 parents and 12 carers.") == (
        "Fewer than 5 children and fewer than 5 families, 7 parents and 12 carers."
    )
    assert fit_to_print("4 of 60 children") == "fewer than 5 of 60 children"
    assert fit_to_print("One family told us, and one young person was heard.") == (
        "Fewer than 5 families told us, and fewer than 5 young people were heard."
    )
    assert fit_to_print("One of 12 children is here; 1 sibling has moved.") == (
        "Fewer than 5 of 12 children are here; fewer than 5 siblings have moved."
    )
