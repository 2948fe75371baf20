using System.CommandLine;
using IlgpuCam.Images;
using IlgpuCam.Imaging;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam image</c>: decodes, resizes and stores a picture; shows what the codecs and the resampling do.</summary>
internal sealed class ImageCommand
{
    private readonly Argument<string> _source = new("IN") { Description = "A picture." };
    private readonly Argument<string> _target = new("OUT.png") { Description = "The picture to write: .png or .jpg." };
    private readonly Option<string?> _resize = new("--resize") { Description = "The new size.", HelpName = "WxH" };
    private readonly Option<string> _filter = new("--filter")
    {
        Description = "bilinear, bicubic, lanczos or box, each antialiased.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "bilinear",
    };

    internal static Command Create()
    {
        var options = new ImageCommand();
        var command = new Command("image", "Decodes a picture, resizes it where asked, and stores it.")
        {
            options._source, options._target, options._resize, options._filter,
        };
        command.SetWork((parsed, _) => options.Run(parsed));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var filter = parsed.GetValue(_filter) switch
        {
            "bilinear" => ResampleFilter.Bilinear,
            "bicubic" => ResampleFilter.Bicubic,
            "lanczos" => ResampleFilter.Lanczos,
            "box" => ResampleFilter.Box,
            var other => throw new UsageException($"--filter: bilinear, bicubic, lanczos or box was expected, found '{other}'."),
        };
        var target = parsed.GetValue(_target)!;
        if (!ImageFile.WritableExtensions.Contains(Path.GetExtension(target), StringComparer.OrdinalIgnoreCase))
        {
            throw new UsageException($"{target}: the picture to write has to end in .png, .jpg or .jpeg.");
        }

        var size = parsed.GetValue(_resize) is { } text ? SizeArgument.Parse("--resize", text) : default((int Width, int Height)?);
        var source = parsed.GetValue(_source)!;
        var picture = ImageFile.Load(source);
        foreach (var warning in picture.Warnings)
        {
            CommandHost.Warn($"{source}: {warning}");
        }

        ImageFile.Save(target, size is var (width, height) ? Resampler.Resize(picture.Image, width, height, filter) : picture.Image);
        return ExitCode.Success;
    }
}
