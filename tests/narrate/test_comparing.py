"""What stands beside a figure: targets that have come due, an owner's position, what is added, how much for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from tests.tools.telling import complaint, lines, sample, told


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return sample(tmp_path_factory.mktemp("data"))


def said(root: Path, data: Dataset, template: str, owner: str = "chengdu") -> str:
    return "".join(lines(told(root, data, template, owner=owner)))


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        (
            "{% for d in due_targets() %}{{ d.target }}、{{ d.actual }}、{{ d.standing.percent }}{% endfor %}",
            "60个、49个、81.7%",
        ),
        ("{{ count(overdue(), '项', '待报的') }}", "1项"),
        ("{{ count(due_targets(owner='淄博高新区'), '项', '待报的') }}", "0项"),
        ("{% for r in position() %}{{ r.own }}、{{ r.other }}、{{ r.value }}{% endfor %}", "49个、60个、81.7%"),
        ("{{ deadline('1年') }}，{{ deadline('2个月', day=true) }}", "2027年底，2027年1月31日"),
        ("{{ completion(fact('中试平台'), fact('中试平台', '2025:target')).years }}", "2024—2025年"),
        ("{全国.高新技术企业占全国比重.成数}", "三分之一"),
        ("{{ practices(owner='淄博高新区') | map(attribute='zone_name') | unique | join }}", "淄博高新区"),
        ("{{ count(policies(owner='成都高新区'), '份', '文件') }}", "1份"),
        ("{{ count(policies(owner='zibo'), '份', '文件') }}", "0份"),
        ("{{ briefing(zone='淄博高新区').zone.short }}", "淄博高新区"),
        ('{{ fact("高新技术企业占全国比重", owner="全国").portion }}', "三分之一"),
    ],
)
def test_a_view_says(tmp_path: Path, data: Dataset, template: str, printed: str) -> None:
    assert said(tmp_path, data, template) == printed


def test_a_national_report_asks_every_zone_for_what_is_due(tmp_path: Path, data: Dataset) -> None:
    template = "{% for d in due_targets() %}{{ d.target.owner_name }}{{ d.target }}{% endfor %}"
    assert said(tmp_path, data, template, "national") == "成都高新区60个"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ deadline('很快') }}", "“很快”不是期限的写法"),
        ("{{ per(fact('gdp', owner='zibo'), fact('中试平台')) }}", "不是同一年的"),
        ("{{ per(fact('中试平台'), fact('中试平台', '2025:target')) }}", "单位相通"),
        ("{{ added(fact('中试平台'), fact('中试平台', '2025:target')) }}", "中试平台没有增加"),
        ("{全国.园区生产总值占全国比重.成数}", "印不出“成数”"),
    ],
)
def test_what_has_no_meaning_is_refused(tmp_path: Path, data: Dataset, template: str, expected: str) -> None:
    assert expected in complaint(tmp_path, data, template)
