using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Vocabulary;

/// <summary>What a method of .NET or of the vocabulary becomes.</summary>
internal readonly record struct IntrinsicEntry(Intrinsic Intrinsic, Domain Domain);
