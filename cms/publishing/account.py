"""An editor's own settings in Wagtail: how it looks; who she is stands at /toi/."""

from typing import Any

from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    NameEmailSettingsPanel,
    NotificationsSettingsPanel,
)

# a name is corrected at /toi/tai-khoan/, nobody's photograph is kept, and mail leaves by the outbox only
ELSEWHERE = (NameEmailSettingsPanel, AvatarSettingsPanel, NotificationsSettingsPanel)


class EditorAccountView(AccountView):
    """Wagtail's page without what Wagtail does not own."""

    def get_panels(self) -> list[Any]:
        """The panels that remain."""
        return [panel for panel in super().get_panels() if not isinstance(panel, ELSEWHERE)]
