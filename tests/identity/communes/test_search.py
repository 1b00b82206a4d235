"""Finding today's commune from what people type."""

import pytest

from identity.communes import queries as communes

pytestmark = pytest.mark.usefixtures("register")


def names(text):
    return [match.commune.full_name for match in communes.search(text)]


def test_a_name_is_found_with_and_without_marks():
    assert names("Vĩnh Bảo")[0] == names("vinh bao")[0] == "Xã Vĩnh Bảo"


def test_cam_giang_and_cam_giang_stay_two_and_the_marks_decide_which_comes_first():
    assert names("Cẩm Giang")[:2] == ["Xã Cẩm Giang", "Xã Cẩm Giàng"]
    assert names("Cẩm Giàng")[:2] == ["Xã Cẩm Giàng", "Xã Cẩm Giang"]
    assert {"Xã Cẩm Giang", "Xã Cẩm Giàng"} <= set(names("cam giang"))


def test_the_kind_of_unit_may_be_typed_before_the_name():
    assert names("xã cẩm giàng")[0] == "Xã Cẩm Giàng"
    assert names("P. Ngô Quyền")[0] == "Phường Ngô Quyền"
    assert names("đặc khu cát hải")[0] == "Đặc khu Cát Hải"


def test_a_tone_mark_on_the_other_vowel_changes_nothing():
    assert names("Thuỷ Nguyên")[0] == names("Thủy Nguyên")[0] == "Phường Thủy Nguyên"


def test_an_old_name_leads_to_the_commune_of_today_and_says_so():
    [first, *_rest] = communes.search("Cẩm Thượng")
    assert first.commune.full_name == "Phường Thành Đông"
    assert first.via == "Phường Cẩm Thượng (thành phố Hải Dương)"
    assert not first.is_split


def test_a_name_of_2024_leads_through_two_mergers():
    [first, *_rest] = communes.search("Đổng Quốc Bình")
    assert first.via.startswith("Phường Đổng Quốc Bình")


def test_an_old_name_that_stood_several_times_shows_each_with_its_district():
    districts = {match.via for match in communes.search("Hòa Bình") if match.via}
    assert any("huyện Kim Thành" in via for via in districts)
    assert any("huyện Vĩnh Bảo" in via for via in districts)
    assert names("Hòa Bình")[0] == "Phường Hòa Bình"


def test_the_old_district_typed_after_an_old_name_decides_between_several():
    first = communes.search("Hòa Bình Vĩnh Bảo")[0]
    assert (first.commune.code, first.via) == ("11911", "Xã Hòa Bình (huyện Vĩnh Bảo)")


def test_a_split_unit_offers_every_successor_with_the_likely_one_first():
    found = [match for match in communes.search("Trần Phú thành phố Hải Dương") if match.is_split]
    assert len(found) >= 2
    assert [match.is_likely for match in found].index(True) == 0
    assert sum(match.is_likely for match in found) == 1


def test_an_old_district_brings_all_its_communes():
    found = communes.search("huyện Tiên Lãng")
    assert found[0].commune.full_name == "Xã Tiên Lãng"
    assert len([match for match in found if match.via == "Huyện Tiên Lãng"]) > 2


def test_bach_long_vi_is_found_although_it_had_no_commune():
    assert names("bach long vi")[0] == "Đặc khu Bạch Long Vĩ"


def test_nothing_typed_and_nonsense_find_nothing():
    assert names("") == names(" - ") == names("xyzzy") == []


def test_the_beginning_of_a_name_is_enough():
    assert "Phường Hồng Bàng" in names("hong b")


def test_a_search_costs_one_query_once_the_index_is_built(django_assert_num_queries):
    communes.search("An")
    with django_assert_num_queries(1):
        communes.search("Vĩnh")


def test_the_register_reads_in_vietnamese_order():
    listed = [commune.name for commune in communes.communes_in_force()]
    assert len(listed) == 114
    order = ["An Biên", "An Dương", "Ái Quốc", "Bạch Đằng", "Bắc An Phụ", "Đông Hải", "Đồ Sơn"]
    known = [name for name in order if name in listed]
    assert sorted(known, key=listed.index) == [name for name in listed if name in known]


def test_every_old_name_carries_its_old_district():
    [place] = [place for place in communes.places() if place.code == "10507"]
    assert "Phường Cẩm Thượng (thành phố Hải Dương)" in place.old_names
