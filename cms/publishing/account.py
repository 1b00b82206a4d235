"""An editor's own settings in Wagtail: how it looks and what it tells; who she is stands at /toi/."""

from typing import Any

from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    NameEmailSettingsPanel,
)

# a name is corrected at /toi/tai-khoan/, and nobody's photograph is kept
ELSEWHERE = (NameEmailSettingsPanel, AvatarSettingsPanel)


class EditorAccountView(AccountView):
    """Wagtail's page without what Wagtail does not own."""

    def get_panels(self) -> list[Any]:
        """The panels that remain."""
        return [panel for panel in super().get_panels() if not isinstance(panel, ELSEWHERE)]
