namespace IlgpuCam.Compute.Generator.Front;

/// <summary>Hands out identifiers that are unique in a function or a module and are no word of the languages that kernels become.</summary>
internal sealed class NameScope
{
    private readonly HashSet<string> _taken = [];

    public string Unique(string wanted)
    {
        var name = SymbolNames.Identifier(wanted).TrimStart('_');
        if (name.Length == 0 || name[0] is >= '0' and <= '9')
        {
            name = $"n{name}";
        }

        if (ReservedWords.Contains(name))
        {
            name += "_";
        }

        var unique = name;
        for (var i = 1; !_taken.Add(unique); i++)
        {
            unique = name.EndsWith("_", StringComparison.Ordinal) ? $"{name}{i}" : $"{name}_{i}";
        }

        return unique;
    }
}
