namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Takes the symbols of entropy coding one by one: either to count or to write them.</summary>
internal interface ISymbolSink
{
    /// <summary>Takes one symbol.</summary>
    /// <param name="table">0 luminance DC, 1 luminance AC, 2 chrominance DC, 3 chrominance AC.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="extra">Bits that follow its code, in the lowest places.</param>
    /// <param name="size">How many bits follow.</param>
    void Add(int table, int symbol, int extra, int size);
}
