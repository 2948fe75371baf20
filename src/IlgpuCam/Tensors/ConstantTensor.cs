using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IlgpuCam.Models;

namespace IlgpuCam.Tensors;

/// <summary>An immutable tensor of any element type, in little-endian bytes and row-major order: a weight, an entry of a file (possibly memory-mapped), or a folded value.</summary>
public sealed class ConstantTensor
{
    /// <summary>Elements below which holding derived numbers costs less than computing them again.</summary>
    internal const int LeastDerived = 1 << 14;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly WeakReference<byte[]>? _computed;

    /// <summary>Wraps bytes without copying them.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="bytes">Exactly the shape's elements, little-endian, row-major.</param>
    /// <exception cref="ModelFormatException">The number of bytes does not fit type and shape.</exception>
    public ConstantTensor(ElementType type, Shape shape, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.ElementCount * type.Size() != bytes.Length)
        {
            throw new ModelFormatException(
                $"A {type} tensor of {shape} needs {shape.ElementCount * type.Size()} bytes, found {bytes.Length}.");
        }

        Type = type;
        Shape = shape;
        _bytes = bytes;
    }

    private ConstantTensor(Shape shape, DerivedValues derived)
    {
        Type = ElementType.Float32;
        Shape = shape;
        Derived = derived;
        _computed = new(null!);
    }

    /// <summary>The element type.</summary>
    public ElementType Type { get; }

    /// <summary>The shape.</summary>
    public Shape Shape { get; }

    /// <summary>The elements, little-endian, row-major. Those of a weight that importing changed may be computed at each call: ask once.</summary>
    public ReadOnlyMemory<byte> Bytes => Derived is null ? _bytes : Computed();

    /// <summary>How many bytes the elements are.</summary>
    internal long ByteCount => Shape.ElementCount * Type.Size();

    /// <summary>What computes the elements, or null where they are stored.</summary>
    internal DerivedValues? Derived { get; }

    /// <summary>Copies values into a new constant.</summary>
    /// <typeparam name="T">The .NET type of <paramref name="type"/>'s elements; <see cref="ushort"/> for the bits of a BFloat16.</typeparam>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="values">The elements, row-major.</param>
    public static ConstantTensor From<T>(ElementType type, Shape shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        CheckHost<T>(type);
        return new(type, shape, MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>Copies float32 values into a new constant.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="values">The elements, row-major.</param>
    public static ConstantTensor FromFloats(Shape shape, ReadOnlySpan<float> values) => From(ElementType.Float32, shape, values);

    /// <summary>Copies 64-bit integers into a new constant of one axis.</summary>
    /// <param name="values">The elements.</param>
    public static ConstantTensor FromInt64(ReadOnlySpan<long> values) => From(ElementType.Int64, [values.Length], values);

    /// <summary>A constant of float32 values that are computed when they are needed; a small one is computed now.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="values">Computes as many numbers as the shape has elements.</param>
    internal static ConstantTensor From(Shape shape, DerivedValues values)
    {
        ConstantTensor derived = new(shape, values);
        return shape.ElementCount < LeastDerived ? new(ElementType.Float32, shape, derived.Bytes) : derived;
    }

    /// <summary>The elements where they are, without conversion.</summary>
    /// <remarks>The span of a mapped tensor is valid while this object, or the network or file that it is part of, is in use: a span alone does not keep the mapping.</remarks>
    /// <typeparam name="T">The .NET type of the elements; <see cref="ushort"/> for the bits of a BFloat16.</typeparam>
    /// <exception cref="InvalidOperationException">The elements have another size.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        CheckHost<T>(Type);
        return MemoryMarshal.Cast<byte, T>(Bytes.Span);
    }

    /// <summary>Writes the elements as float32.</summary>
    /// <param name="destination">At least as many floats as there are elements.</param>
    public void CopyTo(Span<float> destination) => CopyTo(0, destination[..(int)Shape.ElementCount]);

    /// <summary>Writes some of the elements as float32.</summary>
    /// <param name="first">The first one, in row-major order.</param>
    /// <param name="destination">As many floats as are wanted.</param>
    internal void CopyTo(int first, Span<float> destination)
    {
        if (Derived is { } derived)
        {
            derived.Fill(first, destination);
            return;
        }

        switch (Type)
        {
            case ElementType.Float32:
                AsSpan<float>().Slice(first, destination.Length).CopyTo(destination);
                break;
            case ElementType.Float16:
                HalfConversion.ToSingle(AsSpan<Half>().Slice(first, destination.Length), destination);
                break;
            case ElementType.BFloat16:
                Convert<ushort>(first, destination, static v => BitConverter.UInt32BitsToSingle((uint)v << 16));
                break;
            case ElementType.Float64:
                Convert<double>(first, destination, static v => (float)v);
                break;
            case ElementType.Bool:
                Convert<byte>(first, destination, static v => v == 0 ? 0 : 1);
                break;
            case ElementType.Int8:
                Convert<sbyte>(first, destination, static v => v);
                break;
            case ElementType.UInt8:
                Convert<byte>(first, destination, static v => v);
                break;
            case ElementType.Int16:
                Convert<short>(first, destination, static v => v);
                break;
            case ElementType.UInt16:
                Convert<ushort>(first, destination, static v => v);
                break;
            case ElementType.Int32:
                Convert<int>(first, destination, static v => v);
                break;
            case ElementType.UInt32:
                Convert<uint>(first, destination, static v => v);
                break;
            case ElementType.Int64:
                Convert<long>(first, destination, static v => v);
                break;
            case ElementType.UInt64:
                Convert<ulong>(first, destination, static v => v);
                break;
            default:
                throw new InvalidOperationException($"unknown element type {Type}");
        }

        // The bytes may be mapped, and a span alone does not keep them.
        GC.KeepAlive(this);
    }

    /// <summary>The elements as a new float32 array.</summary>
    public float[] ToFloats()
    {
        var values = new float[checked((int)Shape.ElementCount)];
        CopyTo(values);
        return values;
    }

    /// <summary>The elements as a new float32 tensor.</summary>
    public Tensor ToTensor()
    {
        var tensor = new Tensor(Shape);
        CopyTo(tensor.Data);
        return tensor;
    }

    /// <summary>The elements of an integer or boolean tensor as 64-bit integers.</summary>
    /// <exception cref="InvalidOperationException">The elements are floating-point, or a UInt64 is above 2^63 - 1.</exception>
    public long[] ToInt64()
    {
        var values = new long[checked((int)Shape.ElementCount)];
        var bytes = Bytes.Span;
        var size = Type.Size();
        for (var i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            values[i] = Type switch
            {
                ElementType.Bool => element[0] == 0 ? 0 : 1,
                ElementType.UInt8 => element[0],
                ElementType.Int8 => (sbyte)element[0],
                ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
                ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
                ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
                ElementType.UInt64 when BinaryPrimitives.ReadInt64LittleEndian(element) >= 0 => BinaryPrimitives.ReadInt64LittleEndian(element),
                _ => throw new InvalidOperationException($"a {Type} tensor does not hold 64-bit integers"),
            };
        }

        GC.KeepAlive(this);
        return values;
    }

    /// <summary>The same elements under another shape.</summary>
    /// <param name="shape">A shape of as many elements.</param>
    public ConstantTensor Reshape(Shape shape) => Derived is { } derived && shape.ElementCount == Shape.ElementCount
        ? new(shape, derived)
        : new(Type, shape, Bytes);

    /// <summary>Whether another constant only looks at these elements in another way.</summary>
    internal bool Shares(ConstantTensor other) =>
        Derived is null && other.Derived is null ? _bytes.Span.Overlaps(other._bytes.Span) : ReferenceEquals(Derived, other.Derived);

    /// <summary>Releases the memory that some of the elements take where they are in a mapped file; reading them brings it back.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many.</param>
    internal void ReleasePages(int first, int count)
    {
        if (Derived is { } derived)
        {
            derived.ReleasePages(first, count);
        }
        else
        {
            MappedFile.Release(_bytes.Slice(first * Type.Size(), count * Type.Size()));
        }
    }

    /// <summary>Releases the memory that the elements take where they are in a mapped file; reading them brings it back.</summary>
    internal void ReleasePages() => ReleasePages(0, (int)Shape.ElementCount);

    private static void CheckHost<T>(ElementType type)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != type.Size())
        {
            throw new InvalidOperationException($"{typeof(T).Name} is not the element of a {type} tensor");
        }
    }

    private void Convert<T>(int first, Span<float> destination, Func<T, float> convert)
        where T : unmanaged
    {
        var source = AsSpan<T>().Slice(first, destination.Length);
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = convert(source[i]);
        }
    }

    /// <summary>The computed elements, kept as long as somebody else uses them, too.</summary>
    private byte[] Computed()
    {
        if (!_computed!.TryGetTarget(out var bytes))
        {
            bytes = new byte[checked((int)ByteCount)];
            Derived!.Fill(0, MemoryMarshal.Cast<byte, float>(bytes.AsSpan()));
            _computed.SetTarget(bytes);
        }

        return bytes;
    }
}
