# What ./demo and ./test have in common: the right Python, the packages, the libraries of the system.
# Sourced by bash with the current folder at the top of the checkout; stops with a plain sentence when it cannot go on.

say() { printf '\n%s\n' "== $*"; }
stop_with() { printf '\n%s\n' "$*" >&2; exit 1; }

# The first Python of at least 3.11, in the order tried.
find_python() {
    local name
    for name in ${PYTHON:-} python3.11 python3 python3.12 python3.13; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            command -v "$name"
            return
        fi
    done
    stop_with "Python 3.11 or later is needed and was not found. On Debian: apt-get install python3 python3-venv"
}

# apt_install WHY PACKAGE…: install with apt when root, else say the line to type.
apt_install() {
    local why=$1
    shift
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        stop_with "$why is missing. Type this, then start again:
    sudo apt-get update && sudo apt-get install --yes --no-install-recommends $*"
    fi
    say "Installing with apt: $*"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "$@"; } \
        >var/log/apt.log 2>&1 || { tail -20 var/log/apt.log >&2; stop_with "apt could not install: $*"; }
}

# install_packages FILE: make .venv and install the file's packages, only when they changed since the last time.
install_packages() {
    local python stamp=.venv/installed-$1
    if ! .venv/bin/python -c '' 2>/dev/null; then
        python=$(find_python) || exit 1
        "$python" -c 'import ensurepip' 2>/dev/null || apt_install "Python's venv module" python3-venv
        say "Making .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
    fi
    local wanted
    wanted=$(cat requirements.txt "$1" | sha256sum)
    if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
        say "Installing the packages of $1"
        .venv/bin/python -m pip install -qq --disable-pip-version-check --requirement "$1" ||
            stop_with "pip could not install the packages of $1"
        echo "$wanted" >"$stamp"
    fi
}

# The libraries WeasyPrint draws with.
install_libraries() {
    .venv/bin/python - 2>/dev/null <<'PYTHON' || apt_install "The typesetting library Pango" \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(name)
PYTHON
}

# install_command COMMAND PACKAGE: make sure that a program of the system is there.
install_command() {
    command -v "$1" >/dev/null || apt_install "The program $1" "$2"
}
