#!/bin/bash
# build-sysroot.sh RUSTC OUT: a sysroot of RUSTC with a standard library for wasm32, built from
# the sources beside it. OUT/bin/rustc uses it. The unstable settings stay in here.
set -eu
. "$(dirname "$0")/versions.sh"
rustc=$1 out=$2
host=$($rustc -vV | sed -n 's/^host: //p')
theirs=$($rustc --print sysroot)/lib/rustlib
ours=$out/lib/rustlib
build=$out/build

rm -rf "$out"
mkdir -p "$out/bin" "$ours/$wasm_target/lib" "$ours/$host/bin" "$build/src"
ln -s "$theirs/src" "$ours/src"
ln -s "$theirs/$host/lib" "$ours/$host/lib"

# The linker of any Rust toolchain will do; Debian's own otherwise.
find_linker() {
  ls "$(rustc --print sysroot)/lib/rustlib/$host/bin/rust-lld" /usr/bin/lld-* /usr/bin/lld 2>/dev/null | head -1
}
linker=$(find_linker)
[ -n "$linker" ] || { echo "A linker is missing. Type: apt-get install lld" >&2; exit 1; }
ln -s "$linker" "$ours/$host/bin/rust-lld"

printf '#!/bin/sh\nexec %s --sysroot "%s" "$@"\n' "$rustc" "$out" >"$out/bin/rustc"
chmod +x "$out/bin/rustc"

cd "$build"
echo '#![no_std]' >src/lib.rs
cat >Cargo.toml <<'TOML'
[package]
name = "empty"
version = "0.0.0"
edition = "2021"
[workspace]
[profile.release]
panic = "abort"
opt-level = "s"
TOML
mkdir .cargo
# The crates that std needs lie beside its sources: nothing is downloaded.
cat >.cargo/config.toml <<TOML
[source.crates-io]
replace-with = "beside-std"
[source.beside-std]
directory = "$theirs/src/rust/library/vendor"
TOML
RUSTC=$rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zforce-unstable-if-unmarked -Cembed-bitcode=yes" \
  cargo build --release --quiet --offline --target "$wasm_target" \
  -Zbuild-std=std,panic_abort,test --target-dir "$build/target"
cp "target/$wasm_target/release/deps/"*.rlib "$ours/$wasm_target/lib/"
rm -rf "$ours/$wasm_target/lib/"libempty-*.rlib "$build"
