using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>The debugging mode's statements: each says which line of the kernel it comes from.</summary>
internal sealed class ItemStatements(CSharpExpressions expressions, CodeText text) : CSharpStatements(expressions, text)
{
    private readonly CSharpExpressions _expressions = expressions;

    protected override void Before(IrStatement statement)
    {
        if (statement is not BlockStatement && statement.Line > 0)
        {
            Output.Line($"item.Line = {statement.Line};");
        }
    }

    protected override void BeforeTest(LoopStatement loop) => Before(loop);

    protected override void Assign(AssignStatement assign)
    {
        if (assign.Target is ElementExpression element)
        {
            Output.Line($"item.Store({_expressions.Text(element.View)}, {_expressions.Text(element.Index)}, {_expressions.Text(assign.Value)});");
        }
        else
        {
            base.Assign(assign);
        }
    }

    protected override void Other(IrStatement statement)
    {
        switch (statement)
        {
            case BarrierStatement barrier:
                Output.Line($"item.Barrier({barrier.Site});");
                break;
            case AllocateStatement allocate:
                var view = (ViewType)allocate.View.Type;
                var memory = allocate.Count == 0 ? $"DynamicShared<{view.Element.CSharp}>()"
                    : view.Space == AddressSpace.Shared ? $"Shared<{view.Element.CSharp}>({allocate.Site}, {allocate.Count})"
                    : $"Local<{view.Element.CSharp}>({allocate.Count})";
                Output.Line($"{CExpressions.Name(allocate.View)} = item.{memory};");
                break;
            default:
                base.Other(statement);
                break;
        }
    }
}
