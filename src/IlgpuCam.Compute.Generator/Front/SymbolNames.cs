using System.Text;
using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>Names of symbols: full ones for the tables, C identifiers for generated text.</summary>
internal static class SymbolNames
{
    /// <summary>Namespace, types and member, without type arguments: <c>System.MathF.Exp</c>.</summary>
    public static string FullName(ISymbol symbol)
    {
        var container = symbol.ContainingType is { } type ? FullName(type)
            : symbol.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "";
        return container.Length == 0 ? symbol.Name : $"{container}.{symbol.Name}";
    }

    /// <summary>A C identifier that names a type with its type arguments: <c>Pair_Int32_Single</c>.</summary>
    public static string Identifier(ITypeSymbol type)
    {
        var name = Identifier(type.Name);
        return type is INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } ? $"{name}_{string.Join("_", arguments.Select(Identifier))}" : name;
    }

    /// <summary>A C identifier near to a C# name: other letters than ASCII become underscores.</summary>
    public static string Identifier(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            text.Append(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? c : '_');
        }

        if (text.Length == 0 || text[0] is >= '0' and <= '9')
        {
            text.Insert(0, 'n');
        }

        return text.ToString();
    }
}
