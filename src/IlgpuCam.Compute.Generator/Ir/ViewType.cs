namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>An <c>ArrayView</c> of elements in one address space: a pointer and a length.</summary>
internal sealed record ViewType(IrType Element, AddressSpace Space) : IrType
{
    /// <inheritdoc/>
    public override string CSharp => $"global::IlgpuCam.Compute.ArrayView<{Element.CSharp}>";
}
