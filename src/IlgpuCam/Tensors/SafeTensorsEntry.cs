namespace IlgpuCam.Tensors;

/// <summary>What a safetensors header says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Begin">Where it begins, in bytes from the end of the header.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal readonly record struct SafeTensorsEntry(string Name, ElementType Type, Shape Shape, long Begin, long End)
{
    /// <summary>The bytes that type and shape ask for.</summary>
    public long ByteCount => Shape.ElementCount * Type.Size();
}
