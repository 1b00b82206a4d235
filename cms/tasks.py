"""The background work of cms, one import for each slice."""

from cms.publishing.tasks import follow_grants

__all__ = ["follow_grants"]
