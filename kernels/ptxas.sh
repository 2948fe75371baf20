#!/usr/bin/env bash
# Assembles every checked-in PTX file with NVIDIA's ptxas for sm_80 and sm_90 (or the architectures named as arguments) and writes registers, shared memory and occupancy
# into bench/RESULTS.md. Fails where a kernel spills registers. No GPU is needed. PTXAS names an installed ptxas; else the one of Debian's nvidia-cuda-toolkit (84 MB) is
# fetched, once, into artifacts/ptxas: the machine's package sources and packages stay as they are. Not part of .ci/run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
architectures=("$@")
[ $# -gt 0 ] || architectures=(sm_80 sm_90)

# The component non-free of the release that the machine's own sources name, in a source list of its own.
fetch() {
  local folder=$1 work uri release origin component keyring
  IFS='|' read -r uri release origin < <(
    apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(ORIGIN)' 'Created-By: Packages' 'Component: main' | awk -F'|' '$3 == "Debian" || $3 == "Ubuntu"' | head -n 1) \
    || { echo "ptxas.sh: apt knows no Debian or Ubuntu archive here (apt-get update first, or name a ptxas in PTXAS)" >&2; exit 1; }
  component=non-free
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  if [ "$origin" = Ubuntu ]; then
    component=multiverse
    keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg
  fi

  work=$(mktemp -d)
  trap 'rm -rf "$work"' RETURN
  chmod 755 "$work"
  mkdir -p "$work"/{lists,cache,sources}
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: %s\nSigned-By: %s\n' "$uri" "$release" "$component" "$keyring" > "$work/sources/ptxas.sources"
  local options=(-qq -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$work/sources" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update
  (cd "$work" && apt-get "${options[@]}" download nvidia-cuda-toolkit)
  mkdir -p "$folder"
  dpkg-deb --fsys-tarfile "$work"/nvidia-cuda-toolkit_*.deb | tar -x -C "$work" --wildcards '*/bin/ptxas'
  find "$work" -name ptxas -type f -exec install -m 755 {} "$folder/ptxas" \;
}

ptxas=${PTXAS:-$root/artifacts/ptxas/ptxas}
if [ -z "${PTXAS:-}" ] && [ ! -x "$ptxas" ]; then
  fetch "$root/artifacts/ptxas"
fi

# Work-items of a kernel's group: those of its tile, else the bound in its PTX, else what the launches use where a kernel does not care.
group_of() {
  local file=$1 part tile=
  for part in $(basename "$file" .ptx | tr _ ' '); do
    if grep -qsE "RowsPerItem|WarpRows" "$here/$part.cs"; then
      tile=$here/$part.cs
    fi
  done

  if [ -n "$tile" ]; then
    awk '/static int/ { gsub(";", ""); value[$4] = $6 } END {
      item = "WarpRows" in value ? value["WarpRows"] * value["WarpColumns"] / 32 : value["RowsPerItem"] * value["ColumnsPerItem"]
      print value["Rows"] * value["Columns"] / item }' "$tile"
  else
    awk '/^\.maxntid/ { gsub(",", ""); items = $2 * $3 * $4 } END { print items ? items : 128 }' "$file"
  fi
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
for file in "$here"/ptx/*.ptx; do
  for architecture in "${architectures[@]}"; do
    if ! report=$("$ptxas" "-arch=$architecture" -v -o /dev/null "$file" 2>&1); then
      echo "$(basename "$file") does not assemble for $architecture: $report" >&2
      failed=1
      continue
    fi

    read -r stack stores loads registers shared < <(awk '
      { for (i = 1; i <= NF; i++) { if ($i == "stack") a = $(i - 2); if ($i == "spill") { if ($(i + 1) ~ /^stores/) b = $(i - 2); else c = $(i - 2) }
          if ($i ~ /^registers/) d = $(i - 1); if ($i ~ /^smem/) e = $(i - 2) } }
      END { print a + 0, b + 0, c + 0, d + 0, e + 0 }' <<< "$report")
    if [ "$stores" -gt 0 ] || [ "$loads" -gt 0 ]; then
      echo "$(basename "$file") spills on $architecture: $stores bytes stored, $loads bytes loaded" >&2
      failed=1
    elif [ "$stack" -gt 0 ]; then
      echo "$(basename "$file") keeps $stack bytes a work-item in memory on $architecture, without spilling: an array whose index is not known when it is compiled" >&2
    fi

    echo "$(basename "$file" .ptx) $architecture $(group_of "$file") $registers $shared $stack" >> "$log"
  done
done

# Limits of a multiprocessor: CUDA C++ Programming Guide, "Technical Specifications per Compute Capability". Registers are given to a warp in units of 256, to an even split of four
# schedulers; a group's shared memory in units of 128 bytes, with 1 KiB of the system's.
table=$(awk -v all="${architectures[*]}" '
  function up(value, unit) { return int((value + unit - 1) / unit) * unit }
  function occupancy(arch, group, registers, shared,    warps, groups, limit, memory) {
    warps = int((group + 31) / 32)
    limit["sm_80"] = 64; limit["sm_86"] = 48; limit["sm_89"] = 48; limit["sm_90"] = 64
    memory["sm_80"] = 164; memory["sm_86"] = 100; memory["sm_89"] = 100; memory["sm_90"] = 228
    if (!(arch in limit)) return "?"
    groups = arch == "sm_80" || arch == "sm_90" ? 32 : arch == "sm_89" ? 24 : 16
    groups = min(groups, int(limit[arch] / warps))
    groups = min(groups, int(int(65536 / up(registers * 32, 256) / 4) * 4 / warps))
    groups = min(groups, int(memory[arch] * 1024 / up(shared + 1024, 128)))
    return int(100 * groups * warps / limit[arch] + 0.5) " %"
  }
  function min(a, b) { return a < b ? a : b }
  { if (!($1 in group)) { names[++count] = $1 } group[$1] = $3; shared[$1] = $5; cell[$1, $2] = $4 " | " occupancy($2, $3, $4, $5); frame[$1] = frame[$1] > $6 ? frame[$1] : $6 }
  END {
    n = split(all, archs, " ")
    head = "| kernel | work-items | shared, bytes |"; line = "|---|---|---|"
    for (i = 1; i <= n; i++) { head = head " " archs[i] " registers | occupancy |"; line = line "---|---|" }
    print head; print line
    for (k = 1; k <= count; k++) {
      row = "| " names[k] (frame[names[k]] ? " (stack " frame[names[k]] ")" : "") " | " group[names[k]] " | " shared[names[k]] " |"
      for (i = 1; i <= n; i++) row = row " " cell[names[k], archs[i]] " |"
      print row
    }
  }' "$log")

results=$root/bench/RESULTS.md
version=$("$ptxas" --version | sed -n 's/^Cuda compilation tools, release [^,]*, V//p')
section="<!-- ptxas: kernels/ptxas.sh writes from here -->
## Registers and occupancy

\`kernels/ptxas.sh\`: every kernel's PTX assembled with ptxas $version, $([ "$failed" = 0 ] && echo "without spills" || echo "WITH FAILURES"). Occupancy is computed from the architecture's limits for the group size that launches use; no GPU was involved.

$table
<!-- ptxas: to here -->"
kept=$(awk '/^<!-- ptxas: kernels/ { skip = 1 } !skip { print } /^<!-- ptxas: to here/ { skip = 0 }' "$results")
printf '%s\n\n%s\n' "$kept" "$section" > "$results"
echo "$(wc -l < "$log") assemblies, table in bench/RESULTS.md"
exit "$failed"
