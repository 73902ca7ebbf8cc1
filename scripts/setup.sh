# Everything a build or a test needs, installed where it is missing; sourced by the other scripts.
#
#   need_rust need_packages need_node need_tools need_site_compiler
#
# Each is silent and fast when nothing is missing, says what it does when something is, and says
# exactly what to type when it cannot do it. Tools go to $cache, outside of the clone, so that the
# next clone starts at once.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Where cargo builds.
target=${CARGO_TARGET_DIR:-$root/target}
. "$root/scripts/versions.sh"
. "$root/scripts/packages.sh"
. "$root/scripts/toolchain.sh"
. "$root/scripts/npm.sh"
# A plain `1`, which many set, stops Trunk.
[ "${NO_COLOR-}" = 1 ] && export NO_COLOR=true

# What is said is seen even where a step's output goes to a file.
exec 3>&2
say() { printf '%s\n' "$*" >&3; }
give_up() { say "$@"; exit 1; }
# version_at_least 20.11 v20.20.2
version_at_least() { [ "$(printf '%s\n' "$1" "${2#v}" | sort -V | head -1)" = "$1" ]; }

need_rust() {
  command -v cargo >/dev/null || PATH=$HOME/.cargo/bin:$PATH
  command -v cargo >/dev/null ||
    give_up "Rust is missing. Install it from https://rustup.rs and run this again."
  local wanted found
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml")
  found=$(rustc --version | cut -d' ' -f2)
  version_at_least "$wanted" "$found" ||
    give_up "Rust $wanted or newer is needed, and $found is here. Type: rustup update stable"
}

need_node() {
  need_packages node
  version_at_least "$node_minimum" "$(node --version)" ||
    give_up "Node $node_minimum or newer is needed, and $(node --version) is here: https://nodejs.org"
  local lock=$root/package-lock.json stamp=$root/node_modules/.installed
  cmp -s "$lock" "$stamp" && return
  say "Installing Node's packages into node_modules ..."
  (cd "$root" && npm ci --no-audit --no-fund --ignore-scripts --prefer-offline --loglevel=error >/dev/null) ||
    give_up "npm could not install the packages of package-lock.json."
  cp "$lock" "$stamp"
}

# need_tool CRATE VERSION COMMAND [cargo's arguments]: a cargo-installed command, put on PATH.
# Built without optimization: that takes a third of the time, and building the site takes as long
# with it.
need_tool() {
  local dir=$cache/$1-$2
  PATH=$dir/bin:$PATH
  [ -x "$dir/bin/$3" ] && return
  say "Building $1 $2 into $dir (once, a few minutes) ..."
  # Without --locked is for a registry that lags behind the tool's lock file.
  install_tool "$1" "$2" "$dir" --locked "${@:4}" || install_tool "$1" "$2" "$dir" "${@:4}" ||
    give_up "$1 $2 could not be built."
}

# The generators of documentation sites in which the npm package is tried, into $generators.
need_generators() {
  need_packages python
  generators=$cache/generators-$(cat "$root"/tests/generators/{requirements.txt,docusaurus/package-lock.json} | cksum | cut -d' ' -f1)
  need_tool mdbook "$mdbook_version" mdbook --no-default-features
  [ -e "$generators/complete" ] && return
  say "Installing MkDocs, Sphinx and Docusaurus into $generators (once, two minutes) ..."
  rm -rf "$generators"
  mkdir -p "$generators"
  python3 -m venv "$generators/python" &&
    "$generators/python/bin/pip" install --quiet --disable-pip-version-check --requirement "$root/tests/generators/requirements.txt" >&2 ||
    give_up "pip could not install the packages of tests/generators/requirements.txt."
  cp -r "$root/tests/generators/docusaurus" "$generators/docusaurus"
  (cd "$generators/docusaurus" && npm ci --no-audit --no-fund --ignore-scripts --prefer-offline --loglevel=error >/dev/null) ||
    give_up "npm could not install the packages of tests/generators/docusaurus."
  ln -s "$cache/mdbook-$mdbook_version" "$generators/mdbook"
  touch "$generators/complete"
}

install_tool() {
  env -u RUSTC -u CARGO_TARGET_DIR CARGO_PROFILE_DEV_DEBUG=0 \
    cargo install "$1" --version "$2" --root "$3" --debug --force --quiet "${@:4}" >&2
}

need_tools() {
  need_tool trunk "$trunk_version" trunk
  need_tool wasm-bindgen-cli "$wasm_bindgen_version" wasm-bindgen
  need_tool wasm_split_cli_support "$wasm_split_version" wasm-split-cli --features build-binary
  PATH=$root/node_modules/.bin:$PATH
  export PATH
}

# What `trunk` needs, and it gets no chance to download anything by itself.
need_site() {
  need_rust
  need_packages cc xz
  need_node
  need_tools
  need_crates
}

need_crates() {
  cargo fetch --locked --quiet --manifest-path "$root/Cargo.toml" ||
    give_up "cargo could not fetch the crates of Cargo.lock."
}

# The site as it is published, into dist/.
build_site() {
  build_npm &&
    in_site_toolchain trunk --quiet build --release --offline --locked --dist "$root/dist" "$@" &&
    node "$root/www/build/publish.mjs" "$root/dist" "$npm"
}
