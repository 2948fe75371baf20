using System.Numerics;
using System.Runtime.InteropServices;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Converts constants from any element type to any other.</summary>
internal static class ElementConversion
{
    private const int Chunk = 1024;

    /// <summary>The same numbers as another type: floats are rounded to the nearest, or towards zero where integers are wanted; integers keep their lowest bits; Bool is 1 for all but zero.</summary>
    /// <param name="context">Names the node in errors.</param>
    /// <param name="source">The constant.</param>
    /// <param name="type">The type wanted.</param>
    internal static ConstantTensor Convert(InferenceContext context, ConstantTensor source, ElementType type)
    {
        if (source.Type == type)
        {
            return source;
        }

        var result = Folding.Allocate(context, new(type, source.Shape));
        if (source.Type.IsFloat())
        {
            Convert<double>(source, type, result);
        }
        else
        {
            Convert<long>(source, type, result);
        }

        return new(type, source.Shape, result);
    }

    // By way of the widest number of its kind, so that there are twice thirteen conversions and not their square. A UInt64 keeps its bits as a long.
    private static void Convert<TWide>(ConstantTensor source, ElementType to, Span<byte> result)
        where TWide : unmanaged, INumber<TWide>
    {
        Span<TWide> wide = stackalloc TWide[Chunk];
        var bytes = source.Bytes.Span;
        for (int from = 0, step = Chunk * source.Type.Size(), place = 0; from < bytes.Length; from += step)
        {
            var part = bytes.Slice(from, Math.Min(step, bytes.Length - from));
            var numbers = wide[..(part.Length / source.Type.Size())];
            Load(part, source.Type, numbers);
            Store(numbers, to, result.Slice(place, numbers.Length * to.Size()));
            place += numbers.Length * to.Size();
        }
    }

    private static void Load<TWide>(ReadOnlySpan<byte> source, ElementType type, Span<TWide> wide)
        where TWide : unmanaged, INumber<TWide>
    {
        switch (type)
        {
            case ElementType.BFloat16:
                var bits = MemoryMarshal.Cast<byte, ushort>(source);
                for (var i = 0; i < wide.Length; i++)
                {
                    wide[i] = TWide.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)bits[i] << 16));
                }

                break;
            case ElementType.Bool or ElementType.UInt8:
                Load<byte, TWide>(source, wide);
                break;
            case ElementType.Int8:
                Load<sbyte, TWide>(source, wide);
                break;
            case ElementType.Int16:
                Load<short, TWide>(source, wide);
                break;
            case ElementType.UInt16:
                Load<ushort, TWide>(source, wide);
                break;
            case ElementType.Int32:
                Load<int, TWide>(source, wide);
                break;
            case ElementType.UInt32:
                Load<uint, TWide>(source, wide);
                break;
            case ElementType.Int64 or ElementType.UInt64:
                Load<long, TWide>(source, wide);
                break;
            case ElementType.Float16:
                Load<Half, TWide>(source, wide);
                break;
            case ElementType.Float32:
                Load<float, TWide>(source, wide);
                break;
            case ElementType.Float64:
                Load<double, TWide>(source, wide);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "unknown element type");
        }
    }

    private static void Load<T, TWide>(ReadOnlySpan<byte> source, Span<TWide> wide)
        where T : unmanaged, INumber<T>
        where TWide : unmanaged, INumber<TWide>
    {
        var numbers = MemoryMarshal.Cast<byte, T>(source);
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = TWide.CreateTruncating(numbers[i]);
        }
    }

    private static void Store<TWide>(ReadOnlySpan<TWide> wide, ElementType type, Span<byte> result)
        where TWide : unmanaged, INumber<TWide>
    {
        switch (type)
        {
            case ElementType.Bool:
                for (var i = 0; i < wide.Length; i++)
                {
                    result[i] = TWide.IsZero(wide[i]) ? (byte)0 : (byte)1;
                }

                break;
            case ElementType.BFloat16:
                var places = MemoryMarshal.Cast<byte, ushort>(result);
                for (var i = 0; i < wide.Length; i++)
                {
                    places[i] = ToBFloat16(float.CreateTruncating(wide[i]));
                }

                break;
            case ElementType.UInt8:
                Store<byte, TWide>(wide, result);
                break;
            case ElementType.Int8:
                Store<sbyte, TWide>(wide, result);
                break;
            case ElementType.Int16:
                Store<short, TWide>(wide, result);
                break;
            case ElementType.UInt16:
                Store<ushort, TWide>(wide, result);
                break;
            case ElementType.Int32:
                Store<int, TWide>(wide, result);
                break;
            case ElementType.UInt32:
                Store<uint, TWide>(wide, result);
                break;
            case ElementType.Int64:
                Store<long, TWide>(wide, result);
                break;
            case ElementType.UInt64:
                Store<ulong, TWide>(wide, result);
                break;
            case ElementType.Float16:
                Store<Half, TWide>(wide, result);
                break;
            case ElementType.Float32:
                Store<float, TWide>(wide, result);
                break;
            case ElementType.Float64:
                Store<double, TWide>(wide, result);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "unknown element type");
        }
    }

    private static void Store<T, TWide>(ReadOnlySpan<TWide> wide, Span<byte> result)
        where T : unmanaged, INumber<T>
        where TWide : unmanaged, INumber<TWide>
    {
        var numbers = MemoryMarshal.Cast<byte, T>(result);
        for (var i = 0; i < wide.Length; i++)
        {
            numbers[i] = T.CreateTruncating(wide[i]);
        }
    }

    /// <summary>The upper half of a float32, rounded to nearest, ties to even; what is no number stays none.</summary>
    private static ushort ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)0x7FC0 : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
