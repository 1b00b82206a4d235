"""Papers set in this process, accessible and in Vietnamese. No table; imports nothing of ours."""
