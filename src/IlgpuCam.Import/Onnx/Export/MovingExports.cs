using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>What puts elements at other places of a map, or adds some.</summary>
internal static class MovingExports
{
    internal static void DepthToSpace(NodeExport node, DepthToSpace op) => node.Emit(
        "DepthToSpace", node.Inputs(), new NodeAttributes().Add("blocksize", op.BlockSize).Add("mode", op.ChannelFirst ? "CRD" : "DCR"));

    internal static void Pad(NodeExport node, Pad op)
    {
        var pads = op.Pads.IsDefaultOrEmpty ? node.Input(1) : node.Integers("pads", [.. op.Pads.Select(p => (long)p)]);
        var mode = op.Mode switch
        {
            PadMode.Constant => "constant",
            PadMode.Reflect => "reflect",
            PadMode.Edge => "edge",
            _ => "wrap",
        };
        node.Emit("Pad", op.Value == 0 ? [node.Input(0), pads] : [node.Input(0), pads, node.Scalar("value", op.Value)], new NodeAttributes().Add("mode", mode));
    }

    internal static void Resize(NodeExport node, Resize op)
    {
        var attributes = new NodeAttributes().Add("mode", op.Interpolation == Interpolation.Nearest ? "nearest" : "linear")
            .Add("coordinate_transformation_mode", op.Mapping switch
            {
                CoordinateMapping.HalfPixel => "half_pixel",
                CoordinateMapping.HalfPixelSymmetric => "half_pixel_symmetric",
                CoordinateMapping.PytorchHalfPixel => "pytorch_half_pixel",
                CoordinateMapping.AlignCorners => "align_corners",
                CoordinateMapping.Asymmetric => "asymmetric",
                _ => throw new ModelFormatException($"A resize with the mapping {op.Mapping} was found, which ONNX has only before operator set 13."),
            })
            .Add("nearest_mode", op.Rounding switch
            {
                NearestRounding.PreferFloor => "round_prefer_floor",
                NearestRounding.PreferCeil => "round_prefer_ceil",
                NearestRounding.Floor => "floor",
                _ => "ceil",
            });
        if (op.AspectRatio != AspectRatio.Stretch)
        {
            attributes.Add("keep_aspect_ratio_policy", op.AspectRatio == AspectRatio.NotLarger ? "not_larger" : "not_smaller");
        }

        if (!op.Axes.IsDefaultOrEmpty)
        {
            attributes.Add("axes", op.Axes.Select(a => (long)a).ToArray());
        }

        // Between the input and the scales stands the region of interest, which only cropping reads.
        string[] inputs = node.Input(1).Length > 0 ? [node.Input(0), string.Empty, node.Input(1)] : [node.Input(0), string.Empty, string.Empty, node.Input(2)];
        node.Emit("Resize", inputs, attributes);
    }
}
