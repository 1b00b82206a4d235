"""What an approval does: the page goes live, unless it still has to be asked something.

Named by a setting and loaded with Wagtail's models, so nothing of Wagtail may be imported here.
"""

from __future__ import annotations

from typing import Any

from cms.publishing.refusals import AskedFirst


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish the newest draft of a page whose review is over. Raises AskedFirst, and nothing is approved."""
    revision = workflow_state.content_object.get_latest_revision()
    address = revision.as_object().asks_before_publishing()
    if address:
        raise AskedFirst(f"{address}?duyet=1")
    revision.publish(user=user)
