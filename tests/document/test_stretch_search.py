"""What is looked up by halves is what a look at every stretch would find."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from hgz_report.document.passage import Stretch
from hgz_report.document.stretch_search import nearest, sharing
from hgz_report.origin import Wording

STRETCHES = st.lists(st.integers(0, 4), max_size=8).map(
    lambda sizes: [Stretch(start, end, Wording("said")) for start, end in pairwise([0, *accumulate(sizes)])]
)
PLACES = st.tuples(st.integers(0, 20), st.integers(1, 9)).map(lambda place: (place[0], sum(place)))


@given(STRETCHES, PLACES)
def test_those_that_share_a_character(stretches: list[Stretch], place: tuple[int, int]) -> None:
    start, end = place
    assert list(sharing(stretches, start, end)) == [s for s in stretches if s.start < end and start < s.end]


@given(STRETCHES, PLACES)
def test_all_of_them_the_nearest_first_in_their_order(stretches: list[Stretch], place: tuple[int, int]) -> None:
    start, end = place
    found = [one for near in nearest(stretches, start, end) for one in near]
    assert found == sorted(stretches, key=lambda s: max(s.start - end, start - s.end, 0))
