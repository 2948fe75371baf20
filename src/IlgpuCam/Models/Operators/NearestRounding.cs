namespace IlgpuCam.Models.Operators;

/// <summary>Which element is the nearest (ONNX Resize, attribute nearest_mode).</summary>
public enum NearestRounding
{
    /// <summary>The nearest, of two equally near ones the first.</summary>
    PreferFloor,

    /// <summary>The nearest, of two equally near ones the second.</summary>
    PreferCeil,

    /// <summary>The one before.</summary>
    Floor,

    /// <summary>The one behind.</summary>
    Ceil,
}
