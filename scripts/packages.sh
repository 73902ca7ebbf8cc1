# Debian packages by the thing they are needed for; sourced by setup.sh.
#
#   need_packages chromium firefox nmap
#
# On Debian and its kin as root, what is missing is installed; otherwise the command is printed.
# shellcheck shell=bash

# thing | how to see that it is here | Debian packages | what to install elsewhere
packages='
cc         | command -v cc                                   | build-essential       | a C compiler
xz         | command -v xz                                   | xz-utils              | xz
node       | command -v node && command -v npm               | nodejs npm            | Node.js with npm
chromium   | command -v chromium || command -v chromium-browser || command -v google-chrome | chromium | Chromium
firefox    | command -v firefox-esr || command -v firefox    | firefox-esr           | Firefox ESR
nmap       | command -v nmap && test -r "$(probes_file)"     | nmap nmap-common      | Nmap with nmap-service-probes
python     | python3 -c "import venv, ensurepip"             | python3 python3-venv  | Python 3.11 or newer with venv
rustc-web  | test -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/std" | rustc-web rust-web-src | a Rust toolchain with the target wasm32-unknown-unknown
'

# Where Nmap has its probes file.
probes_file() {
  local dir
  for dir in ${NMAPDIR:+"$NMAPDIR"} /usr/share/nmap /usr/local/share/nmap /opt/homebrew/share/nmap; do
    [ -r "$dir/nmap-service-probes" ] && { echo "$dir/nmap-service-probes"; return; }
  done
}

# package_row THING COLUMN
package_row() {
  sed -n "s/^$1  *| *//p" <<<"$packages" | sed 's/ || / OR /g' |
    cut -d'|' -f"$2" | sed 's/ OR / || /g; s/^ *//; s/ *$//'
}

need_packages() {
  local thing debian=() elsewhere=""
  for thing in "$@"; do
    eval "$(package_row "$thing" 1)" >/dev/null 2>&1 && continue
    # shellcheck disable=SC2206
    debian+=($(package_row "$thing" 2))
    elsewhere+="${elsewhere:+, }$(package_row "$thing" 3)"
  done
  [ ${#debian[@]} -eq 0 ] && return
  if ! command -v apt-get >/dev/null; then
    give_up "Missing: $elsewhere. Install it with your system's package manager."
  elif [ "$(id -u)" != 0 ]; then
    give_up "Missing packages. Type: sudo apt-get install --no-install-recommends ${debian[*]}"
  fi
  say "Installing ${debian[*]} ..."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${debian[@]}"; } >&2 </dev/null ||
    give_up "apt-get could not install ${debian[*]}."
}
