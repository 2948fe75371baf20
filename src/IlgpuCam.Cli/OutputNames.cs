namespace IlgpuCam.Cli;

/// <summary>Gives each photo the name of its files below the output folders, none twice.</summary>
internal static class OutputNames
{
    /// <summary>The name of each input without the output's extension, sub-folders kept: the stem, or the full file name where stems collide.</summary>
    /// <param name="inputs">The photos.</param>
    internal static string[] For(IReadOnlyList<InputFile> inputs)
    {
        var stems = inputs.Select(i => Path.ChangeExtension(i.RelativePath, null).Replace('\\', '/')).ToArray();
        var collides = stems.GroupBy(s => s, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var names = new string[inputs.Count];
        for (var i = 0; i < names.Length; i++)
        {
            var name = collides.Contains(stems[i]) ? inputs[i].RelativePath.Replace('\\', '/') : stems[i];

            // The same file name from two folders: numbered in input order, since both must be kept.
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++)
            {
                unique = $"{name}.{n}";
            }

            names[i] = unique;
        }

        return names;
    }
}
