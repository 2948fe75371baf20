#!/usr/bin/env bash
# Publishes ilgpucam as one native binary with the default model beside it: publish-native.sh [FOLDER [INSTRUCTION-SET]]. Any warning is an error.
# net9.0, since not every package source has the native compiler of net10.0. One binary has one width of vectors: x86-x64-v3 (AVX2) runs nearly everywhere, x86-x64-v4 needs AVX-512.
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-artifacts/native}
instructions=${2:-x86-x64-v3}
build=artifacts/native-build
dotnet publish src/IlgpuCam.Cli -c Release -r linux-x64 -p:Framework=net9.0 -p:PublishAot=true -p:IlcInstructionSet="$instructions" \
  -p:StripSymbols=true -p:IlcTreatWarningsAsErrors=true --artifacts-path "$build" -o "$build/published" -v quiet --nologo
mkdir -p "$out"
cp "$build/published/IlgpuCam.Cli" "$out/ilgpucam"
cp -r "$build/published/weights" "$out/"
ls -l "$out/ilgpucam"
