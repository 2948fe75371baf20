using IlgpuCam.Evaluation.Records;
using IlgpuCam.Imaging;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>Draws the photos that were localised worst: true boxes green, predicted ones red.</summary>
internal static class WorstPictures
{
    private static readonly OverlayOptions True = new() { BoxColor = new(64, 220, 64) };
    private static readonly OverlayOptions Predicted = new() { BoxColor = new(240, 48, 48) };

    /// <summary>Writes <c>001_NAME.png</c> and so on, the worst first.</summary>
    /// <param name="folder">Where to; made where it is not there.</param>
    /// <param name="worst">The photos.</param>
    /// <param name="pathOf">Where a photo's file is.</param>
    /// <param name="labelOf">The name of a class.</param>
    internal static void Write(string folder, IEnumerable<PhotoRecord> worst, Func<PhotoRecord, string> pathOf, Func<int, string> labelOf)
    {
        Directory.CreateDirectory(folder);
        foreach (var (index, record) in worst.Index())
        {
            try
            {
                var photo = ImageFile.Load(pathOf(record)).Image;
                Overlay.Annotate(photo, [.. record.Objects.Select(o => new Annotation(Clip(o, record), labelOf(o.Class)))], True);
                var (box, overlap) = record.Known;
                Overlay.Annotate(photo, [new(box, box is null ? "no box" : "IoU", box is null ? string.Empty : overlap.ToString("0.00", null))], Predicted);
                ImageFile.Save(Path.Combine(folder, $"{index + 1:000}_{Path.GetFileNameWithoutExtension(record.Image)}.png"), photo);
            }
            catch (Exception e) when (PhotoWork.IsThePhotos(e))
            {
                CommandHost.Warn($"{record.Image}: {e.Message}");
            }
        }
    }

    private static PixelBox? Clip(TrueObject item, PhotoRecord record)
    {
        var box = new PixelBox(
            (int)Math.Clamp(item.Box.X0, 0, record.Width), (int)Math.Clamp(item.Box.Y0, 0, record.Height),
            (int)Math.Clamp(item.Box.X1, 0, record.Width), (int)Math.Clamp(item.Box.Y1, 0, record.Height));
        return box.Area > 0 ? box : null;
    }
}
