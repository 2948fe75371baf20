using System.CommandLine;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;

namespace IlgpuCam.Cli;

/// <summary>The options of every command that lets a method be chosen.</summary>
internal sealed class MethodOptions
{
    private const string Every = "all";

    private readonly Option<string[]> _methods;
    private readonly Option<string[]> _layers;

    private readonly Option<int> _seed = new("--seed") { Description = "Where the random numbers of methods that have any start; 0 by default.", HelpName = "N" };

    /// <summary>Prepares the options.</summary>
    /// <param name="description">What --method is for in this command.</param>
    /// <param name="severalLayers">What becomes of several layers.</param>
    internal MethodOptions(string description, string severalLayers = "their maps are fused")
    {
        _methods = new("--method") { Description = description, HelpName = "NAME", Arity = ArgumentArity.OneOrMore };
        _layers = new("--layer")
        {
            Description = $"A layer that the method looks at, as info lists them, in place of the last one that has places; several times: {severalLayers}.",
            HelpName = "NAME",
            Arity = ArgumentArity.OneOrMore,
        };
    }

    internal void AddTo(Command command)
    {
        command.Add(_methods);
        command.Add(_layers);
        command.Add(_seed);
    }

    internal int Seed(ParseResult parsed) => parsed.GetValue(_seed);

    /// <summary>The methods of a command line, none twice.</summary>
    /// <exception cref="UsageException">There is no such method, or none is named and a layer is.</exception>
    internal IReadOnlyList<IExplanationMethod> Several(ParseResult parsed) =>
        [.. (parsed.GetValue(_methods) ?? []).Select(Find).DistinctBy(m => m.Info.Name, StringComparer.Ordinal)];

    /// <summary>The same where <c>all</c> stands for every method there is.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isAll">Whether it does.</param>
    /// <exception cref="UsageException">There is no such method, or none is named and a layer is.</exception>
    internal IReadOnlyList<IExplanationMethod> SeveralOrAll(ParseResult parsed, out bool isAll)
    {
        isAll = parsed.GetValue(_methods) is { } names && names.Contains(Every, StringComparer.OrdinalIgnoreCase);
        var methods = isAll ? ExplanationMethods.All : Several(parsed);
        return methods.Count > 0 || parsed.GetValue(_layers) is not { Length: > 0 } ? methods : throw LayerAlone();
    }

    /// <summary>The method of a command line that takes one; null where none is named.</summary>
    /// <exception cref="UsageException">There is no such method, several are named, or none is named and a layer is.</exception>
    internal IExplanationMethod? One(ParseResult parsed) => Several(parsed) switch
    {
        [] when parsed.GetValue(_layers) is { Length: > 0 } => throw LayerAlone(),
        [] => null,
        [{ Info.TakesLayers: false } only] when parsed.GetValue(_layers) is { Length: > 0 } =>
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

    private static UsageException LayerAlone() => new("--layer: name a --method that looks at it, such as gradcam; methods lists them.");

    private static IExplanationMethod Find(string name) => ExplanationMethods.Find(name)
        ?? throw new UsageException($"--method: there is no '{name}'; there are {string.Join(", ", ExplanationMethods.All.Select(m => m.Info.Name))}.");
}
