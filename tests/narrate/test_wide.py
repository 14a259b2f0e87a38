"""What templates say about many zones at once: values chosen by a stated rule, the same for two zones and for two hundred."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.style import MANY_ZONES
from tests.tools.sample import CHENGDU, FILES, PATHWAY, ZIBO, write_sample
from tests.tools.sample import NATIONAL as COUNTRY
from tests.tools.telling import complaint, lines, told

LINKS = """\
links:
  - {via: sci-tech-industry, to: high-end, how: 首创技术做成产品}
  - {via: digital-real, to: smart, how: 排产用上算法}
  - {via: digital-real, to: green, how: 用数据管能耗}
exchanges:
  - {id: pilot, name: 中试平台, act: 合用中试平台, watch: 合用次数}
"""
MIANYANG = ZIBO.replace("淄博", "绵阳").replace("山东省", "四川省").replace("value: 1992\n", "value: 1993\n")
OFFERS = CHENGDU.replace("    facts: [pilot", "    offers: [pilot]\n    facts: [pilot")


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    """The sample with links and exchanges; Chengdu lends what Mianyang needs, Zibo carries a link with a measured effect."""
    carries = "    carries: [{via: digital-real, to: smart, words: 一件七分钟多, effects: [cycle_time]}]\n"
    zibo = ZIBO.replace("    tasks: [innovation-highland]\n", carries.replace("一件七分钟多", "整厂换了设备"))
    needs = MIANYANG.replace("    tasks: [innovation-highland]\n", "    needs: [pilot]\n")
    carried = OFFERS.replace("    offers", "    carries: [{via: digital-real, to: smart, words: 平台开放}]\n    offers")
    return made(tmp_path, chengdu=carried, zibo=zibo, mianyang=needs)


def made(root: Path, **zones: str) -> Dataset:
    files = {name: text for name, text in FILES.items() if not name.startswith("zones/")}
    files |= {f"zones/{slug}.yaml": text for slug, text in zones.items()}
    files["pathway.yaml"] = PATHWAY + LINKS
    files["national.yaml"] = COUNTRY.replace("facts:\n", "ladder: [gdp_share, hightech_share]\nfacts:\n", 1)
    return load_dataset(write_sample(root, files))


def said(root: Path, data: Dataset, template: str) -> list[str]:
    return lines(told(root, data, template, owner=NATIONAL))


def test_the_ladder_has_the_rungs_of_the_data_in_their_order(tmp_path: Path, data: Dataset) -> None:
    assert said(tmp_path, data, "{% for f in ladder() %}{{ f.name }}{{ f }}；{% endfor %}") == [
        "园区生产总值占全国比重约14%；高新技术企业占全国比重1/3；"
    ]


def test_a_link_names_the_practices_that_carry_it_those_with_an_effect_first(tmp_path: Path, data: Dataset) -> None:
    template = (
        "{% for c in channels(via='digital-real', to='smart') %}"
        "{% for x in c.cases %}{{ x.zone.tag }}：{{ x.words }}；{% endfor %}{% endfor %}"
    )
    assert said(tmp_path, data, template) == ["淄博：整厂换了设备；成都：平台开放；"]


def test_links_are_counted_by_what_is_known_of_them(tmp_path: Path, data: Dataset) -> None:
    states = ("", '"carried"', '"measured"', '"open"')
    template = "、".join(f'{{{{ count(channels({state}), "条", "线{n}") }}}}' for n, state in enumerate(states))
    assert said(tmp_path, data, template) == ["3条、1条、1条、2条"]


def test_a_misspelt_state_of_links_is_refused(tmp_path: Path, data: Dataset) -> None:
    assert "没有“closed”这个状态" in complaint(tmp_path, data, '{{ channels("closed") }}')


def test_zones_of_one_province_are_paired_by_what_one_has_and_others_need(tmp_path: Path, data: Dataset) -> None:
    template = (
        "{% for p in pairs() %}{{ p.province }}：{{ p.giver.tag }}有{{ p.facts[0] }}，"
        "{% for z in p.takers %}{{ z.tag }}{% endfor %}可{{ p.act }}，看{{ p.watch }}{% endfor %}"
    )
    assert said(tmp_path, data, template) == ["四川省：成都有49个，绵阳可合用中试平台，看合用次数"]


def test_a_zone_that_gives_no_figure_lends_nothing(tmp_path: Path) -> None:
    bare = OFFERS.replace('    facts: [pilot_platforms@2024, "pilot_platforms@2025:target"]\n', "")
    data = made(
        tmp_path, chengdu=bare, mianyang=MIANYANG.replace("    tasks: [innovation-highland]", "    needs: [pilot]")
    )
    assert said(tmp_path, data, "{{ '有' if pairs() else '没有' }}") == ["没有"]


def test_both_ends_of_a_field_are_shown_apart_only_where_there_are_enough_zones(tmp_path: Path) -> None:
    cities = ("淄博", "绵阳", "泸州", "德阳", "乐山", "南充")
    zones = {
        f"zone-{n}": ZIBO.replace("淄博", city).replace("value: -1.5", f"value: {n}") for n, city in enumerate(cities)
    }
    template = (
        "{% set m = movers() %}{{ m.period }}{{ m.name }}："
        "{% for f in m.up %}{{ f }}{% endfor %}；{% for f in m.down %}{{ f }}{% endfor %}"
    )
    assert said(tmp_path / "many", made(tmp_path / "many", chengdu=CHENGDU, **zones), template) == [
        "2023年规模以上工业增加值增速：5%4%3%；2%1%0%"
    ]
    few = dict(list(zones.items())[:3])
    assert said(tmp_path / "few", made(tmp_path / "few", chengdu=CHENGDU, **few), template) == [
        "2023年规模以上工业增加值增速：2%1%0%；"
    ]
    one = {"chengdu": CHENGDU, "zibo": ZIBO}
    assert said(tmp_path / "one", made(tmp_path / "one", **one), "{{ '有' if movers() else '没有' }}") == ["没有"]


def test_an_entry_names_who_goes_there_and_takes_no_figure_of_another_dimension(tmp_path: Path, data: Dataset) -> None:
    template = (
        "{% for e in entries() if e.zones %}{{ e.dimension.short }}：{% for z in e.zones %}{{ z.tag }}{% endfor %}，"
        "{% for x in e.examples %}{{ x.zone.tag }}{{ x.fact.name }}{{ x.fact }}{% endfor %}；{% endfor %}"
    )
    assert said(tmp_path, data, template) == ["科产融合：成都，成都中试平台49个；高端化：绵阳淄博，；"]


def test_a_zone_has_the_line_of_its_file_or_one_from_its_data(tmp_path: Path) -> None:
    own = "summary:\n  finding: 平台已经成批\n  number: 中试平台{pilot_platforms@2024}（2024年）\n  ask: 报转化率\nfacts:\n"
    data = made(tmp_path, chengdu=CHENGDU.replace("facts:\n", own, 1), zibo=ZIBO)
    template = "{% for l in lines() %}{{ l.zone.tag }}｜{{ l.finding }}｜{{ l.number }}｜{{ l.ask }}；{% endfor %}"
    assert said(tmp_path, data, template) == [
        "成都｜平台已经成批｜中试平台49个（2024年）｜报转化率；淄博｜技术改造｜地区生产总值1234.50万元（2023年）｜；"
    ]


def test_above_the_threshold_provinces_have_a_line_each(tmp_path: Path, data: Dataset) -> None:
    assert said(tmp_path, data, "{{ '多' if many() else '少' }}") == ["少"]
    assert MANY_ZONES == 25
    template = '{% for p in provinces() %}{{ p.name }}{{ count(p.zones, "家", p.name) }}，如{{ p.best.zone.tag }}；{% endfor %}'
    assert said(tmp_path, data, template) == ["四川省2家，如绵阳；山东省1家，如淄博；"]


def test_a_speaker_is_found_by_name_and_a_misspelt_one_refused(tmp_path: Path, data: Dataset) -> None:
    template = '{% for s in said("曹善平") %}{{ s.post }}：{{ s.said }}{{ "（引语）" if s.quoted }}{% endfor %}'
    assert said(tmp_path, data, template) == ["长城战略咨询副总经理：根本是加快转变发展方式"]
    assert "没有叫“曹平”的讲话人" in complaint(tmp_path, data, '{{ said("曹平") }}')
