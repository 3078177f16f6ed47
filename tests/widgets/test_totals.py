"""The day's numbers stand apart from each other at every width."""

from __future__ import annotations

import pytest

from deskmate.widgets.totals import GAP, Total, fitted

DAY = (
    Total("2 h 28 min", "sat of 6 h", short="sat"),
    Total("36 min", "longest bout", short="longest"),
    Total("4", "breaks"),
    Total("1", "stretches"),
)


@pytest.mark.parametrize("width", range(10, 130))
def test_no_name_and_no_number_runs_into_the_next(width: int) -> None:
    columns = fitted(DAY, width)
    assert sum(cells for _, cells in columns[:-1]) + columns[-1][0].width <= width
    assert all(total.width + GAP <= cells for total, cells in columns[:-1])
    assert columns[0][0].value == "2 h 28 min"


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (60, ["sat of 6 h", "longest bout", "breaks", "stretches"]),
        (44, ["sat of 6 h", "longest bout", "breaks", "stretches"]),
        (40, ["sat", "longest", "breaks", "stretches"]),
        (28, ["sat", "longest", "breaks"]),
    ],
)
def test_names_are_short_before_a_number_goes(width: int, names: list[str]) -> None:
    assert [total.name for total, _ in fitted(DAY, width)] == names


def test_where_there_is_room_the_columns_are_of_one_width() -> None:
    assert [cells for _, cells in fitted(DAY, 80)] == [20, 20, 20, 20]
