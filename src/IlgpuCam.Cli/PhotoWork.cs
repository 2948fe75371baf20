using IlgpuCam.Compute;
using IlgpuCam.Images;
using IlgpuCam.Imaging;

namespace IlgpuCam.Cli;

/// <summary>Everything that is done with photos: decoding, localisation, pictures. What is wrong with a photo becomes its outcome, not an exception.</summary>
/// <param name="model">The model.</param>
/// <param name="options">The classes to look for.</param>
/// <param name="pictures">The files to write.</param>
/// <param name="decoding">How files are decoded.</param>
/// <param name="first">The first photos, where they were decoded that way while the model was loaded.</param>
internal sealed class PhotoWork(CamModel model, LocalizeOptions options, PictureWriter pictures, DecodeOptions decoding, FirstPhotos? first = null)
{
    // Photos that go to an accelerator together: enough to keep it busy, few enough for their pixels to lie in memory.
    internal const int BatchSize = 8;

    /// <summary>Does photos, and gives what became of them in their order.</summary>
    /// <param name="inputs">The photos.</param>
    /// <param name="workers">How many threads work beside each other.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal IEnumerable<PhotoOutcome> Run(IReadOnlyList<InputFile> inputs, int workers, CancellationToken cancellation)
    {
        if (!model.RunsBatches)
        {
            return OrderedWork.Run(inputs, workers, (input, stop) => Draw(LocalizeSome([Take(input)], stop)[0]), 4 * workers, cancellation, first is null ? null : first.Dispose);
        }

        // From now on the same threads decode. While the device has a batch, the next ones are decoded and pictures of the last ones drawn.
        first?.Dispose();
        var loaded = OrderedWork.Run(inputs, workers, (input, _) => Take(input), 2 * BatchSize, cancellation);
        var localized = loaded.Chunk(BatchSize).SelectMany(batch => LocalizeSome(batch, cancellation));
        return OrderedWork.Run(localized, workers, (photo, _) => Draw(photo), BatchSize, cancellation);
    }

    /// <summary>Reads and decodes a photo; what is wrong with it is in the result.</summary>
    /// <param name="input">The file.</param>
    /// <param name="decoding">How it is decoded; whole by default.</param>
    internal static LoadedPhoto Load(InputFile input, DecodeOptions? decoding = null)
    {
        try
        {
            var photo = ImageFile.Load(input.Path, decoding);
            return new(input, photo.Photo, null, photo.Warnings);
        }
        catch (Exception e) when (IsThePhotos(e))
        {
            return new(input, null, e.Message, []);
        }
    }

    /// <summary>Whether an error is one photo's. A lost device is not: it ends the command.</summary>
    internal static bool IsThePhotos(Exception e) => e is not DeviceLostException && CommandHost.IsReportable(e);

    private LoadedPhoto Take(InputFile input) => first?.Take(input) ?? Load(input, decoding);

    private (PhotoOutcome Outcome, RgbImage? Image)[] LocalizeSome(LoadedPhoto[] photos, CancellationToken cancellation)
    {
        var images = photos.Select(p => p.Photo).OfType<Photo>().ToArray();
        try
        {
            var results = new Queue<PhotoResult>(model.Localize(images, options, cancellation));
            return [.. photos.Select(p => (new PhotoOutcome(p.Input, p.Photo is null ? null : results.Dequeue(), model.Device, p.Error, p.Warnings), p.Photo?.Image))];
        }
        catch (Exception e) when (IsThePhotos(e))
        {
            // Which photo it was shows when each goes alone.
            return photos is [var only]
                ? [(new(only.Input, null, model.Device, only.Error ?? e.Message, []), null)]
                : [.. photos.SelectMany(p => LocalizeSome([p], cancellation))];
        }
    }

    private PhotoOutcome Draw((PhotoOutcome Outcome, RgbImage? Image) photo)
    {
        if (photo is { Outcome: { Result: { } result } outcome, Image: { } image } && pictures.IsNeeded)
        {
            try
            {
                pictures.Write(outcome.Input, image, result);
            }
            catch (Exception e) when (IsThePhotos(e))
            {
                return outcome with { Result = null, Error = e.Message, Warnings = [] };
            }
        }

        return photo.Outcome;
    }
}
