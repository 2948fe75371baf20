using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>
/// Binds the body of a kernel or of a helper to the intermediate representation. Expressions come back as values; whatever has an effect is
/// written as a statement before, in C#'s order, and values that such a
/// statement would change are kept in temporaries.
/// </summary>
internal sealed partial class BodyBinder(KernelModule module, bool isKernel)
{
    private readonly NameScope _names = new();
    private readonly HashSet<string> _addressTaken = [];
    private readonly HashSet<string> _fixed = [];
    private readonly HashSet<string> _temporaries = [];
    private readonly List<Location> _sites = [];
    private readonly Dictionary<string, Location> _shuffles = [];
    private readonly List<AllocateStatement> _allocations = [];
    private List<IrStatement> _out = [];
    private Frame _frame = null!;
    private bool _usesIndices;
    private bool _isDivergent;
    private int _labels;
    private int _line;
    private string? _nameHint;

    /// <summary>The names of the variables.</summary>
    public NameScope Names => _names;

    /// <summary>Places of barriers and returns in the source, by their site.</summary>
    public IReadOnlyList<Location> Sites => _sites;

    /// <summary>Places of shuffles, by the variable that takes the value.</summary>
    public IReadOnlyDictionary<string, Location> Shuffles => _shuffles;

    /// <summary>Allocations of the kernel, which all stand at its start.</summary>
    public IReadOnlyList<AllocateStatement> Allocations => _allocations;

    /// <summary>Binds a kernel's body: a labeled block that returns jump out of.</summary>
    public LabeledBlock BindKernel(IMethodSymbol method, Substitution substitution, IReadOnlyList<IrVariable> parameters)
    {
        var body = MethodBodies.Find(method, module);
        _frame = NewFrame(method, substitution, FrameKind.Kernel, body);
        _frame.Label = _labels++;
        for (var i = 0; i < parameters.Count; i++)
        {
            BindParameter(method.Parameters[i], parameters[i]);
        }

        Statements(body);
        return new(_frame.Label, Block(_out), 0);
    }

    /// <summary>The variable of a kernel's parameter.</summary>
    public IrVariable Parameter(IParameterSymbol parameter, IrType type) => new(_names.Unique(parameter.Name), type);

    /// <summary>Binds a helper as a function of its own.</summary>
    public void BindFunction(FunctionEntry entry, IMethodSymbol method, Substitution substitution, bool hasThis, IReadOnlyList<IrType> arguments)
    {
        var body = MethodBodies.Find(method, module);
        _frame = NewFrame(method, substitution, FrameKind.Function, body);
        var parameters = new List<IrVariable>();
        if (hasThis)
        {
            _frame.This = new(_names.Unique("self"), arguments[0]);
            parameters.Add(_frame.This);
        }

        foreach (var parameter in method.Parameters)
        {
            var variable = Parameter(parameter, arguments[parameters.Count]);
            parameters.Add(variable);
            BindParameter(parameter, variable);
        }

        if (method.MethodKind == MethodKind.Constructor)
        {
            BeginConstructor(method);
        }

        Statements(body);
        if (method.MethodKind == MethodKind.Constructor)
        {
            _out.Add(new ReturnStatement(new VariableExpression(_frame.This!), _line));
        }

        // Switches leave jumps to their ends.
        var flat = new JumpElimination(_names).Run(new(-1, Block(_out), 0));
        var statements = flat.Statements.SelectMany(IrWalk.All).ToList();
        var returned = statements.OfType<ReturnStatement>().Where(r => r.Value is not null).Select(r => r.Value!.Type).FirstOrDefault();
        if (returned is ViewType view && statements.OfType<ReturnStatement>().FirstOrDefault(r =>
            r.Value?.Type is ViewType other && other.Space != view.Space) is { } disagreeing)
        {
            throw SpacesDisagree(method.Locations.FirstOrDefault(), method.Name, view.Space, ((ViewType)disagreeing.Value!.Type).Space);
        }

        var effects = new Effects(flat.Statements, module, _addressTaken);
        entry.WritesMemory = effects.WritesMemory;
        entry.UsesIndices = _usesIndices;
        entry.IsDivergent = _isDivergent || flat.Statements.SelectMany(IrWalk.AllExpressions).Any(IrWalk.IsAtomic);
        entry.Constant = flat.Statements.Count == 1 && flat.Statements[0] is ReturnStatement { Value: { } value } && IsConstant(value)
            ? value : null;
        entry.Function = new(
            module.Names.Unique(FunctionName(method)), returned ?? ScalarType.Void, EquatableArray<IrVariable>.From(parameters), flat,
                _usesIndices);
    }

