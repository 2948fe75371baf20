namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A struct of scalars and structs, laid out one field after the other as C# does.</summary>
/// <param name="Name">A C identifier, unique in the module.</param>
/// <param name="CSharpName">The type as C# source names it.</param>
/// <param name="Fields">The instance fields in the order of declaration.</param>
/// <param name="Size">Size in C#, in bytes.</param>
/// <param name="IsVector">True where the type is a <c>KernelVector</c>: device code aligns it to its size.</param>
internal sealed record StructType(string Name, string CSharpName, EquatableArray<StructField> Fields, int Size, bool IsVector) : IrType
{
    /// <inheritdoc/>
    public override string CSharp => CSharpName;
}
