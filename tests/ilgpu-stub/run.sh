#!/usr/bin/env bash
# The kernels and their tests under -p:UseIlgpu=true, on this stub in place of the packages ILGPU and ILGPU.Algorithms: checks names, signatures and results, and nothing of ILGPU itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet test tests/ilgpu/IlgpuCam.Kernels.IlgpuTests.csproj -c Release -p:UseIlgpu=true -p:IlgpuStub="$PWD/tests/ilgpu-stub/IlgpuStub.csproj" --artifacts-path artifacts/ilgpu "$@"
