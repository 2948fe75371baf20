namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Counts symbols, for tables that fit a picture.</summary>
internal readonly struct SymbolCounter : ISymbolSink
{
    private readonly long[] _counts = new long[4 * 256];

    /// <summary>Starts to count.</summary>
    public SymbolCounter()
    {
    }

    /// <inheritdoc/>
    public void Add(int table, int symbol, int extra, int size) => _counts[(table * 256) + symbol]++;

    /// <summary>How often each symbol of a table came.</summary>
    /// <param name="table">0 to 3.</param>
    internal ReadOnlySpan<long> Of(int table) => _counts.AsSpan(table * 256, 256);
}
