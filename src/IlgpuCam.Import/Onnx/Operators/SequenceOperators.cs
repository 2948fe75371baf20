using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Lists of values, as exporters write parts of a value and values to be joined; which is which is known.</summary>
internal static class SequenceOperators
{
    private const int MaximumParts = 1 << 14;

    internal static void Construct(OnnxNodeContext node) => node.EmitSequence(node.Inputs());

    internal static void Concat(OnnxNodeContext node)
    {
        var axis = node.HasAttribute("axis") ? node.Int("axis", 0) : throw node.Error("its axis is missing");
        var parts = node.Sequence(0);
        if (node.Flag("new_axis"))
        {
            parts = [.. parts.Select((part, i) => node.AddStep($"part{i}", new Unsqueeze([axis]), part))];
        }

        node.Emit(new Concat(axis), parts);
    }

    internal static void At(OnnxNodeContext node)
    {
        var parts = node.Sequence(0);
        var index = node.RequireConstant(1, "the place") is { Shape.ElementCount: 1 } place ? place.ToInt64()[0] : throw node.Error("one place was expected");
        node.Emit(new Identity(), index >= -parts.Length && index < parts.Length
            ? parts[(int)(index < 0 ? index + parts.Length : index)]
            : throw node.Error($"there is no place {index} among {parts.Length}"));
    }

    /// <summary>Parts of given lengths, of one length (the last one may be shorter), or of length 1, with or without the axis.</summary>
    internal static void Split(OnnxNodeContext node)
    {
        var x = node.Input(0);
        var shape = node.Info(x)?.Shape ?? throw node.Error("the shape of its input is not known");
        var axis = node.Int("axis", 0);
        axis += axis < 0 ? shape.Rank : 0;
        var length = axis >= 0 && axis < shape.Rank ? shape[axis] : throw node.Error($"there is no axis {axis} among {shape.Rank}");
        var lengths = Lengths(node, length);
        var axes = node.AddConstant("axis", ConstantTensor.FromInt64([axis]));
        var parts = ImmutableArray.CreateBuilder<string>();
        var start = 0L;
        foreach (var part in lengths)
        {
            var (first, end) = (node.AddConstant("start", ConstantTensor.FromInt64([start])), node.AddConstant("end", ConstantTensor.FromInt64([start + part])));
            var slice = node.AddStep($"part{parts.Count}", new Slice(), x, first, end, axes);
            parts.Add(node.Has(1) || node.Int64("keepdims", 1) != 0 ? slice : node.AddStep($"squeezed{parts.Count}", new Squeeze([axis]), slice));
            start += part;
        }

        node.EmitSequence(parts.ToImmutable());
    }

    private static long[] Lengths(OnnxNodeContext node, int length)
    {
        var split = node.Has(1) ? node.RequireConstant(1, "the lengths of parts") : ConstantTensor.FromInt64([1]).Reshape(Shape.Scalar);
        var numbers = split.ToInt64();
        if (split.Shape.Rank == 0)
        {
            var part = numbers[0];
            return part >= 1 && length / part < MaximumParts
                ? [.. Enumerable.Range(0, (int)((length + part - 1) / part)).Select(i => Math.Min(part, length - (i * part)))]
                : throw node.Error($"at most {MaximumParts} parts of {length} are supported, found parts of {part}");
        }

        return numbers.Length <= MaximumParts && Array.TrueForAll(numbers, n => n >= 0 && n <= length) && numbers.Sum() == length
            ? numbers
            : throw node.Error($"parts that make up {length} were expected, found {string.Join(", ", numbers.Take(8))}");
    }
}
