using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>What names mean inside one method while its body is bound: a kernel, a function, or a helper that is being inlined.</summary>
internal sealed class Frame(IMethodSymbol method, Substitution substitution, FrameKind kind)
{
    public IMethodSymbol Method { get; } = method;

    public Substitution Substitution { get; } = substitution;

    public FrameKind Kind { get; } = kind;

    /// <summary>Locals and parameters: variables, or constants where they are never written.</summary>
    public Dictionary<ISymbol, IrExpression> Values { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// View locals that have been declared without a value, with the placeholder of their declaration: their address space is known at
    /// their first assignment.
    /// </summary>
    public Dictionary<ISymbol, (List<IrStatement> Statements, IrStatement Placeholder)> PendingViews { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What break and continue do, by the label that the compiler gives their target.</summary>
    public Dictionary<ISymbol, Func<int, IrStatement>> Branches { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Locals and parameters that are written after their declaration, or referred to.</summary>
    public HashSet<ISymbol> Written { get; set; } = new(SymbolEqualityComparer.Default);

    /// <summary>The struct whose constructor, method or property this is.</summary>
    public IrVariable? This { get; set; }

    /// <summary>Where a return goes, in a kernel or an inlined helper.</summary>
    public int Label { get; set; }

    /// <summary>True for an inlined helper whose only return is its last statement.</summary>
    public bool ReturnsAtEnd { get; set; }

    /// <summary>The value that an inlined helper returned at its end.</summary>
    public IrExpression? Result { get; set; }

    /// <summary>The variable for the value of an inlined helper with several returns.</summary>
    public IrVariable? ResultVariable { get; set; }
}
