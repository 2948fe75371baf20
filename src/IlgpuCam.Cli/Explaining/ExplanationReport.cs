using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli.Explaining;

/// <summary>Everything about an explanation, before it is a picture, maps and JSON.</summary>
/// <param name="Model">The model that was asked.</param>
/// <param name="Photo">The photo as displayed.</param>
/// <param name="Input">The photo as the network takes it, [1,3,H,W].</param>
/// <param name="Scores">The logits and the probabilities of all classes.</param>
/// <param name="Classes">The class that is explained, and the one that it is held against, if there is another.</param>
/// <param name="Methods">What the methods say.</param>
internal sealed record ExplanationReport(
    CamModel Model, RgbImage Photo, Tensor Input, (float[] Logits, float[] Probabilities) Scores, IReadOnlyList<ExplainedClass> Classes, IReadOnlyList<ExplainedMethod> Methods)
{
    /// <summary>Where the input lies on the photo.</summary>
    internal Placement Placement => Model.Preprocessing.Place(Photo.Width, Photo.Height);

    /// <summary>The contact sheet: a row a method.</summary>
    /// <param name="title">What stands above it.</param>
    internal RgbImage Draw(string title) => ExplanationSheet.Render(
        title, Photo, InputPicture.Of(Input, Model.Preprocessing), Placement, Head(Classes[0]), Classes.Count > 1 ? Head(Classes[1]) : null, [.. Methods.Select(Row)]);

    private static PictureTableHead Head(ExplainedClass found) => new(found.Title, found.Name, FormattableString.Invariant($"{100 * found.Probability:0.0} %"));

    private ExplanationSheetRow Row(ExplainedMethod method)
    {
        var (first, second) = (method.Maps[0], method.Maps.ElementAtOrDefault(1));
        var info = method.Method.Info;
        string[] facts =
        [
            .. method.Layers.Select(l => l.Value),
            FormattableString.Invariant($"{first.Map.Height}x{first.Map.Width}"),
            $"forwards {info.Forwards}",
            $"backwards {info.Backwards}",
        ];
        return new(info.Title, facts, first.Map, second?.Map)
        {
            IsPixels = method.IsPixelsOf(Input),
            FirstBox = first.Localization.Box,
            SecondBox = second?.Localization.Box,
        };
    }
}
