# A compiler for wasm32, chosen once; sourced by setup.sh.
#
#   in_site_toolchain trunk build --release
#
# runs one command with it. Three cases: the active toolchain has the target; rustup may add it
# (not under RUSTUP_AUTO_INSTALL=0, which means "install nothing by yourself"); or Debian's
# rustc-web with a standard library built from its sources, once, into the cache. Only the last
# case sets RUSTC and its own target folder, and only for that command: native builds and tests
# never see them. WASM_TOOLCHAIN=debian forces the last case.
# shellcheck shell=bash

has_wasm_std() { [ -n "$(ls "$("$1" --print sysroot)/lib/rustlib/$wasm_target/lib" 2>/dev/null)" ]; }

in_site_toolchain() {
  local site_rustc
  if [ "${WASM_TOOLCHAIN-}" != debian ] && rustup_has_target; then
    "$@"
  else
    need_debian_sysroot
    RUSTC=$site_rustc CARGO_TARGET_DIR=$target/web "$@"
  fi
}

rustup_has_target() {
  has_wasm_std rustc && return
  [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ] && command -v rustup >/dev/null || return
  say "Adding the target $wasm_target ..."
  rustup target add "$wasm_target" >&2 && has_wasm_std rustc
}

# Sets site_rustc.
need_debian_sysroot() {
  need_packages rustc-web
  local version sysroot
  version=$(/usr/bin/rustc --version | cut -d' ' -f2)
  sysroot=$cache/wasm-std-$version
  site_rustc=$sysroot/bin/rustc
  [ -e "$sysroot/complete" ] && return
  say "Building the standard library for $wasm_target into $sysroot (once, half a minute) ..."
  "$root/scripts/build-sysroot.sh" /usr/bin/rustc "$sysroot" >&2 && touch "$sysroot/complete" ||
    give_up "The standard library could not be built."
}
