using System.Numerics;
using System.Runtime.InteropServices;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Folds functions of two constants, with broadcasting.</summary>
internal static class BinaryFolding
{
    /// <summary>The shape of the result and the type of both inputs.</summary>
    /// <param name="context">The node's two inputs.</param>
    /// <exception cref="NetworkException">Types differ, or shapes cannot be broadcast.</exception>
    internal static ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        var (a, b) = (context.Info(0), context.Info(1));
        return a.Type == b.Type
            ? new(a.Type, context.Broadcast(a.Shape, b.Shape))
            : throw context.Error($"inputs of one type were expected, found {a} and {b}");
    }

    /// <summary>The result where both inputs are known and their type has arithmetic, or null.</summary>
    /// <typeparam name="TFunction">The function.</typeparam>
    /// <param name="context">The node's two inputs, already accepted.</param>
    internal static ConstantTensor? Fold<TFunction>(InferenceContext context)
        where TFunction : IBinaryFunction
    {
        if (Operands(context) is not var (a, b))
        {
            return null;
        }

        return a.Type switch
        {
            ElementType.Int8 => Apply<TFunction, sbyte>(context, a, b),
            ElementType.UInt8 or ElementType.Bool => Apply<TFunction, byte>(context, a, b),
            ElementType.Int16 => Apply<TFunction, short>(context, a, b),
            ElementType.UInt16 => Apply<TFunction, ushort>(context, a, b),
            ElementType.Int32 => Apply<TFunction, int>(context, a, b),
            ElementType.UInt32 => Apply<TFunction, uint>(context, a, b),
            ElementType.Int64 => Apply<TFunction, long>(context, a, b),
            ElementType.UInt64 => Apply<TFunction, ulong>(context, a, b),
            ElementType.Float16 => Apply<TFunction, Half>(context, a, b),
            ElementType.Float32 => Apply<TFunction, float>(context, a, b),
            ElementType.Float64 => Apply<TFunction, double>(context, a, b),
            _ => null,
        };
    }

    /// <summary>Both inputs under the shape of the result, or null where one is not known.</summary>
    /// <param name="context">The node's two inputs, already accepted.</param>
    internal static (ConstantTensor A, ConstantTensor B)? Operands(InferenceContext context)
    {
        if (context.Constant(0) is not { } a || context.Constant(1) is not { } b)
        {
            return null;
        }

        var shape = context.Broadcast(a.Shape, b.Shape);
        return (Folding.Broadcast(context, a, shape), Folding.Broadcast(context, b, shape));
    }

    private static ConstantTensor Apply<TFunction, T>(InferenceContext context, ConstantTensor a, ConstantTensor b)
        where TFunction : IBinaryFunction
        where T : unmanaged, INumber<T>
    {
        var bytes = Folding.Allocate(context, new(a.Type, a.Shape));
        var result = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        ReadOnlySpan<T> x = a.AsSpan<T>(), y = b.AsSpan<T>();
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TFunction.Apply(x[i], y[i]);
        }

        return new(a.Type, a.Shape, bytes);
    }
}
