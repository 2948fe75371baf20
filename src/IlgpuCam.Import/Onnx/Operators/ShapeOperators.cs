using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>What moves elements, adds or drops axes, or computes shapes.</summary>
internal static class ShapeOperators
{
    private static readonly string[] SliceAttributes = ["starts", "ends", "axes"];

    internal static void Concat(OnnxNodeContext node) => node.Emit(
        new Concat(node.HasAttribute("axis") ? node.Int("axis", 0) : throw node.Error("its axis is missing")), node.Inputs());

    internal static void Flatten(OnnxNodeContext node) => node.Emit(new Flatten(node.Int("axis", 1)), node.Input(0));

    internal static void Reshape(OnnxNodeContext node) => node.Emit(new Reshape(node.Flag("allowzero")), node.Input(0), node.Input(1));

    internal static void Squeeze(OnnxNodeContext node) => node.Emit(new Squeeze(node.IntsOrInput("axes", 1, since: 13) ?? []), node.Input(0));

    internal static void Unsqueeze(OnnxNodeContext node) => node.Emit(
        new Unsqueeze(node.IntsOrInput("axes", 1, since: 13) ?? throw node.Error("its axes are missing")), node.Input(0));

    internal static void Transpose(OnnxNodeContext node) => node.Emit(new Transpose(node.Ints("perm") ?? []), node.Input(0));

    internal static void Shape(OnnxNodeContext node) => node.Emit(
        new ShapeOf(node.Int("start", 0), node.HasAttribute("end") ? node.Int("end", 0) : null), node.Input(0));

    /// <summary>Some places of an axis. The only place of an axis of length 1, as classifiers take it after pooling, is that axis dropped.</summary>
    internal static void Gather(OnnxNodeContext node)
    {
        var axis = node.Int("axis", 0);
        if (node.Constant(1) is { Shape.Rank: 0, Type: ElementType.Int32 or ElementType.Int64 } index && index.ToInt64()[0] is 0 or -1 && node.IsSingle(0, axis))
        {
            node.Emit(new Squeeze([axis]), node.Input(0));
        }
        else
        {
            node.Emit(new Gather(axis), node.Input(0), node.Input(1));
        }
    }

    internal static void Expand(OnnxNodeContext node) => node.Emit(new Expand(), node.Input(0), node.Input(1));

    internal static void Tile(OnnxNodeContext node) => node.Emit(new Tile(), node.Input(0), node.Input(1));

    internal static void Size(OnnxNodeContext node) => node.Emit(new SizeOf(), node.Input(0));

    internal static void Range(OnnxNodeContext node) => node.Emit(new Models.Operators.Range(), node.Input(0), node.Input(1), node.Input(2));

    internal static void Slice(OnnxNodeContext node)
    {
        if (node.OperatorSet >= 10)
        {
            node.Emit(new Slice(), node.Inputs());
            return;
        }

        var parts = SliceAttributes.Where(node.HasAttribute)
            .Select(name => node.AddConstant($"{node.Input(0)}.{name}", ConstantTensor.FromInt64(node.Int64s(name)!.ToArray())));
        node.Emit(new Slice(), [node.Input(0), .. parts]);
    }

    /// <summary>The same number everywhere: a scalar, expanded.</summary>
    internal static void ConstantOfShape(OnnxNodeContext node)
    {
        var value = node.Tensor("value") ?? ConstantTensor.FromFloats([1], [0]);
        if (value.Shape.ElementCount != 1)
        {
            throw node.Error($"a value of one number was expected, found {value.Shape}");
        }

        node.Emit(new Expand(), node.AddConstant($"{node.Input(0)}.value", value.Reshape(Tensors.Shape.Scalar)), node.Input(0));
    }

    internal static void Constant(OnnxNodeContext node)
    {
        ConstantTensor? value = null;
        if (node.HasAttribute("value"))
        {
            value = node.Tensor("value");
        }
        else if (node.HasAttribute("value_float"))
        {
            value = ConstantTensor.FromFloats([], [node.Single("value_float", 0)]);
        }
        else if (node.HasAttribute("value_int"))
        {
            value = ConstantTensor.From(ElementType.Int64, [], [node.Int64("value_int", 0)]);
        }
        else if (node.Singles("value_floats") is { } floats)
        {
            value = ConstantTensor.FromFloats([floats.Count], floats.ToArray());
        }
        else if (node.Int64s("value_ints") is { } integers)
        {
            value = ConstantTensor.FromInt64(integers.ToArray());
        }

        node.EmitConstant(value ?? throw node.Error("a value of numbers was expected, found none"));
    }
}
