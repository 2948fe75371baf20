using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Statements in C. Locals are declared at the head of the function, since a block of the representation is no scope.</summary>
internal sealed class CStatements(CDialect dialect, CTypes types, CExpressions expressions, CodeText text)
{
    private int _labels;
    private string? _continue;

    /// <summary>A function's locals, but not the memory of allocations.</summary>
    public void DeclareLocals(IrStatement body)
    {
        foreach (var variable in KernelFacts.DeclaredIn(body))
        {
            text.Line($"{types.Name(variable.Type)} {CExpressions.Name(variable)};");
        }
    }

    public void Write(IrStatement statement)
    {
        switch (statement)
        {
            case BlockStatement block:
                foreach (var inner in block.Statements)
                {
                    Write(inner);
                }

                break;
            case DeclareStatement { Value: { } value } declare:
                text.Line($"{CExpressions.Name(declare.Variable)} = {expressions.Text(value)};");
                break;
            case DeclareStatement:
                break;
            case AssignStatement assign:
                text.Line($"{expressions.Text(assign.Target)} = {expressions.Text(assign.Value)};");
                break;
            case EvaluateStatement evaluate:
                text.Line($"(void){expressions.Text(evaluate.Value)};");
                break;
            case AllocateStatement allocate:
                Allocate(allocate);
                break;
            case BarrierStatement:
                text.Line(dialect.Barrier);
                break;
            case IfStatement branch:
                If(branch);
                break;
            case LoopStatement loop:
                Loop(loop);
                break;
            case BreakStatement:
                text.Line("break;");
                break;
            case ContinueStatement:
                text.Line($"goto {_continue};");
                break;
            case ReturnStatement leave:
                text.Line(leave.Value is { } result ? $"return {expressions.Text(result)};" : "return;");
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} has no text in C.");
        }
    }

    private void Allocate(AllocateStatement allocate)
    {
        var view = (ViewType)allocate.View.Type;
        var name = CExpressions.Name(allocate.View);
        // The size of dynamic shared memory is the launch's affair: nothing in the device's text knows it.
        var memory = allocate.Count == 0 ? $"({types.Pointer(view)})dynamic_shared" : $"({types.Pointer(view)}){name}memory";
        var count = allocate.Count == 0 ? "0x7fffffff" : $"{allocate.Count}";
        text.Line($"{name} = {types.Name(view)}_of({memory}, {count});");
    }

    private void If(IfStatement branch)
    {
        text.Open($"if ({expressions.Text(branch.Condition)})");
        Write(branch.Then);
        text.Close();
        if (branch.Else is { } otherwise)
        {
            text.Open("else");
            Write(otherwise);
            text.Close();
        }
    }

    private void Loop(LoopStatement loop)
    {
        var condition = loop.Condition is null ? "true" : expressions.Text(loop.Condition);
        if (loop.Unroll)
        {
            text.Line("#pragma unroll");
        }

        text.Open(loop.TestFirst ? $"while ({condition})" : "do");
        var outer = _continue;
        _continue = $"continue_{_labels++}";
        Write(loop.Body);
        if (HasContinue(loop.Body))
        {
            text.Line($"{_continue}:;");
        }

        _continue = outer;
        Write(loop.Step);
        text.Close(loop.TestFirst ? string.Empty : $" while ({condition});");
    }

    /// <summary>Whether a statement goes on with the next turn of the loop that it is the body of.</summary>
    public static bool HasContinue(IrStatement? statement) => statement switch
    {
        ContinueStatement => true,
        BlockStatement block => block.Statements.Any(HasContinue),
        IfStatement branch => HasContinue(branch.Then) || HasContinue(branch.Else),
        _ => false,
    };
}
