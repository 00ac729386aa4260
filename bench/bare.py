"""The anchor: the least that Django does for a POST that keeps something. CSRF, one INSERT, COMMIT with fsync."""

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

settings.configure(
    DEBUG=False,
    SECRET_KEY="a-key-for-measuring-only-that-signs-nothing-of-value",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {**environ.Env().db_url("DATABASE_URL"), "CONN_MAX_AGE": 60}},
    MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
    USE_TZ=True,
)


def page(request):
    """A form with its token; a POST keeps its text."""
    if request.method == "POST":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare (text) VALUES (%s)", [request.POST["text"]])
        return HttpResponse("kept")
    token = get_token(request)
    return HttpResponse(f'<form method="post"><input name="csrfmiddlewaretoken" value="{token}"></form>')


urlpatterns = [path("", page)]
application = get_wsgi_application()
