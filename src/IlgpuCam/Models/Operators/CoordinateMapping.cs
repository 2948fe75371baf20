namespace IlgpuCam.Models.Operators;

/// <summary>Which place of the input an element of <see cref="Resize"/>'s result stands for (ONNX Resize, attribute coordinate_transformation_mode).</summary>
public enum CoordinateMapping
{
    /// <summary>Elements are areas, and both ends of the axes coincide: (x + 0.5) / scale - 0.5.</summary>
    HalfPixel,

    /// <summary>As <see cref="HalfPixel"/>, but the centres coincide where the length was rounded.</summary>
    HalfPixelSymmetric,

    /// <summary>As <see cref="HalfPixel"/>, but 0 where the result has one element.</summary>
    PytorchHalfPixel,

    /// <summary>The first and the last elements coincide.</summary>
    AlignCorners,

    /// <summary>The first elements coincide: x / scale.</summary>
    Asymmetric,

    /// <summary>TensorFlow's (x + 0.5) / scale of operator set 11.</summary>
    TensorFlowHalfPixel,
}
