"""The clock people in Hải Phòng live by, for rules, which ask no settings."""

from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
