"""Typed readers of environment variables; a wrong or missing value is one sentence that names it."""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

type_of_network = IPv4Network | IPv6Network
KEY_BYTES = 32


class WrongSetting(Exception):
    """The start stops: a variable is missing or wrong. Its text is one sentence for the operator."""


@dataclass(frozen=True)
class Environment:
    """The variables of this process, read by type; `values` is os.environ outside tests."""

    values: Mapping[str, str]
    is_needed: bool = True

    def needed_where(self, wanted: bool) -> "Environment":
        """The same variables: what has no default must be there only where it is wanted."""
        return Environment(self.values, is_needed=wanted)

    def text(self, name: str, default: str | None = None) -> str:
        """The value without surrounding blanks; refused when absent and no default is given."""
        value = self.values.get(name, "").strip()
        if value:
            return value
        if default is None and not self.is_needed:
            return ""
        if default is None:
            raise WrongSetting(f"{name} is missing: set it as infra/env.example explains.")
        return default

    def choice(self, name: str, options: tuple[str, ...], default: str | None = None) -> str:
        """One of `options`, nothing else."""
        value = self.text(name, default)
        if value not in options:
            raise WrongSetting(f"{name} is {value!r}, but must be one of: {', '.join(options)}.")
        return value

    def number(self, name: str, default: int, *, least: int = 0, most: int = 10**9) -> int:
        """A whole number between `least` and `most`."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
            raise WrongSetting(
                f"{name} is {value!r}, but must be a whole number from {least} to {most}."
            )
        return int(value)

    def flag(self, name: str, *, default: bool) -> bool:
        """`yes` or `no`."""
        return self.choice(name, ("yes", "no"), "yes" if default else "no") == "yes"

    def words(self, name: str) -> list[str]:
        """A list separated by commas; empty when absent."""
        return [word.strip() for word in self.text(name, "").split(",") if word.strip()]

    def networks(self, name: str) -> list[type_of_network]:
        """Addresses or networks (CIDR) separated by commas."""
        try:
            return [ip_network(word) for word in self.words(name)]
        except ValueError as wrong:
            raise WrongSetting(f"{name} must list networks such as 10.0.0.0/8: {wrong}.") from wrong

    def web_address(self, name: str, default: str | None = None) -> str:
        """An http or https address without a path at its end."""
        value = self.text(name, default)
        parts = _taken_apart(value)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or parts.path not in {"", "/"}
        ):
            raise WrongSetting(f"{name} is {value!r}, but must look like https://hoc.example.vn.")
        return value.rstrip("/")

    def database(self, name: str) -> dict[str, Any] | None:
        """Django's description of the PostgreSQL database the address names; None when absent."""
        value = self.text(name, "")
        if not value:
            return None
        parts = _taken_apart(value)
        if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
            raise WrongSetting(
                f"{name} must look like postgresql://user:password@host:5432/database."
            )
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
        }

    def redis(self, name: str) -> str:
        """A Redis address, or an empty text when absent."""
        value = self.text(name, "")
        if value and _taken_apart(value).scheme not in {"redis", "rediss", "unix"}:
            raise WrongSetting(f"{name} must look like redis://host:6379/0.")
        return value

    def key_ring(self, name: str) -> list[tuple[str, bytes]]:
        """Keys as `id:base64` separated by commas; the first is the current one."""
        return read_key_ring(self.text(name), name=name)


def read_key_ring(text: str, *, name: str) -> list[tuple[str, bytes]]:
    """(id, 32 bytes) for each `id:base64` in the text; ids must differ, keys must be whole."""
    ring = [_read_key(entry, name=name) for entry in text.split(",") if entry.strip()]
    if not ring or len({key_id for key_id, _ in ring}) != len(ring):
        raise WrongSetting(f"{name} must hold at least one key, each under its own id.")
    return ring


def _read_key(entry: str, *, name: str) -> tuple[str, bytes]:
    key_id, _, encoded = entry.strip().partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        key = b""
    if not key_id.isalnum() or len(key) != KEY_BYTES:
        raise WrongSetting(
            f"{name} must look like k1:<base64 of {KEY_BYTES} random bytes>, its name of letters and digits."
        )
    return key_id, key


def _taken_apart(address: str) -> SplitResult:
    """The parts of an address; all of them empty where it cannot be read, or its port is none."""
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def this_process() -> Environment:
    """The environment this process was started with."""
    return Environment(os.environ)


def data_folder(environment: Environment, *, project: Path) -> Path:
    """DATA_DIR as an absolute folder that exists and can be written to."""
    folder = (project / environment.text("DATA_DIR", "var")).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise WrongSetting(
            f"DATA_DIR is {folder}, which cannot be made: {wrong.strerror}."
        ) from wrong
    if not os.access(folder, os.W_OK):
        raise WrongSetting(f"DATA_DIR is {folder}, which this user cannot write to.")
    return folder
