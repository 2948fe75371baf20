namespace IlgpuCam.Explain.Methods;

/// <summary>Copies of an image with normal noise, each from its own sequence of the context's seed.</summary>
internal sealed class NoisyImages
{
    private readonly ExplanationContext _context;
    private readonly double _deviation;

    /// <summary>Begins with an image.</summary>
    /// <param name="context">Gives image and seed.</param>
    /// <param name="share">The noise's standard deviation as a share of the image's range.</param>
    internal NoisyImages(ExplanationContext context, double share)
    {
        _context = context;
        _deviation = share * (context.Input.Data.Max() - context.Input.Data.Min());
    }

    /// <summary>Writes a copy.</summary>
    internal void Fill(int index, Span<float> image)
    {
        var random = new RandomNumbers(_context.Seed, index + 1);
        var input = _context.Input.Data;
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = (float)(input[i] + (_deviation * random.Normal()));
        }
    }
}
