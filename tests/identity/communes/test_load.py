"""Loading the register into the tables."""

import shutil
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from identity.communes import queries as communes
from identity.communes.models import Commune, FormerUnit, RegisterLoad, Succession
from identity.management.commands.load_communes import DATA

pytestmark = pytest.mark.django_db


def load(folder=DATA):
    told = StringIO()
    call_command("load_communes", data=folder, stdout=told)
    return told.getvalue()


def later_data(tmp_path, changes):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    for name, (old, new) in changes.items():
        path = folder / name
        path.write_text(path.read_text().replace(old, new, 1))
    return folder


def test_loading_twice_is_loading_once():
    assert "loaded: 114 communes" in load()
    ids = set(Commune.objects.values_list("pk", flat=True))
    assert "already up to date" in load()
    assert set(Commune.objects.values_list("pk", flat=True)) == ids
    assert RegisterLoad.objects.count() == 1
    assert (FormerUnit.objects.count(), Succession.objects.count()) == (827, 451)


def test_a_later_data_file_renames_a_commune_and_the_search_knows_it_at_once(tmp_path):
    load()
    before = communes.by_code("10507")
    assert communes.search("Thành Đông")[0].commune.id == before.pk
    load(later_data(tmp_path, {"communes.csv": ("phường,Thành Đông", "phường,Bến Mới")}))
    assert communes.by_code("10507").pk == before.pk
    assert communes.search("bến mới")[0].commune.id == before.pk


def test_a_commune_may_end_and_a_new_one_take_its_code(tmp_path):
    load()
    ends = ("10507,2025-07-01,,phường", "10507,2025-07-01,2027-06-30,phường")
    folder = later_data(tmp_path, {"communes.csv": ends})
    with (folder / "communes.csv").open("a") as file:
        file.write("10507,2027-07-01,,phường,Sông Mới\n")
    load(folder)
    assert communes.by_code("10507", on=date(2027, 6, 30)).name == "Thành Đông"
    assert communes.by_code("10507", on=date(2027, 7, 1)).name == "Sông Mới"


def test_a_commune_cannot_vanish_from_the_files(tmp_path):
    load()
    folder = later_data(
        tmp_path, {"communes.csv": ("11948,2025-07-01,,đặc khu,Bạch Long Vĩ\n", "")}
    )
    path = folder / "successions.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if ",11948," not in line))
    with pytest.raises(CommandError, match=r"Bạch Long Vĩ .* is missing; give it a valid_until"):
        load(folder)
    assert communes.by_code("11948") is not None


def test_a_faulty_file_writes_nothing(tmp_path):
    load()
    folder = later_data(tmp_path, {"communes.csv": ("phường,Thành Đông", "thôn,Thành Đông")})
    with pytest.raises(CommandError, match=r"communes\.csv:2: type is “thôn”"):
        load(folder)
    assert communes.by_code("10507").name == "Thành Đông"
    assert RegisterLoad.objects.count() == 1
