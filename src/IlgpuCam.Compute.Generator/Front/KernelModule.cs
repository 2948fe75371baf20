using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>What the parts of one kernel share while it is compiled: its types, functions and diagnostics.</summary>
internal sealed class KernelModule
{
    private readonly Dictionary<string, FunctionEntry> _entries = [];
    private readonly Dictionary<string, FunctionEntry> _byName = [];
    private readonly List<DiagnosticInfo> _diagnostics = [];
    private readonly List<string> _active = [];
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    public KernelModule(Compilation compilation, int unrollLimit, CancellationToken token)
    {
        (Compilation, UnrollLimit, Token) = (compilation, unrollLimit, token);
        Types = new(Names);
    }

    public Compilation Compilation { get; }

    public int UnrollLimit { get; }

    public CancellationToken Token { get; }

    public NameScope Names { get; } = new();

    public TypeMapper Types { get; }

    /// <summary>Helpers, each after those it calls.</summary>
    public List<IrFunction> Functions { get; } = [];

    public IReadOnlyList<DiagnosticInfo> Diagnostics => _diagnostics;

    /// <summary>How many statements could not be compiled, be it reported here or by the C# compiler.</summary>
    public int Failures { get; private set; }

    public bool HasFailed => Failures > 0;

    public void Report(KernelException exception)
    {
        Failures++;
        if (exception.Diagnostic is { } diagnostic && !_diagnostics.Contains(diagnostic))
        {
            _diagnostics.Add(diagnostic);
        }
    }

    public FunctionEntry Find(string function) => _byName[function];

    /// <summary>The operation tree of a method, property or initialiser in source.</summary>
    public IOperation? Operation(SyntaxNode syntax)
    {
        if (!_models.TryGetValue(syntax.SyntaxTree, out var model))
        {
#pragma warning disable RS1030 // A helper may stand in another file than the kernel that the generator was called for.
            model = Compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS1030
            _models.Add(syntax.SyntaxTree, model);
        }

        return model.GetOperation(syntax, Token);
    }

    /// <summary>Does something inside a method, and refuses it where that method is being bound already.</summary>
    public void Enter(IMethodSymbol method, Substitution substitution, Location call, Action action)
    {
        var key = Key(method, substitution);
        if (_active.Contains(key) || _active.Count > 200)
        {
            throw new KernelException(Descriptors.Recursion, call, method.Name);
        }

        _active.Add(key);
        try
        {
            action();
        }
        finally
        {
            _active.RemoveAt(_active.Count - 1);
        }
    }

    /// <summary>The helper as a function for these types of arguments, bound at its first use.</summary>
    public FunctionEntry Function(IMethodSymbol method, Substitution substitution, bool hasThis, IReadOnlyList<IrType> arguments, Location call)
    {
        var key = $"{Key(method, substitution)}({string.Join(",", arguments.Select(a => a.ToString()))})";
        if (_entries.TryGetValue(key, out var known))
        {
            return known.Function is null && !known.MustInline ? throw new KernelException(null) : known;
        }

        FunctionEntry entry = new();
        var failures = Failures;
        Enter(method, substitution, call, () =>
        {
            try
            {
                new BodyBinder(this, false).BindFunction(entry, method, substitution, hasThis, arguments);
            }
            catch (InlineRequiredException)
            {
                entry.MustInline = true;
            }
        });
        _entries.Add(key, entry);
        if (Failures > failures)
        {
            entry.Function = null;
            entry.MustInline = false;
            throw new KernelException(null);
        }

        if (entry.Function is { } function)
        {
            Functions.Add(function);
            _byName.Add(function.Name, entry);
        }

        return entry;
    }

    private static string Key(IMethodSymbol method, Substitution substitution)
    {
        var place = method.DeclaringSyntaxReferences.FirstOrDefault() is { } reference ? $"{reference.SyntaxTree.FilePath}@{reference.Span.Start}" : "";
        return $"{method.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}|{method.ContainingType?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}|{method.MethodKind}|{place}|"
            + (method.MethodKind == MethodKind.LocalFunction ? substitution.Describe() : "");
    }
}
