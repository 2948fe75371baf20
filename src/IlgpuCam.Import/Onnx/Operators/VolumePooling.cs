using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Pooling of depth, height and width as two poolings of maps: a maximum or mean of a box is that of its columns'. Local response normalisation comes so from PyTorch.</summary>
internal static class VolumePooling
{
    /// <summary>Emits a pooling of three spatial axes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="window">The window over two of the axes, the first and the last of which are given.</param>
    /// <param name="pool">The pooling of maps with a window.</param>
    internal static void Emit(OnnxNodeContext node, Func<int, int, Window2d> window, Func<Window2d, Operator> pool)
    {
        var x = node.Input(0);
        var (maps, overMaps) = (x, window(1, 2));
        var isOfDepthOnly = overMaps is { Kernel: { Height: 1, Width: 1 }, Strides: { Height: 1, Width: 1 }, Pads: { Top: 0, Left: 0, Bottom: 0, Right: 0 } };
        if (!isOfDepthOnly)
        {
            var slices = node.AddStep("slices", new Reshape(AllowZero: true), x, Shape(node, "slices.shape", (x, 0, 1), null, (x, 3, 5)));
            maps = node.AddStep("pooled_slices", pool(overMaps), slices);
        }

        var columns = node.AddStep("columns", new Reshape(AllowZero: true), maps, Shape(node, "columns.shape", (x, 0, 3), null, null));
        var overDepth = window(0, 0);
        var pooled = node.AddStep("pooled_columns", pool(overDepth), columns);
        var rest = isOfDepthOnly ? 3 : 2;
        node.Emit(new Reshape(AllowZero: true), pooled, Shape(node, "shape", (pooled, 0, 3), (maps, rest, rest + 2), (x, 0, 0)));
    }

    /// <summary>A shape of lengths of other values; the length that is left over stands where one part is null.</summary>
    private static string Shape(OnnxNodeContext node, string suffix, params ReadOnlySpan<(string Value, int Start, int End)?> parts)
    {
        var lengths = ImmutableArray.CreateBuilder<string>();
        var isOpen = false;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not { } part)
            {
                if (!isOpen)
                {
                    lengths.Add(node.AddConstant($"{suffix}.rest", ConstantTensor.FromInt64([-1])));
                }

                isOpen = true;
            }
            else if (part.End > part.Start)
            {
                lengths.Add(node.AddStep($"{suffix}.{i}", new ShapeOf(part.Start, part.End), part.Value));
            }
        }

        return node.AddStep(suffix, new Concat(0), lengths.ToImmutable());
    }
}
