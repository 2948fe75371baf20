using System.Globalization;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging;

/// <summary>Pictures of what a model found in a photo; for results with maps.</summary>
public static class PhotoResultPictures
{
    /// <summary>The photo with the heat map, boxes, label and probability of one prediction.</summary>
    /// <param name="result">The result, with at least one prediction.</param>
    /// <param name="photo">The photo it is about; it is not changed.</param>
    /// <param name="prediction">Which prediction, 0 for the first.</param>
    /// <param name="options">Colours and opacity; <see cref="OverlayOptions.Default"/> where null.</param>
    public static RgbImage DrawOverlay(this PhotoResult result, RgbImage photo, int prediction = 0, OverlayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        var found = result.Predictions[prediction];
        return Overlay.Render(photo, found.RequireMap(), result.Placement, [Annotate(found), .. found.Boxes.Skip(1).Select(b => new Annotation(b, ""))], options);
    }

    /// <summary>The photo beside an overlay for each prediction.</summary>
    /// <param name="result">The result.</param>
    /// <param name="photo">The photo it is about; it is not changed.</param>
    /// <param name="options">Colours and opacity; <see cref="OverlayOptions.Default"/> where null.</param>
    public static RgbImage DrawSheet(this PhotoResult result, RgbImage photo, OverlayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ContactSheet.Render(photo, [.. result.Predictions.Select(p => new ContactSheetPanel(p.RequireMap(), result.Placement, Annotate(p)))], options: options);
    }

    /// <summary>The heat map of one prediction at the photo's size, without the photo.</summary>
    /// <param name="result">The result, with at least one prediction.</param>
    /// <param name="prediction">Which prediction, 0 for the first.</param>
    public static RgbImage DrawHeatmap(this PhotoResult result, int prediction = 0)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Heatmap.Render(result.Predictions[prediction].RequireMap(), result.Placement);
    }

    private static Annotation Annotate(Prediction prediction) => new(
        prediction.Box, prediction.Label.Split(',')[0], string.Create(CultureInfo.InvariantCulture, $"{100 * prediction.Probability:0.0} %"));
}
