using System.Collections.Immutable;
using System.Globalization;
using IlgpuCam.Models;

namespace IlgpuCam.Images;

/// <content>Preprocessing as a person writes it on a command line.</content>
public sealed partial record Preprocessing
{
    private const string Presets = "imagenet, caffe, inception, none";

    /// <summary>Reads a preset's name, the path of a JSON file, or pairs such as <c>size=256x192,resize=shorter,mean=104:117:123</c>.</summary>
    /// <param name="specification">The text. Pairs are separated by commas or spaces (a new size scales a stated shorter side, unless that is given too), numbers of one value by colons; a size is a side or width x height.</param>
    /// <param name="basis">What pairs and a JSON file build on, and where a preset takes its size from.</param>
    /// <exception cref="ModelFormatException">The text is none of these; the message says what is possible.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Preprocessing Parse(string specification, Preprocessing basis)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var preset = specification.ToUpperInvariant() switch
        {
            "IMAGENET" => ImageNet,
            "CAFFE" => Caffe,
            "INCEPTION" => Inception,
            "NONE" => None,
            _ => null,
        };
        if (preset is not null)
        {
            return preset.WithSize(basis.Height, basis.Width);
        }

        if (specification.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return FromJson(SmallFile.Read(specification), specification, ImageNet.WithSize(basis.Height, basis.Width));
        }

        var pairs = specification.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return pairs.Length > 0 && pairs.All(p => p.Contains('=', StringComparison.Ordinal))
            ? pairs.OrderBy(p => p.StartsWith("size=", StringComparison.Ordinal) ? 0 : 1).Aggregate(basis, (p, pair) => p.WithPair(pair))
            : throw new ModelFormatException($"Preprocessing '{specification}': a preset ({Presets}), a .json file, or key=value pairs were expected.");
    }

    private Preprocessing WithPair(string pair)
    {
        var (key, value) = (pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        try
        {
            switch (key)
            {
                case "size":
                    var sides = value.Split('x').Select(Integer).ToArray();
                    return sides.Length is 1 or 2 ? WithSize(sides[^1], sides[0]) : throw new FormatException();
                case "resize":
                    return this with { Resize = Words.ResizeMode(value) };
                case "shorter":
                    return this with { Shorter = Integer(value) };
                case "filter":
                    return this with { Filter = Words.Filter(value) };
                case "color":
                    return this with { Color = Words.Color(value) };
                case "mean":
                    return this with { Mean = Numbers(value) };
                case "std":
                    return this with { StandardDeviation = Numbers(value) };
                default:
                    throw new ModelFormatException($"Preprocessing: unknown key '{key}'; known are {string.Join(", ", JsonKeys.Remove("labels"))}.");
            }
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new ModelFormatException($"Preprocessing: {key} cannot be '{value}': {Reason(e)}.", e);
        }
    }

    private static int Integer(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw new FormatException();

    private static ImmutableArray<float> Numbers(string text)
    {
        var values = text.Split(':')
            .Select(v => float.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new FormatException()).ToArray();
        return values.Length == 1 ? [values[0], values[0], values[0]] : [.. values];
    }
}
