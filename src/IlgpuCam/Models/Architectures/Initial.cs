namespace IlgpuCam.Models.Architectures;

/// <summary>The normal distribution that a parameter is drawn from before training.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="Deviation">Its standard deviation; 0 for a constant.</param>
internal readonly record struct Initial(float Mean, float Deviation)
{
    /// <summary>All 0: a bias, a running mean.</summary>
    internal static Initial Zero => default;

    /// <summary>All 1: a scale, a running variance.</summary>
    internal static Initial One => new(1, 0);

    /// <summary>The weights of a fully connected layer.</summary>
    internal static Initial FullyConnected => new(0, 0.01f);

    /// <summary>The weights of a convolution before a ReLU, by the connections that leave a unit: He, Zhang, Ren and Sun 2015, Delving Deep into Rectifiers, section 2.2, backward case.</summary>
    /// <param name="fanOut">Connections: kernel area times output channels of a group.</param>
    internal static Initial Convolution(int fanOut) => new(0, MathF.Sqrt(2f / fanOut));
}
