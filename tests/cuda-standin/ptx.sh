#!/usr/bin/env bash
# PTX of the kernels NAME.cu in a folder, by the flags that the library's own are made with: OUT/NAME.ptx, its first line the hash of the text.
# What is there already is kept.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: $0 OUT FOLDER" >&2; exit 2; }
mkdir -p "$1"
out=$(realpath "$1")
compiler=${CLANG:-clang-19}
export out compiler

make_ptx() {
  local text=$1 target line
  target=$out/$(basename "$text" .cu).ptx
  line="// source: $(sha256sum "$text" | cut -d ' ' -f 1)"
  if [ -e "$target" ] && [ "$(head -n 1 "$target")" = "$line" ]; then return; fi
  {
    echo "$line"
    "$compiler" -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx70 -nocudainc -nocudalib -O3 -ffp-contract=off -w -S "$text" -o -
  } > "$target.$$"
  mv "$target.$$" "$target"
}
export -f make_ptx
find "$2" -maxdepth 1 -name '*.cu' -print0 | xargs -0 -r -P "$(nproc)" -I '{}' bash -euo pipefail -c 'make_ptx "{}"'
