"""What infra/ shows an operator works as shown."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve

INFRA = settings.BASE_DIR / "infra"


@pytest.mark.parametrize(
    "unit", sorted((INFRA / "systemd").glob("*.service")), ids=lambda unit: unit.name
)
def test_units_start_programs_that_exist(unit):
    started = re.search(r"^ExecStart=/opt/ben-so/(\S+) (.*)$", unit.read_text(), re.MULTILINE)
    program = Path(started.group(1)).name
    assert program in {"granian", "celery", "python"}
    assert shutil.which(program, path=Path(sys.executable).parent)


def test_the_proxy_example_replaces_what_visitors_claim():
    text = (INFRA / "nginx.conf.example").read_text()
    assert text.count("{") == text.count("}")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text


def test_the_proxy_example_limits_reports_at_the_address_phones_use():
    text = (INFRA / "nginx.conf.example").read_text()
    limited = re.search(r"location = (\S+) \{\s+limit_req zone=reports ", text)
    assert resolve(limited.group(1)).route == "api/v1/progress/events"
    assert "__Host-session=" in text


def test_scripts_are_good_shell():
    for script in ("scripts/run", "scripts/test", "scripts/lock", ".ci/run"):
        path = settings.BASE_DIR / script
        shell = path.read_text().splitlines()[0].removeprefix("#!")
        subprocess.run([shell, "-n", path], check=True)
        assert os.access(path, os.X_OK)
