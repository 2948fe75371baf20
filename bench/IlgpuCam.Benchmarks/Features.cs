namespace IlgpuCam.Benchmarks;

/// <summary>Features of a network and a photo's size.</summary>
/// <param name="Channels">The number of features.</param>
/// <param name="Side">Rows and columns of a feature.</param>
/// <param name="Width">Columns of the photo.</param>
/// <param name="Height">Rows of the photo.</param>
public sealed record Features(int Channels, int Side, int Width, int Height) : IWork
{
    /// <inheritdoc/>
    public double Operations => 0;

    /// <summary>Bytes of the features and of the map at the photo's size, though that is never written.</summary>
    public double Bytes => 4.0 * ((Channels * Side * Side) + ((double)Width * Height));

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}x{Side}x{Side} to {Width}x{Height}";
}
