using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>What moves elements to other places: borders, blocks of pixels, and other resolutions.</summary>
internal static class MovingExports
{
    internal static void Pad(NodeExport node, Pad op)
    {
        var pads = op.Pads.IsDefaultOrEmpty ? node.Input(1) : node.Integers("pads", [.. op.Pads.Select(p => (long)p)]);
        var mode = op.Mode switch
        {
            PadMode.Reflect => new NodeAttributes().Add("mode", "reflect"),
            PadMode.Edge => new NodeAttributes().Add("mode", "edge"),
            PadMode.Wrap => new NodeAttributes().Add("mode", "wrap"),
            _ => null,
        };
        node.Emit("Pad", op.Value == 0 ? [node.Input(0), pads] : [node.Input(0), pads, node.Scalar("value", op.Value)], mode);
    }

    internal static void DepthToSpace(NodeExport node, DepthToSpace op) => node.Emit(
        "DepthToSpace", node.Inputs(), new NodeAttributes().Add("blocksize", op.BlockSize).Add("mode", op.ChannelFirst ? "CRD" : "DCR"));

    internal static void SpaceToDepth(NodeExport node, SpaceToDepth op) =>
        node.Emit("SpaceToDepth", node.Inputs(), new NodeAttributes().Add("blocksize", op.BlockSize));

    internal static void Resize(NodeExport node, Resize op)
    {
        var attributes = new NodeAttributes().Add("mode", op.Interpolation == Interpolation.Nearest ? "nearest" : "linear")
            .Add("coordinate_transformation_mode", Mapping(op.Mapping)).Add("nearest_mode", Rounding(op.Rounding));
        if (!op.Axes.IsDefaultOrEmpty)
        {
            attributes.Add("axes", [.. op.Axes.Select(a => (long)a)]);
        }

        if (op.AspectRatio != AspectRatio.Stretch)
        {
            attributes.Add("keep_aspect_ratio_policy", op.AspectRatio == AspectRatio.NotLarger ? "not_larger" : "not_smaller");
        }

        // Between the input and the scales stands the region of interest, which only cropping reads.
        var hasScales = node.Input(1).Length > 0;
        node.Emit("Resize", hasScales ? [node.Input(0), string.Empty, node.Parameter(1)] : [node.Input(0), string.Empty, string.Empty, node.Input(2)], attributes);
    }

    private static string Rounding(NearestRounding rounding) => rounding switch
    {
        NearestRounding.PreferFloor => "round_prefer_floor",
        NearestRounding.PreferCeil => "round_prefer_ceil",
        NearestRounding.Floor => "floor",
        _ => "ceil",
    };

    private static string Mapping(CoordinateMapping mapping) => mapping switch
    {
        CoordinateMapping.HalfPixel => "half_pixel",
        CoordinateMapping.HalfPixelSymmetric => "half_pixel_symmetric",
        CoordinateMapping.PytorchHalfPixel => "pytorch_half_pixel",
        CoordinateMapping.AlignCorners => "align_corners",
        CoordinateMapping.Asymmetric => "asymmetric",
        _ => throw new ModelFormatException("A resize with TensorFlow's half pixels was found, which newer versions of ONNX have no more."),
    };
}
