"""Static files under names that carry their content's hash, module imports inside scripts included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import ... from "./name.js"` too, so that old pages never load new modules."""

    support_js_module_import_aggregation = True
