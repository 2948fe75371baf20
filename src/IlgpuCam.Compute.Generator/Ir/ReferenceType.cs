namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A reference to a value: a parameter declared <c>ref</c>, <c>in</c> or <c>out</c>, or a <c>ref</c> local. Using a variable of this type means the value behind it.</summary>
internal sealed record ReferenceType(IrType Element, AddressSpace Space) : IrType
{
    /// <inheritdoc/>
    public override string CSharp => $"ref {Element.CSharp}";
}
