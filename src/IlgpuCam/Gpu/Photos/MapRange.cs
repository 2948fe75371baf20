namespace IlgpuCam.Gpu.Photos;

/// <summary>Neighbouring maps of a batch that are localised in the same launches.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many.</param>
/// <param name="Width">Covered columns of the widest.</param>
/// <param name="Height">Covered rows of the highest.</param>
/// <param name="Pixels">Covered pixels of all.</param>
internal readonly record struct MapRange(int First, int Count, int Width, int Height, int Pixels)
{
    /// <summary>With one more map behind those that are there.</summary>
    internal MapRange With(int width, int height) =>
        new(First, Count + 1, Math.Max(Width, width), Math.Max(Height, height), Pixels + (width * height));
}
