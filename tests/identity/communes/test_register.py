"""The committed data files: their counts, and what a contradicting file is told."""

import shutil
from collections import Counter

import pytest

from identity.communes.register import RegisterRefused, read_register
from identity.management.commands.load_communes import DATA


@pytest.fixture(scope="module")
def register():
    return read_register(DATA)


def former(register, year):
    return [unit for unit in register.former_units if unit.valid_until.year == year]


def test_there_are_114_communes_of_three_kinds(register):
    assert Counter(row.type for row in register.communes) == {"phường": 45, "xã": 67, "đặc khu": 2}


def test_the_old_lists_have_375_units_of_2025_and_452_of_2024(register):
    assert len(former(register, 2025)) == 375
    assert len(former(register, 2024)) == 452
    assert Counter(unit.province for unit in former(register, 2024)) == {
        "Hải Phòng": 217,
        "Hải Dương": 235,
    }


def test_71_units_of_2025_were_split_and_each_has_one_proposal(register):
    successors = Counter(row.former for row in register.successions)
    assert len(successors) == 375
    assert len(register.successions) == 451
    assert sum(count > 1 for count in successors.values()) == 71
    assert sum(row.is_likely for row in register.successions) == 375


def test_a_unit_went_whole_to_one_commune_or_in_parts_to_several(register):
    successors = Counter(row.former for row in register.successions)
    for row in register.successions:
        assert row.is_whole == (successors[row.former] == 1)


def test_113_codes_belonged_to_another_unit_before(register):
    old_codes = {unit.code for unit in register.former_units}
    assert sum(row.code in old_codes for row in register.communes) == 113


def test_the_two_communes_hoa_binh_are_not_taken_for_one_another(register):
    by_former = {}
    for row in register.successions:
        by_former.setdefault(row.former[0], set()).add(row.commune[0])
    assert by_former["11890"] == {"11911"}
    assert by_former["10798"] == {"10804", "10843"}


def test_bach_long_vi_had_no_commune_and_so_no_code(register):
    [unit] = [unit for unit in register.former_units if not unit.code]
    assert unit.full_name == "Huyện Bạch Long Vĩ"
    [row] = [row for row in register.successions if row.former == unit.key]
    assert row.commune[0] == "11948"


def test_every_unit_of_2024_went_into_one_of_2025(register):
    assert all(unit.merged_into for unit in former(register, 2024))


def test_the_tables_say_on_which_days_a_unit_was_in_force(register):
    assert {str(row.valid_from) for row in register.communes} == {"2025-07-01"}
    assert {str(unit.valid_from) for unit in former(register, 2025)} == {"2025-01-01"}
    assert {str(unit.valid_until) for unit in register.former_units} == {"2024-12-31", "2025-06-30"}


def changed(tmp_path, name, old, new):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / name
    path.write_text(path.read_text().replace(old, new, 1))
    return folder


def test_every_fault_of_a_file_is_told_at_once_with_its_line(tmp_path):
    folder = changed(tmp_path, "communes.csv", "10507,2025-07-01,,phường", "1050,1.7.2025,,thôn")
    with pytest.raises(RegisterRefused) as refused:
        read_register(folder)
    told = str(refused.value)
    assert "communes.csv:2: code is “1050”" in told
    assert "communes.csv:2: valid_from is “1.7.2025”" in told
    assert "communes.csv:2: type is “thôn”" in told
    assert "no commune 10507" in told


def test_a_folder_without_the_files_is_refused_by_name(tmp_path):
    with pytest.raises(RegisterRefused, match=r"communes\.csv: there is no such file"):
        read_register(tmp_path)


def test_a_split_unit_without_a_proposal_is_refused(tmp_path):
    folder = changed(tmp_path, "successions.csv", "whole,1", "whole,0")
    with pytest.raises(RegisterRefused, match="mark exactly one successor as likely"):
        read_register(folder)
