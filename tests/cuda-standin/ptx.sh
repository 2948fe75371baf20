#!/usr/bin/env bash
# PTX of the tests' hand-written kernels, as the compiler makes it of generated ones: OUT/NAME.ptx for every NAME.cu in a folder, its first line the hash of the text.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: $0 OUT FOLDER" >&2; exit 2; }
out=$1
mkdir -p "$out"
for text in "$2"/*.cu; do
  target=$out/$(basename "$text" .cu).ptx
  line="// source: $(sha256sum "$text" | cut -d ' ' -f 1)"
  if [ -e "$target" ] && [ "$(head -n 1 "$target")" = "$line" ]; then continue; fi
  {
    echo "$line"
    "${CLANG:-clang-19}" -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx70 -nocudainc -nocudalib -O3 -ffp-contract=off -S "$text" -o -
  } > "$target.$$"
  mv "$target.$$" "$target"
done
