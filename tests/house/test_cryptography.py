"""Keys are used in one place: nothing but identity/keys imports the cryptography package."""

from tests.house.reading import PROJECT, app_files, imported, name_of

KEYS = PROJECT / "identity" / "keys"


def uses_cryptography(path):
    return any(name.partition(".")[0] == "cryptography" for name in imported(path))


def test_only_the_key_ring_imports_the_cryptography_package():
    users = {path for path in app_files() if uses_cryptography(path)}
    assert users, "identity/keys seals with it"
    assert not [name_of(path) for path in users if path.parent != KEYS]
