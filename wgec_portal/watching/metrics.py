"""The portal's figures in the text format of Prometheus, for whoever has the token.

Requests are counted in the database by all web processes of all hosts (counting.py), so any of them tells the sum. The
sums begin anew at midnight UTC, which Prometheus takes for a restart.
"""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

from audit.clock import now

from . import figures
from .counting import BOUNDS

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@never_cache
@require_safe
def metrics(request):
    """The figures of this moment; without the token there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, settings.METRICS_TOKEN):
        raise Http404
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE)


class Collector:
    """Asked by the library for every figure."""

    def collect(self):
        """All families, in at most eight queries."""
        yield from _letters()
        yield from _work()
        yield from _lives()
        yield from _requests(figures.requests_today())


def _gauge(name, told, value):
    return GaugeMetricFamily(f"portal_{name}", told, value=value)


def _age(moment):
    """Seconds since then; none when there is no such moment."""
    return (now() - moment).total_seconds() if moment else 0


def _letters():
    found = figures.letters()
    yield _gauge("letters_waiting", "Letters that wait to be sent.", found["waiting"])
    yield _gauge("letters_failed", "Letters that were given up and need a person.", found["failed"])
    yield _gauge("letters_oldest_wait_seconds", "How long the oldest letter has waited.", _age(found["oldest"]))


def _work():
    found, disk = figures.compilations(), figures.disk()
    yield _gauge("contributions_filed", "Contributions that were ever filed.", figures.contributions())
    yield _gauge("compilations_under_way", "Compilations that wait or are being made.", found["under_way"])
    yield _gauge("compilations_failed", "Compilations that failed in the last seven days.", found["failed"])
    yield _gauge("disk_free_bytes", "Free bytes where the portal keeps its files.", disk["free"])
    yield _gauge("database_size_bytes", "Bytes that the database takes.", figures.database_size())


def _lives():
    ages = {name: _age(at) for name, at in figures.heartbeats().items()}
    family = GaugeMetricFamily("portal_heartbeat_age_seconds", "Seconds since a process was seen.", labels=["name"])
    backup = GaugeMetricFamily("portal_backup_age_seconds", "Seconds since the last backup; absent without one.")
    if (age := ages.pop("backup", None)) is not None:
        backup.add_metric([], age)
    for name, age in ages.items():
        family.add_metric([name], age)
    yield from (family, backup)


def _requests(rows):
    """By endpoint and class of status, as “2xx”; and how long they took."""
    counter = CounterMetricFamily("portal_requests", "Requests answered today.", labels=["endpoint", "status"])
    sums, times = {}, {}
    for row in rows:
        key = (row["endpoint"], f"{row['status'] // 100}xx")
        sums[key] = sums.get(key, 0) + row["number"]
        at = times.setdefault(row["endpoint"], {"ms": 0})
        at["ms"] += row["ms"]
        at[row["up_to"]] = at.get(row["up_to"], 0) + row["number"]
    for key, number in sums.items():
        counter.add_metric(list(key), number)
    yield from (counter, _histogram(times))


def _histogram(times):
    family = HistogramMetricFamily("portal_request_seconds", "How long requests took today.", labels=["endpoint"])
    for endpoint, found in times.items():
        buckets, reached = [], 0
        for bound in BOUNDS:
            reached += found.get(bound, 0)
            buckets.append((str(bound / 1000), reached))
        family.add_metric([endpoint], [*buckets, ("+Inf", reached + found.get(0, 0))], sum_value=found["ms"] / 1000)
    return family