    private static string FunctionName(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.Constructor => $"{SymbolNames.Identifier(method.ContainingType)}_new",
        _ => $"{(method.ContainingType is { } type ? SymbolNames.Identifier(type) : "Program")}_{method.Name}",
    };

    private static Frame NewFrame(IMethodSymbol method, Substitution substitution, FrameKind kind, MethodBody body) =>
        new(method, Substitution.Inside(method, substitution), kind) { Written = WrittenSymbols.Find(body) };

    private void BindParameter(IParameterSymbol parameter, IrVariable variable)
    {
        var original = parameter.OriginalDefinition;
        _frame.Values[original] = new VariableExpression(variable);
        if (parameter.RefKind == RefKind.None && !_frame.Written.Contains(original))
        {
            _fixed.Add(variable.Name);
        }
    }

    private BlockStatement Block(List<IrStatement> statements) => new(EquatableArray<IrStatement>.From(statements), _line);

    /// <summary>Binds something apart, so that its statements can be looked at before they are placed.</summary>
    private List<IrStatement> Capture(Action action)
    {
        var outer = _out;
        var captured = new List<IrStatement>();
        _out = captured;
        try
        {
            action();
        }
        finally
        {
            _out = outer;
        }

        return captured;
    }

    private (List<IrStatement> Statements, IrExpression Value) CaptureValue(Func<IrExpression> value)
    {
        IrExpression? result = null;
        var statements = Capture(() => result = value());
        return (statements, result!);
    }

    private VariableExpression Temporary(IrExpression value, string name = "t")
    {
        var variable = new IrVariable(_names.Unique(name), value.Type);
        _out.Add(new DeclareStatement(variable, value, _line));
        _fixed.Add(variable.Name);
        _temporaries.Add(variable.Name);
        return new(variable);
    }

    /// <summary>
    /// Evaluates operands from left to right: one that a later operand's effects would change is kept in a temporary before them.
    /// </summary>
    private IrExpression[] Operands(params Func<IrExpression>[] operands)
    {
        var results = new IrExpression[operands.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            var mark = _out.Count;
            results[i] = operands[i]();
            if (_out.Count == mark || i == 0)
            {
                continue;
            }

            var effects = new Effects(_out.Skip(mark), module, _addressTaken);
            var later = _out.GetRange(mark, _out.Count - mark);
            _out.RemoveRange(mark, later.Count);
            for (var k = 0; k < i; k++)
            {
                results[k] = Keep(results[k], effects);
            }

            _out.AddRange(later);
        }

        return results;
    }

    /// <summary>The same value, in a temporary where the effects would change it; of a place only the parts that say which it is.</summary>
    private IrExpression Keep(IrExpression value, Effects effects) => value switch
    {
        AddressExpression address => address with { Place = KeepPlace(address.Place, effects) },
        _ => effects.Disturb(value) ? Temporary(value) : value,
    };

    private IrExpression KeepPlace(IrExpression place, Effects effects) => place switch
    {
        FieldExpression field => field with { Target = KeepPlace(field.Target, effects) },
        ElementExpression element => new ElementExpression(Keep(element.View, effects), Keep(element.Index, effects)),
        _ => place,
    };

    private IrType TypeOf(IOperation operation) => module.Types.Map(ConcreteType(operation), operation.Syntax.GetLocation());

    private ITypeSymbol ConcreteType(IOperation operation) => _frame.Substitution.Apply(operation.Type ?? throw Refusals.For(operation));

    private static int LineOf(SyntaxNode syntax) => syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static bool IsConstant(IrExpression value) => value is LiteralExpression or ConvertExpression { Operand: LiteralExpression };

    private static KernelException SpacesDisagree(Location? location, string name, AddressSpace first, AddressSpace second) =>
        new(Descriptors.AddressSpaces, location, name, SpaceName(first), SpaceName(second));

    private static string SpaceName(AddressSpace space) => space switch
    {
        AddressSpace.Global => "global",
        AddressSpace.Shared => "shared",
        _ => "local",
    };

    private static KernelException NotInKernel(IOperation operation, string what) =>
        new(Descriptors.UnsupportedExpression, operation.Syntax.GetLocation(), what);
}
