using System.CommandLine;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli;

/// <summary>The options for files that are written beside the records.</summary>
internal sealed class PictureOptions
{
    private readonly Option<string?> _overlay = Folder("--overlay", "Photo with heat map, box and label; a sheet of the classes with --top above 1.");
    private readonly Option<string?> _heatmap = Folder("--heatmap", "The heat map of the first class, without the photo.");
    private readonly Option<string?> _maps = Folder("--maps", "The maps as numbers, at feature and at photo resolution (safetensors).");
    private readonly Option<string?> _mask = Folder("--mask", "The component behind the first class's box: white on black.");

    internal void AddTo(Command command)
    {
        command.Add(_overlay);
        command.Add(_heatmap);
        command.Add(_maps);
        command.Add(_mask);
    }

    /// <summary>Makes the writer for a command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="inputs">All photos; decides about names that collide.</param>
    /// <param name="several">Whether several classes were asked for, so that pictures become sheets.</param>
    /// <param name="localizer">How masks are made.</param>
    internal PictureWriter Create(ParseResult parsed, IReadOnlyList<InputFile> inputs, bool several, LocalizerOptions localizer)
    {
        // By reference: the same photo given twice has two names.
        var names = OutputNames.For(inputs);
        return new(inputs.Zip(names).ToDictionary(p => p.First, p => p.Second, (IEqualityComparer<InputFile>)ReferenceEqualityComparer.Instance), several)
        {
            Localizer = localizer,
            Overlay = parsed.GetValue(_overlay),
            Heatmap = parsed.GetValue(_heatmap),
            Maps = parsed.GetValue(_maps),
            Mask = parsed.GetValue(_mask),
        };
    }

    private static Option<string?> Folder(string name, string description) => new(name) { Description = description, HelpName = "FOLDER" };
}
