using System.CommandLine;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;

namespace IlgpuCam.Cli;

/// <summary>The options of every command that lets a method be chosen.</summary>
internal sealed class MethodOptions
{
    private readonly string? _all;
    private readonly Option<string[]> _methods;

    private readonly Option<string[]> _layers = new("--layer")
    {
        Description = "A layer that the method looks at, as info lists them, in place of the last one that has places; several times: their maps are fused.",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int> _seed = new("--seed") { Description = "Where the random numbers of methods that have any start; 0 by default.", HelpName = "N" };

    /// <summary>Prepares the options.</summary>
    /// <param name="description">What --method is for in this command.</param>
    /// <param name="all">The word that stands for all methods; null where there is none.</param>
    internal MethodOptions(string description, string? all = null)
    {
        _all = all;
        _methods = new("--method") { Description = description, HelpName = "NAME", Arity = ArgumentArity.OneOrMore };
    }

    internal void AddTo(Command command)
    {
        command.Add(_methods);
        command.Add(_layers);
        command.Add(_seed);
    }

    internal int Seed(ParseResult parsed) => parsed.GetValue(_seed);

    /// <summary>Whether all methods are asked for.</summary>
    /// <exception cref="UsageException">And another one is named as well.</exception>
    internal bool IsAll(ParseResult parsed) => parsed.GetValue(_methods) is { } names && names.Contains(_all)
        && (names.Length == 1 ? true : throw new UsageException($"--method: '{_all}' was expected alone, found {names.Length} methods."));

    /// <summary>Whether a layer is named.</summary>
    internal bool HasLayers(ParseResult parsed) => parsed.GetValue(_layers) is { Length: > 0 };

    /// <summary>The methods of a command line, none twice.</summary>
    /// <exception cref="UsageException">There is no such method.</exception>
    internal IReadOnlyList<IExplanationMethod> Several(ParseResult parsed) =>
        [.. (parsed.GetValue(_methods) ?? []).Select(Find).DistinctBy(m => m.Info.Name, StringComparer.Ordinal)];

    /// <summary>The method of a command line that takes one; null where none is named.</summary>
    /// <exception cref="UsageException">There is no such method, several are named, or none is named and a layer is.</exception>
    internal IExplanationMethod? One(ParseResult parsed) => Several(parsed) switch
    {
        [] when HasLayers(parsed) => throw new UsageException("--layer: name a --method that looks at it, such as gradcam; methods lists them."),
        [] => null,
        [{ Info.TakesLayers: false } only] when HasLayers(parsed) =>
            throw new UsageException($"--layer: {only.Info.Title} looks at the image alone and takes no layers."),
        [var only] => only,
        var several => throw new UsageException($"--method: one was expected, found {several.Count}; explain takes several."),
    };

    /// <summary>The layers of a command line, none twice.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="layers">The layers of the model.</param>
    /// <exception cref="UsageException">There is no such layer; the message names candidates.</exception>
    internal IReadOnlyList<TargetLayer> Layers(ParseResult parsed, TargetLayers layers)
    {
        try
        {
            return [.. (parsed.GetValue(_layers) ?? []).Select(layers.Resolve).Distinct()];
        }
        catch (TargetLayerException e)
        {
            throw new UsageException($"--layer: {e.Message}");
        }
    }

    /// <summary>The layers that a method looks at: those of the command line, or the model's last; none for methods on pixels.</summary>
    internal IReadOnlyList<TargetLayer> LayersOf(IExplanationMethod method, ParseResult parsed, TargetLayers layers) =>
        !method.Info.TakesLayers ? []
        : Layers(parsed, layers) is { Count: > 0 } named ? named
        : layers.Automatic is { } automatic ? [automatic]
        : [];

    private static IExplanationMethod Find(string name) => ExplanationMethods.Find(name)
        ?? throw new UsageException($"--method: there is no '{name}'; there are {string.Join(", ", ExplanationMethods.All.Select(m => m.Info.Name))}.");
}
