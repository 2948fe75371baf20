using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>
/// The part of a network on a batch that is better run image by image: maps of one image stay in the caches from layer to layer, maps of a batch do not. It ends where weights outweigh the maps, which
/// a batch shares.
/// </summary>
internal sealed class ImagewisePart
{
    // Two mebibytes of weights, and so many times what an image's result takes, are better read once a batch.
    private const long HeavyWeights = 1 << 19;
    private const long HeavyRatio = 16;

    private ImagewisePart(Network network, Network? rest)
    {
        (Network, Rest) = (network, rest);
    }

    /// <summary>The part; its outputs are what the rest reads of it, and those of the network that it gives.</summary>
    internal Network Network { get; }

    /// <summary>What comes after it, on the whole batch; null where there is nothing.</summary>
    internal Network? Rest { get; }

    /// <summary>Finds the part.</summary>
    /// <param name="batch">The network on the batch, as many images in each input.</param>
    /// <param name="single">The same on one image.</param>
    /// <returns>Null where no convolution can be run image by image.</returns>
    internal static ImagewisePart? Find(InferredNetwork batch, InferredNetwork single)
    {
        var all = batch.Network;
        var images = all.Inputs.Select(i => i.Name).ToHashSet();
        var part = new HashSet<string>();
        foreach (var node in batch.Nodes)
        {
            if (IsImagewise(node.Operator, batch.Context(node), batch.Values[node.Output].Shape) && IsPerImage(node.Output)
                && node.Inputs.All(i => i.Length == 0 || batch.Constants.ContainsKey(i) || images.Contains(i) || part.Contains(i)))
            {
                part.Add(node.Output);
            }
        }

        if (!batch.Nodes.Any(n => n.Operator is Conv2d && part.Contains(n.Output)))
        {
            return null;
        }

        var others = all.Nodes.Where(n => !part.Contains(n.Output) && !batch.Constants.ContainsKey(n.Output)).ToArray();
        var read = others.SelectMany(n => n.Inputs).ToHashSet();
        var crossing = part.Where(v => read.Contains(v) || all.Outputs.Contains(v)).ToArray();
        var inner = all.WithOutputs(crossing);
        var outputs = all.Outputs.Where(o => !part.Contains(o)).ToArray();
        if (outputs.Length == 0)
        {
            return new(inner, null);
        }

        var inputs = crossing.Where(read.Contains).Select(v => new NetworkInput(v, [.. batch.Values[v].Shape.Dimensions]));
        return new(inner, new Network([.. inputs, .. all.Inputs.Where(i => read.Contains(i.Name) || outputs.Contains(i.Name))], batch.Constants, others, outputs).WithOutputs(outputs));

        bool IsPerImage(string value) => batch.Values[value] is { Type: ElementType.Float32, Shape: { Rank: > 0 } many } && single.Values.TryGetValue(value, out var info)
            && info.Shape is { Rank: > 0 } one && one[0] == 1 && many.Dimensions[1..].SequenceEqual(one.Dimensions[1..]) && many[0] == batch.Values[all.Inputs[0].Name].Shape[0];
    }

    private static bool IsImagewise(Operator op, InferenceContext context, Shape result) => op switch
    {
        Conv2d => !IsHeavy(context.Shape(1).ElementCount, result.ElementCount / Math.Max(1, result[0])),
        MaxPool2d or AveragePool2d or GlobalPool or LocalResponseNormalization or BatchNormalization or Activate or Identity => true,
        Add or Multiply or Arithmetic => Enumerable.Range(0, context.Count).All(i => context.Constant(i) is not null || context.Shape(i).Rank == result.Rank),
        Concat concat => context.NormaliseAxis(concat.Axis, context.Shape(0).Rank) > 0,
        _ => false,
    };

    private static bool IsHeavy(long weights, long elementsPerImage) => weights >= HeavyWeights && weights > HeavyRatio * elementsPerImage;
}
