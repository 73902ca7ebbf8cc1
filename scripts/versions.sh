# Versions that must agree with each other; sourced by the other scripts.
#
# wasm-bindgen-cli must equal the version of wasm-bindgen in Cargo.toml exactly, and wasm-split-cli
# read what wasm_split_helpers in www/Cargo.toml writes.
# Node's packages are pinned in package.json. trunk 0.22 needs a newer compiler than ours.
# shellcheck shell=bash disable=SC2034
trunk_version=0.21.14
wasm_bindgen_version=0.2.130
wasm_split_version=0.2.4
mdbook_version=0.5.4
node_minimum=20.11
wasm_target=wasm32-unknown-unknown
cache=${SFLENS_CACHE:-$HOME/.cache/sflens}
