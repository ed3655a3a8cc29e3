# Sourced by the other scripts: where things are, and how to speak.
# Everything heavy lives outside the clone, so that a fresh clone starts warm.
set -euo pipefail

RECIPROQUE_CACHE=${RECIPROQUE_CACHE:-$HOME/.cache/reciproque}
export RECIPROQUE_CACHE
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$RECIPROQUE_CACHE/target}
tools=$RECIPROQUE_CACHE/tools
export PATH=$tools/bin:$PATH
mkdir -p "$tools" target

say() { if [ -t 1 ]; then printf '\033[1m── %s\033[0m\n' "$*"; else printf '── %s\n' "$*"; fi; }
note() { printf '   %s\n' "$*"; }
missing() {
  printf '\n✗ Missing: %s\n  %s\n' "$1" "$2" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# Two clones may share the cache: one installs or builds the app at a time.
lock() {
  has flock || return 0
  exec 9>"$RECIPROQUE_CACHE/$1.lock"
  flock -n 9 || { note "waiting for another build that uses the same cache…"; flock 9; }
}

# apt_install <package…>: only where it can work, silently otherwise.
apt_install() {
  has apt-get && [ "$(id -u)" = 0 ] || return 1
  note "installing $* with apt-get"
  local log=target/apt.log
  # Under an account of its own, apt writes to no temporary folder but the system's.
  local apt=(env -u TMPDIR apt-get)
  if ! { "${apt[@]}" install -y --no-install-recommends "$@" || { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@"; }; } >"$log" 2>&1 </dev/null; then
    tail -5 "$log" >&2
    return 1
  fi
}
export DEBIAN_FRONTEND=noninteractive
