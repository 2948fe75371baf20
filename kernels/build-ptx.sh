#!/usr/bin/env bash
# Compiles the CUDA C of a project's kernels to PTX with clang: build-ptx.sh [PROJECT [FOLDER]]. PROJECT: the kernels' .csproj (this folder's when left out);
# FOLDER: where NAME.ptx files go (ptx/ beside the project). No CUDA installation is needed. What is up to date stays as it is; FORCE=1 compiles all again; CLANG names another clang.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=${1:-$(ls "$here"/*.csproj)}
folder=${2:-$(dirname "$project")/ptx}
clang=${CLANG:-clang-19}
sources=$(mktemp -d)
trap 'rm -rf "$sources"' EXIT

dotnet build "$project" -c Release -v quiet --nologo
library=$(dotnet msbuild "$project" -getProperty:TargetPath -p:Configuration=Release)
dotnet run --project "$here/tools/CudaSources" -c Release -v quiet -- "$library" "$sources"

mkdir -p "$folder"
for source in "$sources"/*.cu; do
  name=$(basename "$source" .cu)
  first="// source: $(sha256sum "$source" | cut -d' ' -f1)"
  target="$folder/$name.ptx"
  if [ -z "${FORCE:-}" ] && [ -f "$target" ] && [ "$(head -n 1 "$target")" = "$first" ]; then
    continue
  fi

  "$clang" -x cuda --cuda-device-only --cuda-gpu-arch=sm_80 --cuda-feature=+ptx70 -nocudainc -nocudalib -O3 -ffp-contract=off -Wno-parentheses-equality -S "$source" -o "$sources/$name.ptx"
  { echo "$first"; cat "$sources/$name.ptx"; } > "$sources/$name.done"
  mv "$sources/$name.done" "$target"
  echo "$name"
done

# PTX of kernels that are no longer there.
for target in "$folder"/*.ptx; do
  [ -e "$target" ] || continue
  [ -f "$sources/$(basename "$target" .ptx).cu" ] || rm -- "$target"
done
