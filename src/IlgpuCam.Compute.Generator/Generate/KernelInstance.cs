using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Generate;

/// <summary>A compiled kernel with the concrete method that it comes from, while its file is written.</summary>
internal sealed record KernelInstance(IMethodSymbol Method, IrKernel Kernel, Location Location);
