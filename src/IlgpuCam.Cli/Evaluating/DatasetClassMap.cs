using System.Globalization;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Models;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>Finds the model's class for each class of a data set. May be asked by several threads.</summary>
internal sealed class DatasetClassMap
{
    private readonly Func<string, int?> _find;
    private readonly Dictionary<string, int?> _known = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private DatasetClassMap(Func<string, int?> find)
    {
        _find = find;
    }

    /// <summary>Every class of the data set is this one.</summary>
    internal static DatasetClassMap All(int index) => new(_ => index);

    /// <summary>Pairs from a file: lines of the data set's name, a comma, and an index, label or synonym of the model's.</summary>
    internal static DatasetClassMap FromFile(string path, Labels? labels, int classes)
    {
        var pairs = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.AsSpan().Trim().IsEmpty || line[0] == '#')
            {
                continue;
            }

            var comma = line.IndexOf(',', StringComparison.Ordinal);
            if (comma <= 0)
            {
                throw new FailureException($"{path}, line {number}: 'name,class' was expected, found '{line}'.");
            }

            try
            {
                if (!pairs.TryAdd(line[..comma].Trim(), ClassArguments.Resolve([line[(comma + 1)..].Trim().Trim('"')], labels, classes)[0]))
                {
                    throw new FailureException($"{path}, line {number}: '{line[..comma].Trim()}' stands in the file twice.");
                }
            }
            catch (UsageException e)
            {
                throw new FailureException($"{path}, line {number}: {e.Message}");
            }
        }

        return new(name => pairs.TryGetValue(name, out var index) ? index : null);
    }

    /// <summary>By the names: the data set's list of classes where it has the model's number of them, labels and synonyms, or the index itself.</summary>
    internal static DatasetClassMap ByName(IDataset dataset, Labels? labels, int classes)
    {
        var listed = dataset.Classes.Index().ToDictionary(c => c.Item.Name, c => c, StringComparer.Ordinal);
        return new(name =>
        {
            var words = listed.TryGetValue(name, out var entry) ? entry.Item.Words : name;
            if (entry.Item.Name is not null && listed.Count == classes && (labels is null || Shares(labels.NameOf(entry.Index), words) || Named(words, labels, classes) is null))
            {
                return entry.Index;
            }

            return Named(words, labels, classes)
                ?? (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < classes ? index : null);
        });
    }

    /// <summary>Without a model, the data set's own numbers: those of its list of classes, behind which others come in the order in which they are met.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="names">Receives the names by number.</param>
    internal static DatasetClassMap Own(IDataset dataset, out List<string> names)
    {
        List<string> found = [.. dataset.Classes.Select(c => c.Words)];
        var listed = dataset.Classes.Index().ToDictionary(c => c.Item.Name, c => c.Index, StringComparer.Ordinal);
        names = found;
        return new(name =>
        {
            if (!listed.TryGetValue(name, out var index))
            {
                listed.Add(name, index = found.Count);
                found.Add(name);
            }

            return index;
        });
    }

    /// <summary>The model's class, or null where it has none.</summary>
    /// <param name="name">The data set's name.</param>
    internal int? Find(string name)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(name, out var index))
            {
                _known.Add(name, index = _find(name));
            }

            return index;
        }
    }

    private static int? Named(string words, Labels? labels, int classes)
    {
        foreach (var name in Synonyms(words).Prepend(words).SelectMany(w => new[] { w, w.Replace('_', ' ') }))
        {
            if (labels?.Find(name).Where(i => i < classes).ToArray() is [var only])
            {
                return only;
            }
        }

        return null;
    }

    private static bool Shares(string label, string words) => Synonyms(label).Intersect(Synonyms(words), StringComparer.OrdinalIgnoreCase).Any();

    private static string[] Synonyms(string words) => words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
