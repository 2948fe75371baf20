#!/usr/bin/env bash
# Photos to boxes: images a second of `ilgpucam localize` on two threads, and of libjpeg-turbo, ONNX Runtime (two threads) and OpenCV one photo after the other, in turn.
# usage: bench/pipeline.sh FOLDER MODEL.onnx    (FOLDER with JPEG files; Debian: libturbojpeg0, python3-opencv, python3-numpy)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# = 2 ] || { echo "usage: bench/pipeline.sh FOLDER MODEL.onnx" >&2; exit 2; }
folder=$(realpath "$1")
[ -d "$here/peers/node_modules/onnxruntime-node" ] || (cd "$here/peers" && npm install --ignore-scripts --no-audit --no-fund --silent)
dotnet build -c Release -v quiet --nologo "$here/../src/IlgpuCam.Cli"
ours="$here/../src/IlgpuCam.Cli/bin/Release/net10.0/ilgpucam"
export OPENBLAS_NUM_THREADS=1

# The same photos many times over; the difference of two runs has neither start-up nor loading in it.
photos=$(mktemp -d)
trap 'rm -rf "$photos" "$out"' EXIT
out=$(mktemp)
copies=24
for i in $(seq $copies); do mkdir "$photos/$i"; find "$folder" -iregex '.*\.jpe?g' -exec cp {} "$photos/$i/" \; ; done
count=$(find "$photos/1" -iregex '.*\.jpe?g' | wc -l)
seconds() { local start; start=$(date +%s.%N); "$ours" localize "$@" --model "$model" --device cpu --threads 2 --top 1 --json "$out" > /dev/null 2>&1; echo "$(date +%s.%N) - $start" | bc; }

model=$2
median() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2 }'; }
mine=() peer=()
for round in 1 2 3; do
  long=$(seconds "$photos")
  short=$(seconds "$photos"/{1,2,3,4})
  mine+=("$(echo "1000 * ($long - $short) / (($copies - 4) * $count)" | bc -l)")
  forward=$(node "$here/peers/ort.mjs" "$model" 2 2 | sed -E 's/.*"median_ms":([0-9.eE+-]+).*/\1/')
  rest=$(/usr/bin/python3 "$here/peers/pipeline.py" "$folder")
  peer+=("$(echo "$forward + $rest" | bc -l)")
done
a=$(printf '%s\n' "${peer[@]}" | median)
b=$(printf '%s\n' "${mine[@]}" | median)
awk -v a="$a" -v b="$b" 'BEGIN { printf "%.3f ms a photo one after the other, %.3f ms ours on two threads: %.2f times as many images a second\n", a, b, a / b }'
