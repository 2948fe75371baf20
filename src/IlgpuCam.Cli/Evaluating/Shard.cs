using System.Globalization;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>A part of the photos: every n-th one, from the i-th on.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Of">How many parts there are.</param>
internal readonly record struct Shard(int Number, int Of)
{
    /// <summary>All photos.</summary>
    internal static Shard Whole { get; } = new(1, 1);

    internal static Shard Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var of)
            && number >= 1 && number <= of
            ? new(number, of)
            : throw new UsageException($"--shard: a part such as 1/4 was expected, found '{text}'.");
    }

    internal bool Has(int index) => index % Of == Number - 1;

    /// <summary>How many of some photos are in it.</summary>
    internal int Count(int photos) => (photos - Number + Of) / Of;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Of}");
}
