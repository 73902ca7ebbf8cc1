# The npm package; sourced by setup.sh.
#
#   need_site; build_npm
#
# makes it in $npm unless it is there already, made of the same.
# shellcheck shell=bash
npm=$root/target/package/npm

build_npm() {
  local stamp=$target/javascript/made made
  link_npm engine js,second-opinion && link_npm element element || return
  made=$(of_npm)
  [ -e "$npm/package.json" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$made" ] && return
  rm -rf "$npm" && mkdir -p "$npm" && make_npm && echo "$made" >"$stamp"
}

# link_npm NAME FEATURES: the program NAME; the element has one with only what it needs. Each is
# linked in a folder of its own: cargo gives both the same name, and takes the one for the other when
# neither changed.
link_npm() {
  in_site_toolchain cargo rustc --package sflens --features "$2" --lib --crate-type cdylib \
    --profile web --target "$wasm_target" --target-dir "$target/javascript/$1" --locked --quiet
}

linked() { echo "$target/javascript/$1/$wasm_target/web/sflens.wasm"; }

# What the package is made of, as one number.
of_npm() {
  cat "$(linked engine)" "$(linked element)" "$root"/scripts/{npm,versions}.sh "$root"/{Cargo.toml,package-lock.json,LICENSE-*} \
    "$root"/crate/npm/{*.*,element/*} "$root"/crate/src/results/*.rs | sha256sum
}

make_npm() {
  local here=$root/crate/npm
  bind_npm engine engine && bind_npm element element-engine || return
  mv "$npm/element-engine_bg.wasm" "$npm/element.wasm"
  sed -i "s/element-engine_bg\.wasm/element.wasm/" "$npm/element-engine.js"
  CARGO_TARGET_DIR=$target node "$root/www/build/shrink.mjs" "$npm"/{engine_bg,element}.wasm || return
  cp "$here"/{index,node,api}.js "$here"/element/*.js "$here"/*.md "$root"/LICENSE-* "$npm" &&
    node "$here/types.mjs" >"$npm/index.d.ts" &&
    sed "s/\"0\.0\.0\"/\"$(package_version)\"/" "$here/package.json" >"$npm/package.json"
}

# bind_npm PROGRAM NAME
bind_npm() {
  wasm-bindgen --target web --no-typescript --out-name "$2" --out-dir "$npm" "$(linked "$1")"
}

package_version() { sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -1; }
