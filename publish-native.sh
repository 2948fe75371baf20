#!/usr/bin/env bash
# Publishes ilgpucam as one native binary, beside it the default model: publish-native.sh [FOLDER]. Any warning is an error.
# net9.0 and x86-64-v3 (AVX2): see docs; the registry of some build machines lacks the net10.0 native compiler.
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-artifacts/native}
dotnet publish src/IlgpuCam.Cli -c Release -r linux-x64 -p:Framework=net9.0 -p:PublishAot=true -p:IlcInstructionSet=x86-x64-v3 \
  -p:StripSymbols=true -p:IlcTreatWarningsAsErrors=true --artifacts-path artifacts/native-build -o "$out" -v quiet --nologo
ls -l "$out/ilgpucam"
