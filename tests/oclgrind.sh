#!/usr/bin/env bash
# Every kernel at the awkward sizes of tests/IlgpuCam.Tests/Gpu/Cases under oclgrind, an OpenCL device that watches every access: oclgrind.sh [races|uninitialized]...
# Fails if it reports anything. The tests have to be built: dotnet build -c Release tests/IlgpuCam.Tests. CONFIGURATION names another configuration, OCLGRIND_ICD another library,
# ONLY a part of the names of the cases to run.
#
# races: accesses beyond a buffer, races within a group and between groups, writes of the same value by several work-items too, and wrong use of the API.
# uninitialized: values that were never written, among others of local memory. Two limits, none of which hides a report:
# - oclgrind 21.10 stops at the instruction `freeze`, which the optimizer makes, so that this part compiles without optimization;
# - it is slow then, so that of the tiles of convolution only the smallest has more than one window. The others have one, which goes the same way through the same source.
set -euo pipefail
cd "$(dirname "$0")/.."
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(races uninitialized)
library=${OCLGRIND_ICD:-/usr/lib/oclgrind/liboclgrind-rt-icd.so}
[ -e "$library" ] || { echo "$0: there is no $library (Debian's package oclgrind has it; OCLGRIND_ICD names another place)" >&2; exit 1; }

folder=$PWD/artifacts/oclgrind
rm -rf "$folder"
mkdir -p "$folder/vendors"
echo "$library" > "$folder/vendors/oclgrind.icd"
export OCL_ICD_VENDORS=$folder/vendors/oclgrind.icd OCL_ICD_FILENAMES=$library
# Buffers end where their last element does; nothing compiled is taken from another device; no stand-in for CUDA is built.
export ILGPUCAM_EXACT_BUFFERS=1 ILGPUCAM_OPENCL_CACHE=off ILGPUCAM_CUDA_DRIVER=none

# Each OpenCL context opens the log anew, so that a file would only hold what the last one says. A pipe loses nothing.
mkfifo "$folder/pipe"
cat <> "$folder/pipe" >> "$folder/log" &
reader=$!
trap 'kill $reader' EXIT
export OCLGRIND_LOG=$folder/pipe OCLGRIND_MAX_ERRORS=200

# That it does report: a race, a read beyond the buffer, a value that nobody wrote.
cat > "$folder/wrong.cl" <<'CL'
__kernel void wrong(__global int* values)
{
  __local int shared[4];
  shared[0] = get_local_id(0);
  values[0] = shared[get_local_id(0)] + values[1000];
}
CL
printf '%s\n' "$folder/wrong.cl" wrong '4 1 1' '4 1 1' '<size=16 fill=0>' > "$folder/wrong.sim"
OCLGRIND_BUILD_OPTIONS=-cl-opt-disable oclgrind-kernel --data-races --uninitialized --log "$folder/pipe" "$folder/wrong.sim" > /dev/null 2>&1 || true
sleep 1
for report in 'data race' 'Invalid read' 'ninitialized'; do
  grep -q "$report" "$folder/log" || { echo "$0: oclgrind does not find '$report' where there is one" >&2; exit 1; }
done
: > "$folder/log"

status=0
for part in "${parts[@]}"; do
  kernels='FullyQualifiedName~Tests.Gpu.KernelTests.A_kernel_is_right&DisplayName~opencl'
  case $part in
    races) options=(OCLGRIND_DATA_RACES=1 OCLGRIND_UNIFORM_WRITES=1 OCLGRIND_CHECK_API=1) ;;
    uninitialized)
      options=(OCLGRIND_UNINITIALIZED=1 OCLGRIND_BUILD_OPTIONS=-cl-opt-disable)
      kernels+='&(DisplayName~Tile16x64|(DisplayName!~windows in Tile&DisplayName!~pixels in Tile))'
      ;;
    *) echo "usage: $0 [races|uninitialized]..." >&2; exit 2 ;;
  esac
  [ -z "${ONLY:-}" ] || kernels+="&DisplayName~$ONLY"
  echo "== oclgrind: $part"
  env "${options[@]}" dotnet test --no-build -c "${CONFIGURATION:-Release}" tests/IlgpuCam.Tests --filter "$kernels" 2>&1 | grep -v 'warnings\? generated' | tee "$folder/$part.txt" || status=1
  grep -Eq 'Passed: +[1-9]' "$folder/$part.txt" || { echo "$0: no kernel ran" >&2; status=1; }
done

sleep 1
if [ -s "$folder/log" ]; then
  head -n 100 "$folder/log" >&2
  status=1
fi

[ "$status" = 0 ] && echo "oclgrind reports nothing"
exit "$status"
