"""What gunicorn is told beside its command line: its own words go the way of the portal's (--config python:…)."""

from .logs import to_stderr

logconfig_dict = to_stderr("json")
logconfig_dict["loggers"]["gunicorn.error"] = {"level": "INFO", "handlers": ["stderr"], "propagate": False}
