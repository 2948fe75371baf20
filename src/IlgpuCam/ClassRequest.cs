using System.Collections.Immutable;

namespace IlgpuCam;

/// <summary>Which classes of a photo are looked for, once the number of classes is known.</summary>
/// <param name="Top">How many of the best ones.</param>
/// <param name="Named">Those asked for by name, none twice.</param>
internal sealed record ClassRequest(int Top, ImmutableArray<int> Named)
{
    /// <summary>What options ask for.</summary>
    /// <param name="options">The options.</param>
    /// <param name="classes">Classes of the network.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    internal static ClassRequest Of(LocalizeOptions options, int classes)
    {
        var named = options.Classes.IsDefault ? [] : options.Classes;
        foreach (var c in named)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(c, nameof(options));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(c, classes, nameof(options));
        }

        return new(Math.Clamp(options.Top ?? (named.IsEmpty ? 5 : 0), 0, classes), [.. named.Distinct()]);
    }

    /// <summary>The classes of one photo: its best, then those asked for by name that are not among them.</summary>
    /// <param name="best">As many of the best as <see cref="Top"/> says.</param>
    /// <returns>For each the class, and its place among the best with all named ones behind them.</returns>
    internal IEnumerable<(int Class, int Place)> Choose(int[] best)
    {
        for (var i = 0; i < best.Length; i++)
        {
            yield return (best[i], i);
        }

        for (var i = 0; i < Named.Length; i++)
        {
            if (!best.Contains(Named[i]))
            {
                yield return (Named[i], Top + i);
            }
        }
    }
}
