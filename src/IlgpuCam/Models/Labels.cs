using System.Collections;
using System.Globalization;

namespace IlgpuCam.Models;

/// <summary>The names of a model's classes, by class index. A name may list synonyms with commas between them, as ImageNet's do.</summary>
public sealed class Labels : IReadOnlyList<string>
{
    private readonly string[] _names;

    /// <summary>Creates labels.</summary>
    /// <param name="names">One name a class, in the order of the class index.</param>
    public Labels(IEnumerable<string> names) => _names = [.. names];

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public string this[int index] => _names[index];

    /// <summary>Reads a text file with one name a line; blank lines at the end do not count.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="ModelFormatException">It has no line, is no text, or is larger than any list of labels.</exception>
    public static Labels Load(string path)
    {
        using var reader = new StreamReader(new MemoryStream(SmallFile.Read(path)));
        var text = reader.ReadToEnd();
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ModelFormatException($"{path}: a text file with one label a line was expected, found binary data.");
        }

        string[] lines = [.. text.TrimEnd().Split('\n').Select(l => l.Trim())];
        return lines is [""] ? throw new ModelFormatException($"{path}: one label a line was expected, found an empty file.") : new(lines);
    }

    /// <summary>The label of a class, or the index as text where there is none.</summary>
    /// <param name="index">The class index, from 0.</param>
    public string NameOf(int index) => index < _names.Length ? _names[index] : index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The classes whose label, or one of its synonyms, is a name, case ignored; several where the name is ambiguous.</summary>
    /// <param name="name">The name.</param>
    public IReadOnlyList<int> Find(string name)
    {
        var wanted = name.Trim();
        return [.. Enumerable.Range(0, Count).Where(i => Names(i).Any(n => n.Equals(wanted, StringComparison.OrdinalIgnoreCase)))];
    }

    /// <summary>The labels whose spelling is nearest to a name, the nearest first: what to offer after a typing mistake.</summary>
    /// <param name="name">The name.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<int> Nearest(string name, int count)
    {
        var wanted = name.Trim().ToUpperInvariant();
        return
        [
            .. Enumerable.Range(0, Count)
                .Select(i => (Index: i, Distance: Names(i).Min(n => Distance(wanted, n.ToUpperInvariant()))))
                .OrderBy(c => c.Distance).ThenBy(c => c.Index).Take(count).Select(c => c.Index),
        ];
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The whole label and each of its synonyms.</summary>
    private IEnumerable<string> Names(int index) => _names[index].Split(',', StringSplitOptions.TrimEntries).Append(_names[index]);

    /// <summary>Levenshtein's distance; a name that contains the other counts as near.</summary>
    private static double Distance(string a, string b)
    {
        if (b.Contains(a, StringComparison.Ordinal))
        {
            return 0.5;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
