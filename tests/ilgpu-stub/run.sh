#!/usr/bin/env bash
# Every kernel's cases under -p:UseIlgpu=true, on this stub in place of the packages ILGPU and ILGPU.Algorithms: checks names, signatures and results, and what ILGPU is known to refuse; nothing else of ILGPU itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet test tests/ilgpu/IlgpuCam.Kernels.IlgpuTests.csproj -c Release -p:UseIlgpu=true -p:IlgpuStub="$PWD/tests/ilgpu-stub/IlgpuStub.csproj" --artifacts-path artifacts/ilgpu "$@"
