"""A choice of pictures is marked as any other choice of one."""

from __future__ import annotations

from dataclasses import replace

from courses.questions.choices import SINGLE

PICTURE_CHOICE = replace(SINGLE, name="picture_choice")
