using IlgpuCam.Imaging;

namespace IlgpuCam.Cli;

/// <summary>Everything that is done with one photo: decoding, localisation, pictures.</summary>
/// <param name="model">The model.</param>
/// <param name="options">The classes to look for.</param>
/// <param name="pictures">The files to write.</param>
internal sealed class PhotoWork(CamModel model, LocalizeOptions options, PictureWriter pictures)
{
    /// <summary>Does one photo; what is wrong with the photo becomes its outcome, not an exception.</summary>
    /// <param name="input">The photo.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal PhotoOutcome Do(InputFile input, CancellationToken cancellation)
    {
        try
        {
            var photo = ImageFile.Load(input.Path);
            var result = model.Localize(photo.Image, options, cancellation);
            pictures.Write(input, photo.Image, result);
            return new(input, result, null, photo.Warnings);
        }
        catch (Exception e) when (CommandHost.IsReportable(e))
        {
            return new(input, null, e.Message, []);
        }
    }
}
