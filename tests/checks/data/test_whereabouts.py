"""Where zones are: coordinates, cities and provinces that cannot be right are found, all that are shipped are left in peace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from hgz_report.checks.data import whereabouts
from hgz_report.checks.data.edition_data import EditionData
from hgz_report.data.dataset import Dataset
from hgz_report.edition.config import load_config
from tests.tools.project import ROOT
from tests.tools.shipped import shipped
from tests.tools.slips import Slip

DAY = load_config(ROOT).date
DATA = shipped()


def at(**values: str) -> Dataset:
    """The shipped data with other coordinates of some zones."""
    return Slip(
        "", "", {f"{slug}.city_coordinates@unstated": {"value": value} for slug, value in values.items()}
    ).made_in(DATA)


def moved(slug: str, **words: str) -> Dataset:
    """The shipped data with another city, province or name of a zone."""
    return replace(DATA, zones={**DATA.zones, slug: DATA.zones[slug].model_copy(update=words)})


def said(dataset: Dataset) -> list[str]:
    book = EditionData(dataset, DAY)
    rules = (whereabouts.off_the_map, whereabouts.far_apart, whereabouts.wrong_place)
    return [remark.what for rule in rules for remark in rule(book)]


def test_the_shipped_zones_are_where_they_are_said_to_be() -> None:
    assert said(DATA) == []


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("118.06333,36.79056", "经度和纬度写反了"),
        ("36.79056,181.06333", "不在中国"),
        ("3.679056,118.06333", "不像在山东省"),
        ("-36.79056,118.06333", "不在中国"),
        ("63.79056,118.06333", "不在中国"),
        ("39.79056,118.06333", "不像在山东省"),
        ("36.79056,113.06333", "不像在山东省"),
        ("北纬36.79度", "不是纬度和经度"),
        ("36.79056", "不是纬度和经度"),
    ],
)
def test_coordinates_outside_of_the_province_are_an_error(value: str, says: str) -> None:
    assert any(says in what for what in said(at(zibo=value)))


def test_two_cities_at_one_place_are_noticed_two_zones_of_one_city_are_not() -> None:
    assert "两处不在一个市" in said(at(zibo="36.06488,120.38042"))[0]
    assert DATA.zones["changsha"].city == DATA.zones["yuelu"].city


@pytest.mark.parametrize(
    ("slug", "value", "says"),
    [
        ("yuelu", "25.8,113.0", "离同在长沙市的"),
        ("qingdao", "36.06488,121.9", "离山东省别的高新区太远"),
        ("zigong", "28.0,99.5", "离四川省别的高新区太远"),
    ],
)
def test_a_zone_far_from_the_others_of_its_city_or_province_is_noticed(slug: str, value: str, says: str) -> None:
    assert any(says in what for what in said(at(**{slug: value})))


@pytest.mark.parametrize(
    ("slug", "words", "says"),
    [
        ("zibo", {"province": "山西省"}, "不像在山西省"),
        ("zibo", {"province": "山东"}, "不是省、自治区、直辖市的全称"),
        ("zibo", {"city": "潍坊市"}, "city 写潍坊市，名称淄博高新技术产业开发区和全文都没有提到"),
        ("zibo", {"city": "青岛市"}, "离同在青岛市的"),
        ("zibo", {"city": "淄博"}, "不是全称"),
        ("changsha", {"city": "株洲市"}, "city 写株洲市，名称却是长沙高新技术产业开发区"),
        ("yuelu", {"city": "株洲市"}, "city 写株洲市"),
        ("yuelu", {"province": "湖北省"}, "长沙市这里写在湖北省，长沙高新区写在湖南省"),
        ("zhongguancun", {"province": "河北省"}, "city 写北京市，province 写河北省"),
        ("zhongguancun", {"city": "天津市"}, "city 写天津市，province 写北京市"),
    ],
)
def test_a_city_and_a_province_that_do_not_go_together_are_found(
    slug: str, words: Mapping[str, str], says: str
) -> None:
    assert any(says in what for what in said(moved(slug, **words)))
