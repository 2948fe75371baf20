namespace IlgpuCam.Models.Operators;

/// <summary>How <see cref="Resize"/> finds a value between elements (ONNX Resize, attribute mode).</summary>
public enum Interpolation
{
    /// <summary>The nearest element.</summary>
    Nearest,

    /// <summary>Both neighbours along each axis, weighted by their distance.</summary>
    Linear,
}
