using System.Collections.Immutable;
using IlgpuCam.Localize;

namespace IlgpuCam;

/// <summary>
/// The five guesses a photo of Zhou et al. (2016) for ILSVRC's localisation task: of the best and the second class the loose and the tight box, of the third the loose one.
/// </summary>
public static class PaperProtocol
{
    /// <summary>The options under which a result has what the guesses are made of: three classes, with the boxes of the authors' generator.</summary>
    /// <param name="options">All else.</param>
    public static LocalizeOptions Options(LocalizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { Top = Math.Max(options.Top ?? 0, 3), Localizer = options.Localizer with { Boxes = BoxMode.TightLoose } };
    }

    /// <summary>The guesses, the best class first; fewer than five where a map gives a single box or none, or the network has fewer classes.</summary>
    /// <param name="result">A result under <see cref="Options"/>, the best classes first.</param>
    public static ImmutableArray<ClassBox> Predictions(PhotoResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [.. result.Predictions.Take(3).SelectMany((p, i) => p.Boxes.Take(i < 2 ? 2 : 1).Select(box => new ClassBox(p.ClassIndex, box)))];
    }
}
