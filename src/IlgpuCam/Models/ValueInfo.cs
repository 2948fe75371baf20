using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>Element type and shape of a value in a network. Floats of any width are computed as float32.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The shape.</param>
public sealed record ValueInfo(ElementType Type, Shape Shape)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Shape}";
}
