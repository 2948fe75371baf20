using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Other resolutions.</summary>
internal static class ResizeOperators
{
    /// <summary>Resize: until operator set 10 with scales only, from 11 on with the region of interest between them.</summary>
    internal static void Resize(OnnxNodeContext node)
    {
        if (node.OperatorSet < 11)
        {
            Upsample(node);
            return;
        }

        if (node.Flag("antialias"))
        {
            throw node.Error("antialias is not supported");
        }

        var mapping = node.Text("coordinate_transformation_mode", "half_pixel") switch
        {
            "half_pixel" => CoordinateMapping.HalfPixel,
            "half_pixel_symmetric" => CoordinateMapping.HalfPixelSymmetric,
            "pytorch_half_pixel" => CoordinateMapping.PytorchHalfPixel,
            "align_corners" => CoordinateMapping.AlignCorners,
            "asymmetric" => CoordinateMapping.Asymmetric,
            "tf_half_pixel_for_nn" => CoordinateMapping.TensorFlowHalfPixel,
            var other => throw node.Error($"coordinate_transformation_mode '{other}' is not supported"),
        };
        var rounding = node.Text("nearest_mode", "round_prefer_floor") switch
        {
            "round_prefer_floor" => NearestRounding.PreferFloor,
            "round_prefer_ceil" => NearestRounding.PreferCeil,
            "floor" => NearestRounding.Floor,
            "ceil" => NearestRounding.Ceil,
            var other => throw node.Error($"nearest_mode '{other}' is not known"),
        };
        var policy = node.Text("keep_aspect_ratio_policy", "stretch") switch
        {
            "stretch" => AspectRatio.Stretch,
            "not_larger" => AspectRatio.NotLarger,
            "not_smaller" => AspectRatio.NotSmaller,
            var other => throw node.Error($"keep_aspect_ratio_policy '{other}' is not known"),
        };
        var resize = new Resize(Mode(node), mapping, rounding, node.Ints("axes") ?? [], policy);

        // Of operator set 11 the scales are there, and empty, where lengths are given.
        if (node.Has(3))
        {
            node.Emit(resize, node.Input(0), string.Empty, node.Input(3));
        }
        else
        {
            node.Emit(resize, node.Input(0), node.Input(2));
        }
    }

    /// <summary>Upsample, whose scales are an attribute in operator set 7.</summary>
    internal static void Upsample(OnnxNodeContext node)
    {
        var scales = node.OperatorSet < 9
            ? node.AddConstant($"{node.Input(0)}.scales", Scales(node))
            : node.Input(1);
        node.Emit(new Resize(Mode(node), CoordinateMapping.Asymmetric, NearestRounding.Floor, []), node.Input(0), scales);
    }

    private static ConstantTensor Scales(OnnxNodeContext node)
    {
        var scales = node.Singles("scales") ?? throw node.Error("its scales are missing");
        return ConstantTensor.FromFloats([scales.Count], [.. scales]);
    }

    private static Interpolation Mode(OnnxNodeContext node) => node.Text("mode", "nearest") switch
    {
        "nearest" => Interpolation.Nearest,
        "linear" or "bilinear" => Interpolation.Linear,
        var other => throw node.Error($"mode '{other}' is not supported; nearest and linear are"),
    };
}
