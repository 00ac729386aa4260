# The portal's one image: web server, workers, beat and the one-off preparation all run from it (docker-compose.yml).
FROM python:3.11-slim-bookworm

# Pango and HarfBuzz draw the papers. Debian's security updates are wanted, so the versions are not pinned.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/portal --create-home portal \
    && install --directory --owner portal /var/lib/ledger

WORKDIR /srv/portal
COPY requirements.txt ./
RUN pip install --no-cache-dir --requirement requirements.txt
COPY . .
RUN python -m compileall -q .

USER 10001
ARG PORTAL_VERSION=""
ENV PORTAL_VAR=/var/lib/portal PYTHONUNBUFFERED=1 PORTAL_VERSION=$PORTAL_VERSION
VOLUME /var/lib/portal /var/lib/ledger
EXPOSE 8000

# The Host header must be one that the portal answers to.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/livez', headers={'Host': os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')[0]}), timeout=4)"]

CMD ["gunicorn", "wgec_portal.wsgi", "--config", "python:wgec_portal.watching.serving", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--max-requests", "5000", "--max-requests-jitter", "500"]
