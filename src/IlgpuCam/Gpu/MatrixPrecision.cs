namespace IlgpuCam.Gpu;

/// <summary>How an accelerator rounds the factors of a convolution's products. Sums, and activations in memory, are floats in any case.</summary>
public enum MatrixPrecision
{
    /// <summary>Not at all.</summary>
    Float32,

    /// <summary>To 10 bits behind the point, on tensor cores.</summary>
    TensorFloat32,

    /// <summary>To IEEE 754 binary16, on tensor cores: 10 bits behind the point and magnitudes below 65520.</summary>
    Float16,
}
