"""What is different between two editions: four classes of figures, what is computed from them, proposals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hgz_report.analysis.what_changed import derived_changes, fact_changes, proposal_changes
from hgz_report.data.edition_state import DerivedState, FactState, ProposalState


def fact(period: str = "2023", value: str = "49", indicator: str = "platforms", status: str = "actual") -> FactState:
    suffix = "" if status == "actual" else f":{status}"
    name = f"a.{indicator}@{period}{suffix}"
    return FactState(
        name, indicator, "平台", period, status, value, "个", "exact", "B", "s", f"{value}个", "", "a.yaml:1"
    )


def kinds(old: list[FactState], new: list[FactState]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.old.id if one.old else "", one.new.id if one.new else "") for one in fact_changes(old, new)]


def test_a_later_period_of_the_same_thing_is_newer() -> None:
    assert kinds([fact("2022"), fact("2023")], [fact("2022"), fact("2023"), fact("2024")]) == [
        ("newer", "a.platforms@2023", "a.platforms@2024")
    ]


def test_what_a_newer_figure_replaces_is_not_withdrawn() -> None:
    assert kinds([fact("2023")], [fact("2024")]) == [("newer", "a.platforms@2023", "a.platforms@2024")]


def test_another_value_of_the_same_time_is_revised() -> None:
    assert kinds([fact(value="49")], [fact(value="52")]) == [("revised", "a.platforms@2023", "a.platforms@2023")]


def test_a_final_result_revises_the_preliminary_one() -> None:
    assert kinds([fact(status="preliminary")], [fact()]) == [
        ("revised", "a.platforms@2023:preliminary", "a.platforms@2023")
    ]


def test_a_result_does_not_replace_a_target() -> None:
    assert kinds([fact(status="target")], [fact(status="target"), fact()]) == [("new", "", "a.platforms@2023")]


def test_an_earlier_period_and_another_indicator_are_new() -> None:
    new = [fact("2021"), fact("2023"), fact("2020", indicator="firms")]
    assert kinds([fact("2023")], new) == [("new", "", "a.platforms@2021"), ("new", "", "a.firms@2020")]


def test_of_two_later_periods_the_latest_is_newer_and_the_other_new() -> None:
    assert kinds([fact("2022")], [fact("2022"), fact("2023"), fact("2024")]) == [
        ("new", "", "a.platforms@2023"),
        ("newer", "a.platforms@2022", "a.platforms@2024"),
    ]


def test_what_only_the_old_edition_has_is_withdrawn() -> None:
    assert kinds([fact("2022"), fact("2023")], [fact("2023")]) == [("withdrawn", "a.platforms@2022", "")]


def test_a_period_nobody_stated_is_neither_earlier_nor_later() -> None:
    assert kinds([fact("unstated")], [fact("unstated"), fact("2023")]) == [("new", "", "a.platforms@2023")]


FACTS = st.lists(
    st.builds(
        fact,
        st.sampled_from(["2021", "2022", "2023", "2024H1", "2024-05", "2020..2023", "unstated"]),
        st.sampled_from(["1", "2"]),
        st.sampled_from(["platforms", "firms"]),
        st.sampled_from(["actual", "target", "estimate", "preliminary"]),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(FACTS, FACTS)
def test_every_figure_that_differs_is_told_of_and_none_that_does_not(
    old: list[FactState], new: list[FactState]
) -> None:
    changes = fact_changes(old, new)
    before, now = {one.id: one for one in old}, {one.id: one for one in new}
    told_new = [one.new.id for one in changes if one.new]
    assert sorted(told_new) == sorted(name for name in now if before.get(name) != now[name])
    gone = {name for name in before if name not in now}
    told_old = {one.old.id for one in changes if one.old}
    assert gone <= told_old
    assert len([one for one in changes if one.kind == "withdrawn"]) == len({*gone} - {
        one.old.id for one in changes if one.old and one.kind != "withdrawn"
    })  # fmt: skip


@given(FACTS)
def test_the_same_edition_twice_has_no_changes(facts: list[FactState]) -> None:
    assert fact_changes(facts, facts) == ()


def test_what_is_computed_from_a_revised_figure_follows_it() -> None:
    old, new = [fact("2022"), fact("2023")], [fact("2022"), fact("2023", "52")]
    value = DerivedState("growth(a.platforms@2023,a.platforms@2022)", "0%")
    found = list(derived_changes([value], fact_changes(old, new), {value.id: "6.1%"}.get))
    assert [(one.id, one.text) for one in found] == [(value.id, "6.1%")]


def test_a_rate_of_completion_goes_on_with_the_newer_result() -> None:
    old = [fact("2024"), fact("2025", "60", status="target")]
    value = DerivedState("completion(a.platforms@2024,a.platforms@2025:target)", "81.7%")
    now = "completion(a.platforms@2025,a.platforms@2025:target)"
    found = list(derived_changes([value], fact_changes(old, [*old, fact("2025", "57")]), {now: "95%"}.get))
    assert [(one.id, one.text) for one in found] == [(now, "95%")]


def test_what_lost_a_figure_has_no_value_any_more() -> None:
    value = DerivedState("share(a.platforms@2023,a.firms@2023)", "3%")
    old = [fact(), fact(indicator="firms")]
    found = list(derived_changes([value], fact_changes(old, [fact()]), lambda _: None))
    assert [(one.old.id, one.text) for one in found] == [(value.id, "")]


PROPOSAL = ProposalState("review", "考核", "每年考核", "管委会", "", "2027年3月底", "", "产品数", "1个季度")


@pytest.mark.parametrize(
    ("fields", "moved", "slipped"),
    [
        ({}, None, False),
        ({"due": "2027年6月底"}, ("due",), True),
        ({"due": "2027年9月底", "rule": "2个季度"}, ("due",), False),
        ({"due": "2027年6月底", "lead": "科技局"}, ("lead",), False),
    ],
)
def test_a_date_that_goes_on_by_the_same_rule_is_not_moved_by_anybody(
    fields: dict[str, str], moved: tuple[str, ...] | None, slipped: bool
) -> None:
    found = list(proposal_changes([PROPOSAL], [replace(PROPOSAL, **fields)]))
    assert [(one.fields, one.slipped) for one in found] == ([(moved, slipped)] if moved else [])


def test_proposals_come_and_go() -> None:
    other = replace(PROPOSAL, id="other")
    assert [(one.old, one.new) for one in proposal_changes([PROPOSAL], [other])] == [(None, other), (PROPOSAL, None)]
