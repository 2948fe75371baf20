using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Operators that put all elements in another order: the gradient gets the old one back.</summary>
internal sealed class MoveRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient) => tape.Flow(node.Inputs[0], node.Operator switch
    {
        Transpose transpose => tape.Add(new Transpose([.. Inverse(transpose.Order(tape.Context(node)))]), gradient),
        SpaceToDepth blocks => tape.Add(new DepthToSpace(blocks.BlockSize), gradient),
        DepthToSpace { ChannelFirst: false } pixels => tape.Add(new SpaceToDepth(pixels.BlockSize), gradient),
        DepthToSpace pixels => ChannelFirst(tape, tape.Add(new SpaceToDepth(pixels.BlockSize), gradient), tape.Shape(node.Output)[1], pixels.BlockSize),
        _ => throw tape.Context(node).Error("no gradient is defined for this operator"),
    });

    /// <summary>The place at which an order has each place.</summary>
    internal static int[] Inverse(int[] order)
    {
        var inverse = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            inverse[order[i]] = i;
        }

        return inverse;
    }

    /// <summary>Channels that lie pixel by pixel of the blocks, in the order in which a block's pixels are neighbours.</summary>
    private static string ChannelFirst(GradientTape tape, string maps, int channels, int block)
    {
        var pixels = block * block;
        var places = new long[channels * pixels];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (i % pixels * channels) + (i / pixels);
        }

        return tape.Add(new Gather(1), maps, tape.Integers(places));
    }
}
