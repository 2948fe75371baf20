namespace IlgpuCam.Models.Operators;

/// <summary>The element-wise functions that can follow a convolution in its store.</summary>
public enum ActivationKind
{
    /// <summary>x itself.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, A), B); ReLU6 is A = 0, B = 6.</summary>
    Clip,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>min(max(A x + B, 0), 1).</summary>
    HardSigmoid,

    /// <summary>x min(max(x / 6 + 1 / 2, 0), 1).</summary>
    HardSwish,

    /// <summary>x / (1 + exp(-x)).</summary>
    Silu,
}
