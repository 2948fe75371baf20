using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Statements in C. Locals are declared at the head of the function, since a block of the representation is no scope.</summary>
internal sealed class CStatements(CDialect dialect, CTypes types, CExpressions expressions, CodeText text) : StatementWriter(text)
{
    /// <summary>A function's locals, but not the memory of allocations.</summary>
    public void DeclareLocals(IrStatement body)
    {
        foreach (var variable in KernelFacts.DeclaredIn(body))
        {
            Output.Line($"{types.Name(variable.Type)} {CExpressions.Name(variable)};");
        }
    }

    protected override string Text(IrExpression expression) => expressions.Text(expression);

    protected override void Before(IrStatement statement)
    {
        if (statement is LoopStatement { Unroll: true })
        {
            Output.Line("#pragma unroll");
        }
    }

    protected override void Declare(IrVariable variable, IrExpression value) => Output.Line($"{CExpressions.Name(variable)} = {Text(value)};");

    protected override void Assign(AssignStatement assign) => Output.Line($"{Text(assign.Target)} = {Text(assign.Value)};");

    protected override void Evaluate(IrExpression value) => Output.Line($"(void){Text(value)};");

    protected override void Other(IrStatement statement)
    {
        switch (statement)
        {
            case AllocateStatement allocate:
                Allocate(allocate);
                break;
            case BarrierStatement:
                Output.Line(dialect.Barrier);
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} has no text in C.");
        }
    }

    private void Allocate(AllocateStatement allocate)
    {
        var view = (ViewType)allocate.View.Type;
        var name = CExpressions.Name(allocate.View);
        var memory = allocate.Count == 0 ? $"({types.Pointer(view)})dynamic_shared" : $"({types.Pointer(view)}){name}memory";
        var count = allocate.Count == 0 ? $"{dialect.DynamicBytes} / {KernelFacts.SizeOf(view.Element)}" : $"{allocate.Count}";
        Output.Line($"{name} = {types.Name(view)}_of({memory}, {count});");
    }
}
