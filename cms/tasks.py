"""The background work of cms, one import for each slice."""

from cms.media.tasks import sweep_recordings
from cms.publishing.tasks import follow_grants

__all__ = ["follow_grants", "sweep_recordings"]
