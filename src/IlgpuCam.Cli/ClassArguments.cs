using System.Collections.Immutable;
using System.Globalization;
using IlgpuCam.Models;

namespace IlgpuCam.Cli;

/// <summary>Classes on the command line: an index, a label, or one of its synonyms.</summary>
internal static class ClassArguments
{
    /// <summary>The class indices, in the order given, none twice.</summary>
    /// <param name="names">What was given.</param>
    /// <param name="labels">The names of the classes, or null.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="UsageException">A name fits no class or several; the message names candidates.</exception>
    internal static ImmutableArray<int> Resolve(IEnumerable<string> names, Labels? labels, int classes) =>
        [.. names.Select(n => One(n, labels, classes)).Distinct()];

    private static int One(string name, Labels? labels, int classes)
    {
        if (int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return index >= 0 && index < classes
                ? index
                : throw new UsageException($"Class {name}: the classes of this model go from 0 to {classes - 1}.");
        }

        if (labels is null)
        {
            throw new UsageException($"Class '{name}': the model has no labels; give an index, or the labels with --labels.");
        }

        return labels.Find(name).Where(i => i < classes).ToArray() switch
        {
            [var only] => only,
            [] => throw new UsageException($"Class '{name}': there is none; the nearest are {List(labels.Nearest(name, 5), labels)}."),
            var several => throw new UsageException($"Class '{name}': several classes have this name: {List(several, labels)}; give the index."),
        };
    }

    private static string List(IEnumerable<int> classes, Labels labels) => string.Join("; ", classes.Select(c => $"{c} '{labels[c]}'"));
}
