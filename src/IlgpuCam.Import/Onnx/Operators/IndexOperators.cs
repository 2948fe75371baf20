using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Elements at places that constants state one by one.</summary>
internal static class IndexOperators
{
    internal static void GatherElements(OnnxNodeContext node)
    {
        var (shape, indices) = Operands(node);
        var axis = node.Int("axis", 0);
        axis += axis < 0 ? shape.Rank : 0;
        if (axis < 0 || axis >= shape.Rank || indices.Shape.Rank != shape.Rank)
        {
            throw node.Error($"indices of {shape.Rank} axes were expected, found {indices.Shape}");
        }

        var (strides, own) = (Folding.Strides(shape), Folding.Strides(indices.Shape));
        var numbers = indices.ToInt64();
        var places = new long[numbers.Length];
        for (var i = 0; i < places.Length; i++)
        {
            for (var a = 0; a < shape.Rank; a++)
            {
                var index = a == axis ? Index(node, numbers[i], shape[a]) : Index(node, i / own[a] % indices.Shape[a], shape[a]);
                places[i] += index * strides[a];
            }
        }

        Collect(node, places, indices.Shape);
    }

    internal static void GatherND(OnnxNodeContext node)
    {
        var (shape, indices) = Operands(node);
        var batch = node.Int("batch_dims", 0);
        var depth = indices.Shape.Rank > 0 ? indices.Shape[indices.Shape.Rank - 1] : 0;
        if (batch < 0 || depth < 1 || batch + depth > shape.Rank || batch >= indices.Shape.Rank || !shape.Take(batch).SequenceEqual(indices.Shape.Take(batch)))
        {
            throw node.Error($"indices that fit {shape} were expected, found {indices.Shape}");
        }

        var strides = Folding.Strides(shape);
        var inner = batch + depth == shape.Rank ? 1 : strides[batch + depth - 1];
        var numbers = indices.ToInt64();
        var rows = numbers.Length / depth;
        var rowsPerBatch = indices.Shape.Skip(batch).SkipLast(1).Aggregate(1L, (product, length) => product * length);
        var perBatch = batch == 0 ? 0 : strides[batch - 1];
        if (rows * inner > Folding.MaximumBytes / sizeof(long))
        {
            throw node.Error($"{rows * inner} elements are too many");
        }

        var places = new long[rows * inner];
        for (var row = 0; row < rows; row++)
        {
            var place = rowsPerBatch == 0 ? 0 : row / rowsPerBatch * perBatch;
            for (var i = 0; i < depth; i++)
            {
                place += Index(node, numbers[(row * depth) + i], shape[batch + i]) * strides[batch + i];
            }

            for (var i = 0L; i < inner; i++)
            {
                places[(row * inner) + i] = place + i;
            }
        }

        Collect(node, places, [.. indices.Shape.SkipLast(1), .. shape.Skip(batch + depth)]);
    }

    /// <summary>Constants in which others take the place of some elements.</summary>
    internal static void ScatterND(OnnxNodeContext node)
    {
        if (node.Text("reduction", "none") is not "none" and var reduction)
        {
            throw node.Error($"reduction '{reduction}' is not supported");
        }

        var (data, updates) = (node.RequireConstant(0, "the data"), node.RequireConstant(2, "the updates"));
        var (shape, indices) = Operands(node);
        var depth = indices.Shape.Rank > 0 ? indices.Shape[indices.Shape.Rank - 1] : 0;
        if (depth < 1 || depth > shape.Rank || updates.Type != data.Type || !updates.Shape.SequenceEqual([.. indices.Shape.SkipLast(1), .. shape.Skip(depth)]))
        {
            throw node.Error($"indices and updates that fit {data.Type} {shape} were expected, found {indices.Shape} and {updates.Type} {updates.Shape}");
        }

        var strides = Folding.Strides(shape);
        var (size, numbers) = (data.Type.Size(), indices.ToInt64());
        var bytes = data.Bytes.ToArray();
        var length = (int)strides[depth - 1] * size;
        for (var row = 0; row < numbers.Length / depth; row++)
        {
            var place = 0L;
            for (var i = 0; i < depth; i++)
            {
                place += Index(node, numbers[(row * depth) + i], shape[i]) * strides[i];
            }

            updates.Bytes.Span.Slice(row * length, length).CopyTo(bytes.AsSpan(checked((int)(place * size))));
        }

        node.EmitConstant(new(data.Type, shape, bytes));
    }

    private static (Shape Shape, ConstantTensor Indices) Operands(OnnxNodeContext node)
    {
        var shape = node.Info(node.Input(0))?.Shape ?? throw node.Error("the shape of its input is not known");
        var indices = node.RequireConstant(1, "the indices");
        return indices.Type is ElementType.Int32 or ElementType.Int64 ? (shape, indices) : throw node.Error($"indices of integers were expected, found {indices.Type}");
    }

    private static long Index(OnnxNodeContext node, long index, int length) => index >= -length && index < length
        ? index < 0 ? index + length : index
        : throw node.Error($"there is no place {index} among {length}");

    private static void Collect(OnnxNodeContext node, long[] places, Shape shape)
    {
        var flat = node.AddStep("flat", new Reshape(), node.Input(0), node.AddConstant("flat.shape", ConstantTensor.FromInt64([-1])));
        var elements = node.AddStep("elements", new Gather(), flat, node.AddConstant("places", ConstantTensor.FromInt64(places)));
        node.Emit(new Reshape(AllowZero: true), elements, node.AddConstant("shape", ConstantTensor.FromInt64([.. shape.Select(l => (long)l)])));
    }
}
