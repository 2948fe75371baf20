namespace IlgpuCam.Models.Operators;

/// <summary>What becomes of the aspect ratio where <see cref="Resize"/> is given lengths (ONNX Resize, attribute keep_aspect_ratio_policy).</summary>
public enum AspectRatio
{
    /// <summary>The lengths are taken as they are.</summary>
    Stretch,

    /// <summary>It is kept, and no length is above the given one.</summary>
    NotLarger,

    /// <summary>It is kept, and no length is below the given one.</summary>
    NotSmaller,
}
