using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>The operations of a method's body: initialisers of fields, the call of another constructor, then the block.</summary>
internal sealed record MethodBody(IReadOnlyList<IOperation> Statements);
