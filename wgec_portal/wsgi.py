"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wgec_portal.settings")

application = get_wsgi_application()

from wgec_portal.watching import counting  # noqa: E402 – its tables exist once Django is set up

counting.begin()
