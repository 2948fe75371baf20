using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models.Passes;

/// <summary>
/// Gives an image classifier that takes its photo with channels last an input with channels first, where it begins with that transposition anyway.
/// Graphs without a classifier's head keep their inputs as they are.
/// </summary>
internal static class TurnInput
{
    internal static Network Apply(Network network)
    {
        var turned = network.Inputs.Where(i => IsChannelsLast(network, i)).Select(i => i.Name).ToHashSet();
        if (turned.Count == 0)
        {
            return network;
        }

        var inputs = network.Inputs.Select(i => turned.Contains(i.Name) ? i with { Dimensions = [i.Dimensions[0], i.Dimensions[3], i.Dimensions[1], i.Dimensions[2]] } : i);
        var nodes = network.Nodes.Select(n => n.Inputs.Length > 0 && turned.Contains(n.Inputs[0]) ? n with { Operator = new Identity() } : n);
        var result = Simplify.Apply(new(inputs, network.Constants, nodes, network.Outputs));
        return HasHead(result) ? result : network;
    }

    private static bool IsChannelsLast(Network network, NetworkInput input)
    {
        var readers = network.Nodes.Where(n => n.Inputs.Contains(input.Name)).ToList();
        return input is { IsImage: true, Dimensions: [_, _, _, 1 or 3 or 4] } && readers.Count > 0 && !network.Outputs.Contains(input.Name)
            && readers.All(n => n.Operator is Transpose { Permutation: { IsDefault: false } and [0, 3, 1, 2] });
    }

    private static bool HasHead(Network network)
    {
        try
        {
            return HeadDetection.Find(network) is not null;
        }
        catch (NetworkException)
        {
            return false; // It does not accept its default size, which whoever loads it is told; it may at another.
        }
    }
}
