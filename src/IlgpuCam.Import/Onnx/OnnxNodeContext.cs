using System.Collections.Immutable;
using System.Runtime.InteropServices;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx;

/// <summary>One node while it is translated: its attributes with their defaults, its inputs, and the network that takes the result.</summary>
/// <param name="file">Named in errors.</param>
/// <param name="node">The node.</param>
/// <param name="operatorSet">The version of ONNX's operators that the model uses.</param>
/// <param name="builder">The network.</param>
/// <param name="tensors">Reads tensors of the file.</param>
/// <param name="used">The values that something reads.</param>
/// <param name="names">Gives names that are free.</param>
internal sealed class OnnxNodeContext(
    string file, OnnxNode node, int operatorSet, NetworkBuilder builder, OnnxTensorReader tensors, HashSet<string> used, FreshNames names)
{
    internal int OperatorSet => operatorSet;

    internal int InputCount => node.Inputs.Count;

    /// <summary>Whether an input is present.</summary>
    internal bool Has(int index) => index < node.Inputs.Count && node.Inputs[index].Length > 0;

    /// <summary>The name of an input that has to be present.</summary>
    internal string Input(int index) => Has(index) ? node.Inputs[index] : throw Error($"input {index} is missing");

    internal ImmutableArray<string> Inputs() => [.. node.Inputs];

    /// <summary>The value of an input, or null where it is absent or depends on the graph's inputs.</summary>
    internal ConstantTensor? Constant(int index) => Has(index) ? builder.Constant(node.Inputs[index]) : null;

    /// <summary>The value of an input that may not depend on the graph's inputs.</summary>
    internal ConstantTensor RequireConstant(int index, string what) =>
        Constant(index) ?? throw Error($"{what} (input {index}, '{Input(index)}') has to be a constant");

    /// <summary>Integers that are an attribute of older versions and an input of newer ones; null where they are absent.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="index">The input.</param>
    /// <param name="since">The first version in which they are an input.</param>
    internal ImmutableArray<int>? IntsOrInput(string attribute, int index, int since)
    {
        if (operatorSet < since)
        {
            return Ints(attribute);
        }

        if (!Has(index))
        {
            return null;
        }

        var constant = RequireConstant(index, attribute);
        return constant.Type is ElementType.Int32 or ElementType.Int64 && constant.Shape.Rank <= 1
            ? Narrow(attribute, constant.ToInt64())
            : throw Error($"{attribute} (input {index}) has to be a vector of integers, found {constant.Type} {constant.Shape}");
    }

    /// <summary>The value of an input at the graph's default input shapes, or null where it depends on more than them.</summary>
    internal ConstantTensor? Known(int index) => Has(index) ? builder.Known(node.Inputs[index]) : null;

    /// <summary>One float that is a constant input; null where it is absent.</summary>
    internal float? SingleInput(int index, string what)
    {
        if (!Has(index))
        {
            return null;
        }

        var constant = RequireConstant(index, what);
        return constant.Shape.ElementCount == 1
            ? constant.ToFloats()[0]
            : throw Error($"{what} (input {index}) has to be one number, found {constant.Type} {constant.Shape}");
    }

    /// <summary>Type and shape of a value at the graph's default input, or null where that is not accepted.</summary>
    internal ValueInfo? Info(string value) => builder.Info(value);

    internal bool HasAttribute(string name) => node.Attributes.ContainsKey(name);

    internal long Int64(string name, long fallback) => node.Attributes.TryGetValue(name, out var attribute) ? attribute.Int64 : fallback;

    internal int Int(string name, int fallback) => Narrow(name, [Int64(name, fallback)])[0];

    internal bool Flag(string name) => Int64(name, 0) != 0;

    internal float Single(string name, float fallback) => node.Attributes.TryGetValue(name, out var attribute) ? attribute.Single : fallback;

    internal string Text(string name, string fallback) => node.Attributes.TryGetValue(name, out var attribute) ? attribute.Text : fallback;

    internal ImmutableArray<int>? Ints(string name) => Int64s(name) is { } numbers ? Narrow(name, CollectionsMarshal.AsSpan(numbers)) : null;

    internal List<long>? Int64s(string name) => node.Attributes.GetValueOrDefault(name)?.Int64s;

    internal List<float>? Singles(string name) => node.Attributes.GetValueOrDefault(name)?.Singles;

    internal ConstantTensor? Tensor(string name) =>
        node.Attributes.GetValueOrDefault(name)?.Tensor is { } tensor ? tensors.Read(tensor, $"{node.Label}.{name}") : null;

    /// <summary>Gives the node's result.</summary>
    /// <param name="op">What computes it.</param>
    /// <param name="inputs">What it reads.</param>
    internal void Emit(Operator op, params ImmutableArray<string> inputs) => builder.Add(new(node.Label, op, inputs, Output()));

    /// <summary>Outputs that the node lists, wanted or not.</summary>
    internal int OutputCount => node.Outputs.Count;

    /// <summary>Whether something reads an output.</summary>
    internal bool IsUsed(int output) => output < node.Outputs.Count && node.Outputs[output].Length > 0 && used.Contains(node.Outputs[output]);

    /// <summary>Gives one of several results, if anything reads it.</summary>
    /// <param name="output">Which.</param>
    /// <param name="op">What computes it.</param>
    /// <param name="inputs">What it reads.</param>
    internal void EmitOutput(int output, Operator op, params ImmutableArray<string> inputs)
    {
        if (IsUsed(output))
        {
            builder.Add(new(node.Label, op, inputs, node.Outputs[output]));
        }
    }

    /// <summary>Gives the node's result as a constant.</summary>
    internal void EmitConstant(ConstantTensor value) => builder.AddConstant(Output(), value);

    /// <summary>Adds a step on the way to the node's result.</summary>
    /// <param name="suffix">Told apart by this.</param>
    /// <param name="op">What computes it.</param>
    /// <param name="inputs">What it reads.</param>
    /// <returns>The name of its result.</returns>
    internal string AddStep(string suffix, Operator op, params ImmutableArray<string> inputs)
    {
        var name = names.Of($"{node.Outputs.FirstOrDefault(o => o.Length > 0) ?? node.Label}.{suffix}");
        builder.Add(new($"{node.Label}.{suffix}", op, inputs, name));
        return name;
    }

    /// <summary>Adds a constant that the file does not have.</summary>
    /// <param name="name">What to call it, where that is still free.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The name that it got.</returns>
    internal string AddConstant(string name, ConstantTensor value)
    {
        if (value.Derived is null)
        {
            Spend(value.ByteCount);
        }

        name = names.Of(name);
        builder.AddConstant(name, value);
        return name;
    }

    /// <summary>Has to come before a constant is computed whose size the file only claims; <see cref="AddConstant"/> counts it in the end.</summary>
    /// <param name="elements">How many floats it will have.</param>
    internal void CheckRoom(long elements)
    {
        if (elements > Folding.MaximumBytes / sizeof(float))
        {
            throw Error($"a constant of {elements} numbers is above the {Folding.MaximumBytes} bytes that are folded");
        }
    }

    private void Spend(long bytes)
    {
        if (!builder.TrySpend(bytes))
        {
            throw Error("with it the constants that are made for this network take more memory than they may");
        }
    }

    internal ModelFormatException Error(string what) => new($"{file}: node '{node.Label}' ({node.Operator}): {what}.");

    private string Output()
    {
        for (var i = 1; i < node.Outputs.Count; i++)
        {
            if (used.Contains(node.Outputs[i]))
            {
                throw Error($"its output {i} ('{node.Outputs[i]}') is used, and only the first one is supported");
            }
        }

        return node.Outputs.Count > 0 && node.Outputs[0].Length > 0 ? node.Outputs[0] : throw Error("its first output has no name");
    }

    private ImmutableArray<int> Narrow(string name, ReadOnlySpan<long> numbers)
    {
        var narrow = ImmutableArray.CreateBuilder<int>(numbers.Length);
        foreach (var number in numbers)
        {
            narrow.Add(number is >= int.MinValue and <= int.MaxValue ? (int)number : throw Error($"{name} has the number {number}, which is too large"));
        }

        return narrow.MoveToImmutable();
    }
}
