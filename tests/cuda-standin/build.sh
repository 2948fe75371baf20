#!/usr/bin/env bash
# Builds the stand-in for the CUDA driver, for tests without a GPU: OUT/libcuda-standin.so, and OUT/kernels/HASH.so for every kernel NAME.cu in the folders named.
# HASH is the SHA-256 of the kernel's text, as the first line of its PTX has it. What is there already is kept.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: $0 OUT [FOLDER]..." >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
out=$1
shift
compiler=${CLANG:-clang-19}
command -v "$compiler" > /dev/null || { echo "$0: $compiler is not installed" >&2; exit 1; }
mkdir -p "$out/kernels"
out=$(realpath "$out")

library=$out/libcuda-standin.so
if [ ! -e "$library" ] || [ -n "$(find "$here/driver" "$here/host/standin_abi.h" -newer "$library" -type f)" ]; then
  "$compiler" -std=c11 -O2 -g -Wall -Wextra -Werror -fPIC -fvisibility=hidden -shared ${STANDIN_FLAGS:-} "$here"/driver/*.c -o "$library.$$" -lpthread -ldl
  mv "$library.$$" "$library"
fi

[ $# -gt 0 ] || exit 0
# One kernel: its text between the words that make it host code and those that describe it. Renamed into place, so that nobody loads half of one.
build_kernel() {
  local text=$1 name hash target
  name=$(basename "$text" .cu)
  hash=$(sha256sum "$text" | cut -d ' ' -f 1)
  target=$out/kernels/$hash.so
  if [ -e "$target" ] && [ -z "$(find "$here/host" -newer "$target" -type f)" ]; then return; fi
  printf '#include "%s"\nSTANDIN_KERNEL(%s)\n' "$(realpath "$text")" "$name" \
    | "$compiler" -x c++ -std=c++17 -O2 -march=native -ffp-contract=off -fwrapv -fno-strict-aliasing -fno-exceptions -fno-rtti -fPIC -fvisibility=hidden -w \
      -include "$here/host/standin_kernel.h" -shared -Wl,-z,defs - -o "$target.$$" -lm
  mv "$target.$$" "$target"
}

export -f build_kernel
export here out compiler
find "$@" -maxdepth 1 -name '*.cu' -print0 | xargs -0 -r -P "$(nproc)" -I '{}' bash -euo pipefail -c 'build_kernel "{}"'
