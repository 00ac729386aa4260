"""The signs of life that workers write down, and from when on their absence is a silence."""

from datetime import timedelta

SILENCE = timedelta(minutes=3)
