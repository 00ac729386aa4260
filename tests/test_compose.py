"""docker-compose.yml, the Dockerfile and docs/operations.md name only what exists."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from tests.source import ROOT
from wgec_portal import environment
from wgec_portal.settings import env

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "wgec-portal"}
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
OPERATIONS = ROOT / "docs" / "operations.md"
NGINX = (ROOT / "docker" / "nginx.conf").read_text("utf-8")


def words(command):
    """The words of a command; of `sh -c "…"` those inside."""
    found = command if isinstance(command, list) else shlex.split(command)
    return shlex.split(found[2].replace("&&", " ")) if found[:2] == ["sh", "-c"] else found


def word_after(command, option):
    found = words(command)
    return found[found.index(option) + 1]


def documented():
    """The variables in the table of docs/operations.md."""
    return set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS.read_text("utf-8"), re.MULTILINE))


def worker_services():
    return {name: service for name, service in OURS.items() if name.startswith("worker-")}


def test_the_services_are_those_the_portal_needs():
    portal = {"prepare", "web", "worker-letters", "worker-papers", "beat"}
    assert set(SERVICES) == portal | {"db", "redis", "clamav", "nginx"}


def test_the_file_is_what_compose_reads():
    command = [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema", "vendor.compose-spec"]
    assert subprocess.run([*command, "docker-compose.yml"], cwd=ROOT, stdout=subprocess.DEVNULL).returncode == 0


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_one_that_the_settings_read(name):
    given = {variable.removesuffix("_FILE") for variable in OURS[name]["environment"]}
    assert given - set(env.scheme) == set()


def test_every_variable_that_an_office_may_choose_reaches_the_containers():
    fixed = {"SECOND_FACTOR", "PORTAL_CLOCK", "PORTAL_VERSION"}  # not for production, or set by the build
    given = {variable.removesuffix("_FILE") for variable in OURS["web"]["environment"]}
    assert given == set(env.scheme) - fixed


@pytest.mark.parametrize("name", ["DRAFTS_AN_HOUR", "LETTERS_AN_HOUR", "PORTAL_NAME"])
def test_what_is_left_out_of_env_is_as_in_the_settings(name):
    assert OURS["web"]["environment"][name] == f"${{{name}:-{environment.VARIABLES[name][1]}}}"


def test_the_manual_names_exactly_the_variables_of_the_settings():
    assert documented() == set(env.scheme)


@pytest.mark.parametrize("name", SERVICES)
def test_every_secret_and_volume_of_a_service_is_declared(name):
    service = SERVICES[name]
    files = {
        secret for value in service.get("environment", {}).values() for secret in re.findall("secrets/(.+)", value)
    }
    volumes = {volume.split(":")[0] for volume in service.get("volumes", [])}
    assert set(service.get("secrets", [])) - set(COMPOSE["secrets"]) == set()
    assert files - set(service.get("secrets", [])) == set()
    assert {volume for volume in volumes if not (ROOT / volume).exists()} - set(COMPOSE["volumes"]) == set()


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_only_for_services_that_exist(name):
    assert set(SERVICES[name].get("depends_on", {})) - set(SERVICES) == set()


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"prepare"}))
def test_every_lasting_service_comes_back_and_is_watched(name):
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert "test" in SERVICES[name].get("healthcheck", {}) or "command" not in SERVICES[name]


@pytest.mark.parametrize("name", [name for name in OURS if "command" in OURS[name]])
def test_every_command_starts_a_program_of_the_requirements(name):
    program = words(OURS[name]["command"])[0]
    assert (Path(sys.executable).parent / program).exists()


def test_the_preparation_calls_commands_that_exist():
    found = words(OURS["prepare"]["command"])
    called = [found[place + 1] for place, word in enumerate(found) if word == "manage.py"]
    assert called == ["migrate", "collectstatic"]
    assert set(called) - set(get_commands()) == set()


def test_every_queue_has_a_worker_and_every_worker_a_queue():
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    served = {word_after(service["command"], "--queues") for service in worker_services().values()}
    assert served == routed | {settings.CELERY_TASK_DEFAULT_QUEUE}


def test_the_demo_serves_every_queue_too():
    served = set(re.findall(r"--queues (\w+)", (ROOT / "demo").read_text("utf-8")))
    assert served == {word_after(service["command"], "--queues") for service in worker_services().values()}


def test_nginx_passes_on_to_a_service_and_a_port_that_exist():
    assert re.findall(r"proxy_pass http://(\w+):(\d+)", NGINX) == [("web", "8000")]
    assert "EXPOSE 8000" in DOCKERFILE


def test_nginx_hands_out_files_only_when_the_portal_asks_for_it():
    prefix = OURS["web"]["environment"]["ACCEL_REDIRECT"]
    files = re.search(rf"location {prefix}/ {{(.*?)}}", NGINX, re.DOTALL)[1]
    assert "internal;" in files
    assert f"alias {OURS['web']['environment']['PORTAL_VAR']}/files/;" in files


def test_nginx_reads_only_secrets_it_is_given():
    assert set(re.findall(r"/run/secrets/(\w+)", NGINX)) == set(SERVICES["nginx"]["secrets"])


def test_nginx_logs_no_address_and_hands_its_name_of_the_request_on():
    written = re.search(r"log_format portal (.*?);", NGINX, re.DOTALL)[1]
    told = {"time_iso8601", "request_id", "request_method", "route", "status", "body_bytes_sent", "request_time"}
    assert set(re.findall(r"\$(\w+)", written)) == told
    assert "proxy_set_header X-Request-ID $request_id;" in NGINX


def test_the_image_does_not_run_as_root():
    assert re.findall(r"^USER (\w+)$", DOCKERFILE, re.MULTILINE)[-1] != "root"


def test_the_image_and_the_set_up_install_the_same_libraries():
    pango = re.findall(r"lib[\w.-]+-0\b", (ROOT / "wgec_portal" / "setup.sh").read_text("utf-8"))
    assert set(pango) - set(re.findall(r"lib[\w.-]+-0\b", DOCKERFILE)) == set()
