using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IlgpuCam.Compute.Generator.Generate;

/// <summary>Pieces of C# source.</summary>
internal static class CSharpText
{
    /// <summary>An identifier, marked where it is a keyword.</summary>
    public static string Name(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? $"@{name}" : name;

    /// <summary>A type, fully qualified.</summary>
    public static string Type(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>A string literal on one line.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, true);

    /// <summary>A raw string literal of a text of many lines.</summary>
    public static string Raw(string text)
    {
        var (run, longest) = (0, 2);
        foreach (var c in text)
        {
            run = c == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var quotes = new string('"', longest + 1);
        return $"{quotes}\n{text}\n{quotes}";
    }

    /// <summary>The type parameters' constraints, as they have to be written again.</summary>
    public static string Constraints(IMethodSymbol method)
    {
        var clauses = new List<string>();
        foreach (var parameter in method.TypeParameters)
        {
            List<string> constraints = [];
            if (parameter.HasUnmanagedTypeConstraint)
            {
                constraints.Add("unmanaged");
            }
            else if (parameter.HasValueTypeConstraint)
            {
                constraints.Add("struct");
            }
            else if (parameter.HasNotNullConstraint)
            {
                constraints.Add("notnull");
            }

            constraints.AddRange(parameter.ConstraintTypes.Select(Type));
            if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint && !parameter.HasUnmanagedTypeConstraint)
            {
                constraints.Add("new()");
            }

            if (constraints.Count > 0)
            {
                clauses.Add($" where {parameter.Name} : {string.Join(", ", constraints)}");
            }
        }

        return string.Concat(clauses);
    }
}
