"""Which static files of the packages we serve: not the ones nobody's page asks for."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class ServedStaticFiles(StaticFilesConfig):
    """Django's static files without htmx's extensions, whose imports point outside the package."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext"]
