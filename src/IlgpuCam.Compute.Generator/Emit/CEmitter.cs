using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>A kernel's text in one of the two C dialects.</summary>
internal sealed class CEmitter
{
    private readonly CDialect _dialect;
    private readonly IrKernel _kernel;
    private readonly CTypes _types;
    private readonly CExpressions _expressions;

    public CEmitter(CDialect dialect, IrKernel kernel)
    {
        _dialect = dialect;
        _kernel = kernel;
        _types = new(dialect);
        _expressions = new(dialect, _types);
    }

    /// <summary>The whole text.</summary>
    /// <param name="head">Lines between the header and the prelude.</param>
    /// <param name="entry">What stands before the kernel's name.</param>
    /// <param name="lastParameter">A parameter after the kernel's own, or null.</param>
    /// <param name="firstLines">Lines at the head of the kernel's body.</param>
    public string Emit(string head, string entry, string? lastParameter, IReadOnlyList<string> firstLines)
    {
        var functions = Functions(entry, lastParameter, firstLines);
        var prelude = CPrelude.For(functions, _dialect.Prelude);
        var aliases = IrWalk.Expressions(_kernel).Any(e => e is ViewCastExpression);
        var text = new CodeText();
        text.Line($"// {_kernel.Name}, made from {_kernel.SourceFile}");
        text.Lines(_dialect.Header.Replace(" ALIAS", aliases ? " __attribute__((may_alias))" : string.Empty));
        if (head.Length > 0)
        {
            text.Lines(head);
        }

        if (prelude.Length > 0)
        {
            text.Lines(prelude);
        }

        CTypes.DeclareStructs(_kernel, aliases, text);
        _types.DeclareUsed(text);
        text.Lines(functions.TrimEnd('\n'));
        return text.ToString();
    }

    private string Functions(string entry, string? lastParameter, IReadOnlyList<string> firstLines)
    {
        var text = new CodeText();
        foreach (var function in _kernel.Functions)
        {
            text.Line(string.Empty);
            var parameters = function.Parameters.Select(p => $"{_types.Name(p.Type)} {CExpressions.Name(p)}").ToList();
            text.Open($"ic_fn {_types.Name(function.Returns)} {function.Name}_f({(parameters.Count == 0 ? "void" : string.Join(", ", parameters))})");
            Body(function.Body, text);
            text.Close();
        }

        text.Line(string.Empty);
        var own = _kernel.Parameters.Select(Parameter).ToList();
        text.Open($"{entry} {_kernel.Name}({string.Join(", ", lastParameter is null ? own : own.Append(lastParameter))})");
        foreach (var line in firstLines)
        {
            text.Line(line);
        }

        foreach (var allocation in IrWalk.Statements(_kernel.Body).OfType<AllocateStatement>().Where(a => a.Count > 0))
        {
            Memory(allocation, text);
        }

        foreach (var parameter in _kernel.Parameters.Where(p => p.Type is ViewType))
        {
            var name = CExpressions.Name(parameter);
            var type = _types.Name(parameter.Type);
            text.Line($"{type} {name} = {type}_of({name}p{(_dialect.HasOffsets ? $" + {name}o" : string.Empty)}, {name}n);");
        }

        Body(_kernel.Body, text);
        text.Close();
        return text.ToString();
    }

    private void Body(BlockStatement body, CodeText text)
    {
        var statements = new CStatements(_dialect, _types, _expressions, text);
        statements.DeclareLocals(body);
        statements.Write(body);
    }

    private string Parameter(IrVariable parameter)
    {
        var name = CExpressions.Name(parameter);
        return parameter.Type is ViewType view
            ? $"{_types.Pointer(view)} {name}p, {(_dialect.HasOffsets ? $"i64 {name}o, " : string.Empty)}i64 {name}n"
            : $"{_types.Name(parameter.Type)} {name}";
    }

    private void Memory(AllocateStatement allocation, CodeText text)
    {
        var view = (ViewType)allocation.View.Type;
        var keyword = view.Space == AddressSpace.Shared ? _dialect.Shared : string.Empty;
        text.Line($"{keyword}{_types.Name(view.Element)} {CExpressions.Name(allocation.View)}memory[{allocation.Count}] __attribute__((aligned(16)));");
    }
}
