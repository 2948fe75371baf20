#!/usr/bin/env bash
# Times ONNX Runtime and ilgpucam on the same ONNX files, in turn, and prints the ratio of the medians (above 1: we are faster).
# usage: bench/compare.sh [-t THREADS] [-r ROUNDS] MODEL.onnx...
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
threads=1
rounds=3
while getopts t:r: option; do
  case $option in
    t) threads=$OPTARG ;;
    r) rounds=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || { echo "usage: bench/compare.sh [-t THREADS] [-r ROUNDS] MODEL.onnx..." >&2; exit 2; }
[ -d "$here/peers/node_modules/onnxruntime-node" ] || (cd "$here/peers" && npm install --ignore-scripts --no-audit --no-fund --silent)
dotnet build -c Release -v quiet --nologo "$here/../src/IlgpuCam.Cli"
ours="$here/../src/IlgpuCam.Cli/bin/Release/net10.0/ilgpucam"

median() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2 }'; }
figure() { sed -E 's/.*"median_ms":([0-9.eE+-]+).*/\1/'; }

lscpu | sed -n 's/^Model name: */CPU: /p'
lscpu | grep -qw avx512f && echo "AVX-512: yes" || echo "AVX-512: no"
printf '%-32s %8s %12s %12s %8s\n' model threads "ORT ms" "ours ms" ratio
for model in "$@"; do
  peer=() mine=()
  for ((i = 0; i < rounds; i++)); do
    peer+=("$(node "$here/peers/ort.mjs" "$model" "$threads" 2 | figure)")
    mine+=("$("$ours" bench --model "$model" --threads "$threads" --json - 2>/dev/null | figure)")
  done
  a=$(printf '%s\n' "${peer[@]}" | median)
  b=$(printf '%s\n' "${mine[@]}" | median)
  printf '%-32s %8s %12.3f %12.3f %8.2f\n' "$(basename "$model")" "$threads" "$a" "$b" "$(awk "BEGIN { print $a / $b }")"
done
