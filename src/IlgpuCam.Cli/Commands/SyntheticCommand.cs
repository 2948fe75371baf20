using System.CommandLine;
using IlgpuCam.Evaluation.Synthetic;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam synthetic</c>: draws a data set of textured shapes on clutter, with the exact box of each.</summary>
internal sealed class SyntheticCommand
{
    private const int MostImages = 1_000_000;
    private readonly Argument<string> _folder = new("OUTFOLDER") { Description = "Where to: images/CLASS/*.jpg, and apart from them annots/CLASS/*.xml." };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Which pictures.", HelpName = "S", DefaultValueFactory = _ => 0 };
    private readonly Option<int> _images = new("--images") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => 200 };
    private readonly Option<string> _size = new("--size") { Description = "Side, or width x height, of the pictures.", HelpName = "S", DefaultValueFactory = _ => "160" };

    internal static Command Create()
    {
        var options = new SyntheticCommand();
        var command = new Command("synthetic", "Draws a data set: textured shapes on clutter, labelled by folder, with exact boxes apart.")
        {
            options._folder, options._seed, options._images, options._size,
        };
        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var images = parsed.GetValue(_images);
        if (images is < 1 or > MostImages)
        {
            throw new UsageException($"--images: a number from 1 to {MostImages} was expected, found {images}.");
        }

        var (width, height) = SizeArgument.Parse("--size", parsed.GetValue(_size)!);
        if (Math.Min(width, height) < 32 || Math.Max(width, height) > 4096)
        {
            throw new UsageException($"--size: 32 to 4096 pixels a side were expected, found {width}x{height}.");
        }

        ProgressBar.Run(images, allowed: true, advance =>
            SyntheticDataset.Write(parsed.GetValue(_folder)!, parsed.GetValue(_seed), images, width, height, advance, cancellation));
        return ExitCode.Success;
    }
}
