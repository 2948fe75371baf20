using System.Numerics;
using System.Runtime.InteropServices;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Numbers at equal distances, for constants and shapes (ONNX Range 11). Inputs, scalars of one type: start, limit (not reached), delta.</summary>
public sealed record Range : Operator
{
    /// <inheritdoc/>
    public override string Kind => "range";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context) => Numbers(context) switch
    {
        (ElementType.Int16 or ElementType.Int32 or ElementType.Int64) and var type => new(type, [Count<long>(context)]),
        (ElementType.Float32 or ElementType.Float64) and var type => new(type, [Count<double>(context)]),
        var type => throw context.Error($"{type} has no range"),
    };

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context)
    {
        var info = Infer(context);
        var wide = info with { Type = info.Type.IsFloat() ? ElementType.Float64 : ElementType.Int64 };
        var bytes = Folding.Allocate(context, wide);
        if (info.Type.IsFloat())
        {
            Fill<double>(context, bytes);
        }
        else
        {
            Fill<long>(context, bytes);
        }

        return ElementConversion.Convert(context, new(wide.Type, wide.Shape, bytes), info.Type);
    }

    private static ElementType Numbers(InferenceContext context)
    {
        context.RequireInputs(3, 3);
        for (var i = 0; i < 3; i++)
        {
            if (context.RequireConstant(i) is var number && (number.Shape.ElementCount != 1 || number.Type != context.Info(0).Type))
            {
                throw context.Error($"three numbers of one type were expected, found {context.Info(i)} as input {i}");
            }
        }

        return context.Info(0).Type;
    }

    private static T Number<T>(InferenceContext context, int index)
        where T : unmanaged, INumber<T> =>
        ElementConversion.Convert(context, context.RequireConstant(index), typeof(T) == typeof(long) ? ElementType.Int64 : ElementType.Float64).AsSpan<T>()[0];

    private static int Count<T>(InferenceContext context)
        where T : unmanaged, INumber<T>
    {
        double start = double.CreateTruncating(Number<T>(context, 0)), limit = double.CreateTruncating(Number<T>(context, 1));
        var count = Math.Ceiling((limit - start) / double.CreateTruncating(Number<T>(context, 2)));
        return count <= int.MaxValue ? (int)Math.Max(count, 0) : throw context.Error($"a range of {count} numbers is too long");
    }

    private static void Fill<T>(InferenceContext context, Span<byte> bytes)
        where T : unmanaged, INumber<T>
    {
        T start = Number<T>(context, 0), delta = Number<T>(context, 2);
        var numbers = MemoryMarshal.Cast<byte, T>(bytes);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = start + (T.CreateTruncating(i) * delta);
        }
    }
}
