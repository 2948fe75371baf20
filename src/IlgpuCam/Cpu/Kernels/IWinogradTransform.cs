namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// One direction of a minimal filtering algorithm for filters of three elements (Winograd 1980; Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks"). Two dimensions are the
/// transform of all columns, then of all rows.
/// </summary>
internal unsafe interface IWinogradTransform
{
    /// <summary>Results of a tile along one direction.</summary>
    static abstract int Results { get; }

    /// <summary>Elements of a tile along one direction: results and two more.</summary>
    static abstract int Elements { get; }

    /// <summary>Transforms a line of the input.</summary>
    /// <param name="source">Its first vector.</param>
    /// <param name="step">Floats to the next one.</param>
    /// <param name="destination">Where the first result goes.</param>
    /// <param name="destinationStep">Floats to the next one's place.</param>
    static abstract void Input(float* source, nint step, float* destination, nint destinationStep);

    /// <summary>Transforms a line of products into a line of results.</summary>
    /// <param name="source">Its first vector.</param>
    /// <param name="step">Floats to the next one.</param>
    /// <param name="destination">Where the first result goes.</param>
    /// <param name="destinationStep">Floats to the next one's place.</param>
    static abstract void Output(float* source, nint step, float* destination, nint destinationStep);

    /// <summary>Transforms a line of three weights; in double precision, since it is done once.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="destination">Where the first result goes.</param>
    /// <param name="step">Elements to the next one's place.</param>
    static abstract void Weights(double a, double b, double c, Span<double> destination, int step);
}
