using System.Collections.Immutable;
using System.Globalization;
using IlgpuCam.Models;

namespace IlgpuCam.Cli;

/// <summary>Classes on the command line: an index, a label, or one of its synonyms.</summary>
internal static class ClassArguments
{
    /// <summary>The class indices, in the order given, none twice.</summary>
    /// <param name="names">What was given.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="UsageException">A name fits no class or several; the message names candidates.</exception>
    internal static ImmutableArray<int> Resolve(IEnumerable<string> names, CamModel model) => [.. names.Select(n => One(n, model)).Distinct()];

    private static int One(string name, CamModel model)
    {
        if (int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return index >= 0 && index < model.Head.Classes
                ? index
                : throw new UsageException($"--class {name}: the classes of this model go from 0 to {model.Head.Classes - 1}.");
        }

        var labels = model.Labels ?? throw new UsageException($"--class '{name}': the model has no labels; give an index, or the labels with --labels.");
        return labels.Find(name).Where(i => i < model.Head.Classes).ToArray() switch
        {
            [var only] => only,
            [] => throw new UsageException($"--class '{name}': no such class; the nearest are {List(labels.Nearest(name, 5), labels)}."),
            var several => throw new UsageException($"--class '{name}': several classes have this name: {List(several, labels)}; give the index."),
        };
    }

    private static string List(IEnumerable<int> classes, Labels labels) => string.Join("; ", classes.Select(c => $"{c} '{labels[c]}'"));
}
