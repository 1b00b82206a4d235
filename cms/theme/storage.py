"""Static files under names that carry their content's hash, also where our own scripts import each other."""

from typing import Final

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_SCRIPTS: Final = "js/*.js"
_IMPORT: Final = (r"""(?P<matched>from\s*["'](?P<url>\./[^"']+)["'])""", 'from "%(url)s"')
_LATER: Final = (r"""(?P<matched>import\(["'](?P<url>\./[^"']+)["']\))""", 'import("%(url)s")')


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `from "./name.js"` and `import("./name.js")` too: an old page never mixes with new modules.

    Django can do so for every script, but other packages ship scripts that import what they do not ship.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, (OWN_SCRIPTS, (_IMPORT, _LATER)))
