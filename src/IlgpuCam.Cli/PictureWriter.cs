using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli;

/// <summary>Writes the pictures and maps of one photo after the other; may be called by several threads at once.</summary>
/// <param name="names">The name of each photo's files, without extension.</param>
/// <param name="several">Whether several classes were asked for, so that pictures become sheets.</param>
internal sealed class PictureWriter(IReadOnlyDictionary<InputFile, string> names, bool several)
{
    internal string? Overlay { get; init; }

    internal string? Heatmap { get; init; }

    internal string? Maps { get; init; }

    internal string? Mask { get; init; }

    internal required LocalizerOptions Localizer { get; init; }

    /// <summary>Whether anything is written.</summary>
    internal bool IsNeeded => (Overlay ?? Heatmap ?? Maps ?? Mask) is not null;

    /// <summary>Whether what is written takes the photo's own pixels; maps are made from numbers alone.</summary>
    internal bool NeedsPixels => (Overlay ?? Heatmap ?? Mask) is not null;

    /// <summary>Writes what was asked for.</summary>
    /// <param name="input">The photo's file.</param>
    /// <param name="photo">Its pixels.</param>
    /// <param name="result">What was found in it.</param>
    internal void Write(InputFile input, RgbImage photo, PhotoResult result)
    {
        if (result.Predictions.IsEmpty)
        {
            return;
        }

        if (Overlay is not null)
        {
            ImageFile.Save(Target(Overlay, input, ".png"), several ? result.DrawSheet(photo) : result.DrawOverlay(photo));
        }

        if (Heatmap is not null)
        {
            ImageFile.Save(Target(Heatmap, input, ".png"), result.DrawHeatmap());
        }

        if (Maps is not null)
        {
            WriteMaps(Target(Maps, input, ".safetensors"), result);
        }

        if (Mask is not null)
        {
            var mask = new byte[photo.Width * photo.Height];
            IlgpuCam.Localize.Localizer.Mask(result.Predictions[0].RequireMap(), result.Placement, Localizer, mask);
            ImageFile.SaveGray(Target(Mask, input, ".png"), mask, photo.Width, photo.Height);
        }
    }

    private static void WriteMaps(string path, PhotoResult result)
    {
        var (count, first, placement) = (result.Predictions.Length, result.Predictions[0].RequireMap(), result.Placement);
        var maps = new Tensor([count, first.Height, first.Width]);
        var upsampled = new Tensor([count, placement.PhotoHeight, placement.PhotoWidth]);
        for (var i = 0; i < count; i++)
        {
            var map = result.Predictions[i].RequireMap();
            map.Values.CopyTo(maps.Span[(i * map.Values.Length)..]);
            var size = placement.PhotoHeight * placement.PhotoWidth;
            IlgpuCam.Localize.Localizer.Upsample(map, placement, upsampled.Span.Slice(i * size, size));
        }

        var classes = result.Predictions.Select(p => (long)p.ClassIndex).ToArray();
        SafeTensorsWriter.Write(
            path,
            [
                KeyValuePair.Create("maps", ConstantTensor.FromFloats(maps.Shape, maps.Span)),
                KeyValuePair.Create("upsampled", ConstantTensor.FromFloats(upsampled.Shape, upsampled.Span)),
                KeyValuePair.Create("class_index", ConstantTensor.FromInt64(classes)),
            ]);
    }

    private string Target(string folder, InputFile input, string extension)
    {
        var path = Path.Combine(folder, names[input] + extension);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
