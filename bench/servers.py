"""Servers that a benchmark owns: PostgreSQL, Redis and gunicorn as child processes, and the CPU time they used."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port, seconds=60.0) -> None:
    """Wait until something listens on the port. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port}")


def cpu_seconds(pid) -> float:
    """CPU time of a process, its living descendants and the dead ones it has buried, in seconds."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    used, todo = 0, [pid]
    while todo:
        one = todo.pop()
        if fields := _stat(one):
            used += sum(int(field) for field in fields[11:15])
        todo += children.get(one, [])
    return used / TICK


def _stat(pid):
    """The fields of /proc/PID/stat behind the name: state, parent, …; None when it has gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None


class Server:
    """A child process that can be started, killed and started again."""

    def __init__(self, folder):
        self.folder, self.port, self.process = Path(folder), free_port(), None

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def spawn(self):
        log = (self.folder / f"{type(self).__name__.lower()}.log").open("ab")
        self.process = subprocess.Popen(
            self.command(), cwd=ROOT, env=self.environment(), stdout=log, stderr=log, start_new_session=True
        )

    def start(self):
        """Start until it answers: after a kill the port or the memory may be held for a moment by what was left."""
        for _ in range(40):
            self.spawn()
            try:
                answers(self.port, 15)
            except TimeoutError:
                self.process.kill()
            else:
                time.sleep(0.1)
                if self.process.poll() is None:
                    return self
            self.process.wait()
            time.sleep(0.25)
        raise TimeoutError(f"{type(self).__name__} does not start; see {self.folder}")

    def kill(self):
        """As the power cut does it."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


class Postgres(Server):
    """A cluster of its own with fsync on, as PostgreSQL sets itself up."""

    def __init__(self, folder):
        super().__init__(folder)
        installed = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/postgres")))
        found = installed[-1] if installed else shutil.which("postgres")
        if not found:
            raise SystemExit("PostgreSQL's server is not installed: apt-get install postgresql")
        self.bin, self.data = Path(found).resolve().parent, self.folder / "pgdata"
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None  # it refuses to run as root
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        init = [self.bin / "initdb", "-D", self.data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-locale"]
        subprocess.run(self._as_user(init), check=True, stdout=subprocess.DEVNULL)

    def _as_user(self, command):
        command = [str(part) for part in command]
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command] if self.user else command

    def command(self):
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=60"]
        return self._as_user([self.bin / "postgres", "-D", self.data, "-p", self.port, *options])

    def start(self):
        super().start()
        return self

    def url(self, name):
        return f"postgres://portal@127.0.0.1:{self.port}/{name}"

    def create(self, name):
        end = time.monotonic() + 60
        create = [self.bin / "createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "portal", name]
        while subprocess.run(create, stderr=subprocess.DEVNULL, check=False).returncode:
            if time.monotonic() > end:
                raise TimeoutError("PostgreSQL takes no connections")
            time.sleep(0.2)
        return self.url(name)


class Redis(Server):
    def command(self):
        options = ["--port", self.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        return [shutil.which("redis-server") or "redis-server", *map(str, options)]

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"


class Gunicorn(Server):
    """The web server as in production: threads, two workers. `application` is its WSGI callable."""

    def __init__(self, folder, application, environment):
        super().__init__(folder)
        self.application, self.more = application, environment

    def environment(self):
        return {**os.environ, **self.more}

    def command(self):
        gunicorn = Path(sys.executable).with_name("gunicorn")
        options = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "30"]
        return [
            str(gunicorn),
            self.application,
            "--bind",
            f"127.0.0.1:{self.port}",
            "--pythonpath",
            str(ROOT),
            *options,
        ]

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        try:
            return [
                int(pid)
                for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            ]
        except OSError:
            return []
