namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// A minimal filtering algorithm in both directions (Winograd 1980; Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks"): the transform of all columns, then of all rows.
/// </summary>
internal unsafe interface IWinogradTransform
{
    /// <summary>Results of a tile along one direction.</summary>
    static abstract int Results { get; }

    /// <summary>Elements of the filter along one direction.</summary>
    static abstract int Taps { get; }

    /// <summary>Elements of a tile along one direction: one less than results and taps together.</summary>
    static abstract int Elements { get; }

    /// <summary>Transforms a tile of the input.</summary>
    /// <param name="source">Its first vector; the next one of its row lies behind it.</param>
    /// <param name="pitch">Floats from row to row.</param>
    /// <param name="destination">Where the first frequency goes.</param>
    /// <param name="step">Floats from one frequency's place to the next one's.</param>
    static abstract void Input(float* source, nint pitch, float* destination, nint step);

    /// <summary>Transforms the products of a tile into its results.</summary>
    /// <param name="source">The first frequency.</param>
    /// <param name="step">Floats from one frequency to the next.</param>
    /// <param name="destination">Where the results go, row by row without gaps.</param>
    static abstract void Output(float* source, nint step, float* destination);

    /// <summary>Transforms a line of the filter; in double precision, since it is done once.</summary>
    /// <param name="source">Its first weight.</param>
    /// <param name="step">Elements to the next one.</param>
    /// <param name="destination">Where the first result goes.</param>
    /// <param name="destinationStep">Elements to the next one's place.</param>
    static abstract void Weights(double* source, int step, double* destination, int destinationStep);
}
