using System.Runtime.InteropServices;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>What operators share that compute constants ahead of time: room for the result, and copying elements by strides, whatever their type.</summary>
internal static class Folding
{
    /// <summary>The most bytes that one folded constant may take. Shape arithmetic needs tens; a file of a hundred bytes can ask for gigabytes.</summary>
    internal const long MaximumBytes = 64 << 20;

    /// <summary>Room for a constant.</summary>
    /// <param name="context">Names the node in errors.</param>
    /// <param name="info">Type and shape.</param>
    /// <exception cref="NetworkException">It is larger than <see cref="MaximumBytes"/>.</exception>
    internal static byte[] Allocate(InferenceContext context, ValueInfo info)
    {
        var bytes = info.Shape.ElementCount * info.Type.Size();
        return bytes <= MaximumBytes ? new byte[bytes] : throw context.Error($"a constant of {info} is above the {MaximumBytes} bytes that are folded");
    }

    /// <summary>The distance in elements between neighbours along each axis, in row-major order.</summary>
    /// <param name="shape">The shape.</param>
    internal static long[] Strides(Shape shape)
    {
        var strides = new long[shape.Rank];
        var step = 1L;
        for (var i = shape.Rank - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= shape[i];
        }

        return strides;
    }

    /// <summary>Collects elements: the one at index i comes from offset + sum of i[k] * strides[k].</summary>
    /// <param name="context">Names the node in errors.</param>
    /// <param name="source">Where they come from.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="strides">The distance in elements of the source between neighbours along each axis of the result; 0 repeats, a negative one goes backwards.</param>
    /// <param name="offset">The element of the source that comes first.</param>
    internal static ConstantTensor Collect(InferenceContext context, ConstantTensor source, Shape shape, ReadOnlySpan<long> strides, long offset = 0)
    {
        var result = Allocate(context, new(source.Type, shape));
        var bytes = source.Bytes.Span;
        switch (result.Length == 0 ? 0 : source.Type.Size())
        {
            case 1:
                Collect(bytes, result, shape, strides, offset);
                break;
            case 2:
                Collect(MemoryMarshal.Cast<byte, ushort>(bytes), MemoryMarshal.Cast<byte, ushort>(result.AsSpan()), shape, strides, offset);
                break;
            case 4:
                Collect(MemoryMarshal.Cast<byte, uint>(bytes), MemoryMarshal.Cast<byte, uint>(result.AsSpan()), shape, strides, offset);
                break;
            case 8:
                Collect(MemoryMarshal.Cast<byte, ulong>(bytes), MemoryMarshal.Cast<byte, ulong>(result.AsSpan()), shape, strides, offset);
                break;
        }

        return new(source.Type, shape, result);
    }

    /// <summary>The constant under a larger shape, its axes of length 1 repeated (NumPy's broadcasting).</summary>
    /// <param name="context">Names the node in errors.</param>
    /// <param name="source">The constant.</param>
    /// <param name="shape">A shape that it can be broadcast to.</param>
    internal static ConstantTensor Broadcast(InferenceContext context, ConstantTensor source, Shape shape)
    {
        if (source.Shape.Equals(shape))
        {
            return source;
        }

        return Collect(context, source, shape, BroadcastStrides(source.Shape, shape));
    }

    /// <summary>The distance in elements of a smaller shape between neighbours of a larger one; 0 along axes that are repeated.</summary>
    /// <param name="source">The smaller shape.</param>
    /// <param name="shape">A shape that it can be broadcast to.</param>
    internal static long[] BroadcastStrides(Shape source, Shape shape)
    {
        var strides = new long[shape.Rank];
        var own = Strides(source);
        for (var i = 0; i < own.Length; i++)
        {
            strides[i + shape.Rank - own.Length] = source[i] == 1 ? 0 : own[i];
        }

        return strides;
    }

    private static void Collect<T>(ReadOnlySpan<T> source, Span<T> result, Shape shape, ReadOnlySpan<long> strides, long offset)
    {
        var last = shape.Rank - 1;
        if (last < 0)
        {
            result[0] = source[(int)offset];
            return;
        }

        var index = new int[last];
        for (var row = 0; row < result.Length; row += shape[last])
        {
            var from = offset;
            for (var i = 0; i < shape[last]; i++)
            {
                result[row + i] = source[(int)from];
                from += strides[last];
            }

            // The next row: the last index that is not at its end goes up, those behind it start again.
            for (var axis = last - 1; axis >= 0; axis--)
            {
                offset += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                offset -= index[axis] * strides[axis];
                index[axis] = 0;
            }
        }
    }
}
