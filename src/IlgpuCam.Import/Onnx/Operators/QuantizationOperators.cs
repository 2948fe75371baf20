using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Quantised tensors: constants become floats, and what depends on the image is rounded and bounded as floats.</summary>
internal static class QuantizationOperators
{
    /// <summary>(x - zero point) * scale.</summary>
    internal static void DequantizeLinear(OnnxNodeContext node)
    {
        var scale = node.RequireConstant(1, "the scale");
        if (node.Constant(0) is { } quantized)
        {
            node.EmitConstant(Dequantized(node, quantized, scale, node.Constant(2)));
            return;
        }

        var x = node.Input(0);
        if (node.Has(2))
        {
            x = node.AddStep("shifted", new Arithmetic(ArithmeticOperation.Subtract), x, AlongAxis(node, 2, "the zero point"));
        }

        node.Emit(new Multiply(), x, AlongAxis(node, 1, "the scale"));
    }

    /// <summary>round(x / scale) + zero point, bounded to the range of the type; halves are rounded to even.</summary>
    internal static void QuantizeLinear(OnnxNodeContext node)
    {
        var type = node.Has(2) ? node.RequireConstant(2, "the zero point").Type
            : (OnnxDataType)node.Int64("output_dtype", 0) is var stated and not OnnxDataType.Undefined ? stated.ToElementType() : ElementType.UInt8;
        var (least, most) = type switch
        {
            ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            ElementType.Int8 => ((float)sbyte.MinValue, (float)sbyte.MaxValue),
            ElementType.UInt16 => (ushort.MinValue, ushort.MaxValue),
            ElementType.Int16 => ((float)short.MinValue, (float)short.MaxValue),
            _ => throw node.Error($"integers of 8 or 16 bits were expected, found {type}"),
        };
        var quotient = node.AddStep("quotient", new Arithmetic(ArithmeticOperation.Divide), node.Input(0), AlongAxis(node, 1, "the scale"));
        var rounded = node.AddStep("rounded", new Activate(new(ActivationKind.Round)), quotient);
        if (node.Has(2))
        {
            rounded = node.AddStep("shifted", new Add(), rounded, AlongAxis(node, 2, "the zero point"));
        }

        node.Emit(new Activate(Activation.Clip(least, most)), rounded);
    }

    private static ConstantTensor Dequantized(OnnxNodeContext node, ConstantTensor quantized, ConstantTensor scale, ConstantTensor? zero)
    {
        if (zero is not null && !zero.Shape.Equals(scale.Shape) && zero.Shape.ElementCount != scale.Shape.ElementCount)
        {
            throw node.Error($"a scale of {scale.Shape} does not fit a zero point of {zero.Shape}");
        }

        return ConstantTensor.From(quantized.Shape, new DequantizedValues(quantized, scale.ToFloats(), zero?.ToFloats(), Grid(node, quantized.Shape, scale.Shape)));
    }

    /// <summary>Which scale belongs to an element: the only one, that of its index along an axis, or that of its block along it.</summary>
    private static QuantizationGrid Grid(OnnxNodeContext node, Shape shape, Shape scale)
    {
        if (scale.ElementCount == 1)
        {
            return new((int)Math.Max(1, shape.ElementCount), 1, 1);
        }

        var stated = node.Int("axis", 1);
        var axis = stated < 0 ? stated + shape.Rank : stated;
        var block = node.Int("block_size", 0);
        if (axis < 0 || axis >= shape.Rank)
        {
            throw node.Error($"there is no axis {stated} among {shape.Rank}");
        }

        var inner = (int)Shape.Create(shape.Dimensions[(axis + 1)..]).ElementCount;
        var length = shape[axis];
        if (block == 0 && scale.Rank == 1 && scale[0] == length)
        {
            return new(inner, length, 1);
        }

        Shape blocks = block > 0 ? [.. shape.Select((l, a) => a == axis ? (int)((l + (long)block - 1) / block) : l)] : scale;
        return block > 0 && blocks.Equals(scale)
            ? new(inner, length, block) { IsBlocked = true }
            : throw node.Error($"one scale, or one for each index of axis {axis} of {shape}, was expected, found {scale}");
    }

    /// <summary>A parameter as floats in a shape that is broadcast along its axis.</summary>
    private static string AlongAxis(OnnxNodeContext node, int input, string what)
    {
        var constant = node.RequireConstant(input, what);
        var values = constant.ToFloats();
        if (values.Length == 1)
        {
            return node.AddConstant($"{node.Input(input)}.value", ConstantTensor.FromFloats([], values));
        }

        var rank = node.Info(node.Input(0))?.Shape.Rank ?? throw node.Error("the number of axes of its input is not known");
        var stated = node.Int("axis", 1);
        var axis = stated < 0 ? stated + rank : stated;
        return constant.Shape.Rank == 1 && axis >= 0 && axis < rank && node.Int("block_size", 0) == 0
            ? node.AddConstant(
                $"{node.Input(input)}.aligned", ConstantTensor.FromFloats([values.Length, .. Enumerable.Repeat(1, rank - axis - 1)], values))
            : throw node.Error($"{what} was expected to be one number, or one for each index of an axis of {rank}, found {constant.Shape} for axis {stated}");
    }
}
