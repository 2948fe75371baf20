#!/usr/bin/env bash
# Publishes ilgpucam as one native binary with the default model beside it: publish-native.sh [FOLDER]. Any warning is an error.
# net9.0 and x86-64-v3 (AVX2), since not every package source has the native compiler of net10.0; one binary cannot also use AVX-512.
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-artifacts/native}
build=artifacts/native-build
dotnet publish src/IlgpuCam.Cli -c Release -r linux-x64 -p:Framework=net9.0 -p:PublishAot=true -p:IlcInstructionSet=x86-x64-v3 \
  -p:StripSymbols=true -p:IlcTreatWarningsAsErrors=true --artifacts-path "$build" -o "$build/published" -v quiet --nologo
mkdir -p "$out"
cp "$build/published/IlgpuCam.Cli" "$out/ilgpucam"
cp -r "$build/published/weights" "$out/"
ls -l "$out/ilgpucam"
