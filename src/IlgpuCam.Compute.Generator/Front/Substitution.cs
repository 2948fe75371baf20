using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>What the type parameters of a generic method, and of the types round it, stand for.</summary>
internal sealed class Substitution
{
    public static readonly Substitution None = new(new(SymbolEqualityComparer.Default));

    private readonly Dictionary<ISymbol, ITypeSymbol> _types;

    private Substitution(Dictionary<ISymbol, ITypeSymbol> types) => _types = types;

    /// <summary>
    /// The substitution inside the body of <paramref name="method"/>, which has been made concrete; a local function sees that of the
    /// method round it, too.
    /// </summary>
    public static Substitution Inside(IMethodSymbol method, Substitution outer)
    {
        var types = new Dictionary<ISymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            foreach (var pair in outer._types)
            {
                types[pair.Key] = pair.Value;
            }
        }

        Add(types, method.OriginalDefinition.TypeParameters, method.TypeArguments);
        AddContaining(types, method.ContainingType);
        return new(types);
    }

    /// <summary>The substitution inside a type, for the initialisers of its fields.</summary>
    public static Substitution Inside(INamedTypeSymbol type)
    {
        var types = new Dictionary<ISymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
        AddContaining(types, type);
        return new(types);
    }

    /// <summary>Tells two substitutions apart.</summary>
    public string Describe() => string.Join(",", _types.Select(p => $"{p.Key.Name}={p.Value.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}"));

    public ITypeSymbol Apply(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => _types.TryGetValue(type, out var concrete) ? concrete : type,
        INamedTypeSymbol { IsGenericType: true } named => Apply(named),
        _ => type,
    };

    /// <summary>A method on the concrete type, with concrete type arguments.</summary>
    public IMethodSymbol Apply(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        if (method.MethodKind != MethodKind.LocalFunction && method.ContainingType is { IsGenericType: true } containing)
        {
            definition = Apply(containing).GetMembers(definition.Name).OfType<IMethodSymbol>().First(m =>
                Same(m.OriginalDefinition, method.OriginalDefinition));
        }

        return method.IsGenericMethod ? definition.Construct([.. method.TypeArguments.Select(Apply)]) : definition;
    }

    /// <summary>
    /// The method that a call through a type parameter or an interface reaches on <paramref name="receiver"/>; null where that is not known
    /// before run time.
    /// </summary>
    public IMethodSymbol? Implementation(IMethodSymbol method, ITypeSymbol receiver)
    {
        var concrete = Apply(receiver);
        if (concrete is not INamedTypeSymbol { IsValueType: true } type)
        {
            return null;
        }

        var target = Apply(method);
        var member = target.IsGenericMethod ? target.ConstructedFrom : target;
        if (type.FindImplementationForInterfaceMember(member) is not IMethodSymbol found)
        {
            return target.IsAbstract ? null : target;
        }

        return target.IsGenericMethod && found.IsGenericMethod ? found.Construct([.. target.TypeArguments]) : found;
    }

    private INamedTypeSymbol Apply(INamedTypeSymbol type)
    {
        var definition = type.OriginalDefinition;
        if (type.ContainingType is { IsGenericType: true } containing)
        {
            definition = Apply(containing).GetTypeMembers(type.Name, type.Arity).First(t => Same(t.OriginalDefinition, type.OriginalDefinition));
        }

        return type.Arity == 0 ? definition : definition.Construct([.. type.TypeArguments.Select(Apply)]);
    }

    private static bool Same(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a, b);

    private static void AddContaining(Dictionary<ISymbol, ITypeSymbol> types, INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            Add(types, type.OriginalDefinition.TypeParameters, type.TypeArguments);
        }
    }

    private static void Add(Dictionary<ISymbol, ITypeSymbol> types, IReadOnlyList<ITypeParameterSymbol> parameters,
        IReadOnlyList<ITypeSymbol> arguments)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            types[parameters[i]] = arguments[i];
        }
    }
}
