using IlgpuCam.Models;

namespace IlgpuCam.Tensors;

/// <summary>A dense float32 tensor in row-major order: what goes into a network and comes out of it.</summary>
public sealed class Tensor
{
    /// <summary>Creates a tensor of zeros.</summary>
    /// <param name="shape">Its shape.</param>
    /// <exception cref="NetworkException">More elements than one array holds.</exception>
    public Tensor(Shape shape)
        : this(shape, new float[CheckedCount(shape)])
    {
    }

    /// <summary>Wraps values that are already in row-major order; they are not copied.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="data">Exactly as many values as the shape has elements.</param>
    /// <exception cref="NetworkException">The lengths differ.</exception>
    public Tensor(Shape shape, float[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (CheckedCount(shape) != data.Length)
        {
            throw new NetworkException($"A tensor of {shape} needs {shape.ElementCount} values, found {data.Length}.");
        }

        Shape = shape;
        Data = data;
    }

    /// <summary>The shape.</summary>
    public Shape Shape { get; }

    /// <summary>The values in row-major order; the last axis runs fastest.</summary>
    public float[] Data { get; }

    /// <summary>The values as a span.</summary>
    public Span<float> Span => Data;

    /// <summary>A tensor for the result of a run, which writes every value: they are whatever was in memory.</summary>
    /// <param name="shape">Its shape.</param>
    internal static Tensor ForResult(Shape shape) => new(shape, GC.AllocateUninitializedArray<float>(CheckedCount(shape)));

    private static int CheckedCount(Shape shape) => shape.ElementCount <= Array.MaxLength
        ? (int)shape.ElementCount
        : throw new NetworkException($"A tensor of {shape} has more elements than one array holds.");
}
