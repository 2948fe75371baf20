using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>What statements have in common in C and in C#.</summary>
internal abstract class StatementWriter(CodeText text)
{
    private string? _continue;
    private int _labels;

    protected CodeText Output => text;

    /// <summary>A label that the function has not had yet.</summary>
    public string NewLabel(string kind) => $"{kind}_{_labels++}";

    /// <summary>Whether a statement goes on with the next turn of the loop that it is the body of.</summary>
    public static bool HasContinue(IrStatement? statement) => statement switch
    {
        ContinueStatement => true,
        BlockStatement block => block.Statements.Any(HasContinue),
        IfStatement branch => HasContinue(branch.Then) || HasContinue(branch.Else),
        _ => false,
    };

    public void Write(IrStatement statement)
    {
        Before(statement);
        switch (statement)
        {
            case BlockStatement block:
                foreach (var inner in block.Statements)
                {
                    Write(inner);
                }

                break;
            case DeclareStatement { Value: { } value } declare:
                Declare(declare.Variable, value);
                break;
            case DeclareStatement:
                break;
            case AssignStatement assign:
                Assign(assign);
                break;
            case EvaluateStatement evaluate:
                Evaluate(evaluate.Value);
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
                Return(leave);
                break;
            default:
                Other(statement);
                break;
        }
    }

    /// <summary>An expression's text.</summary>
    protected abstract string Text(IrExpression expression);

    /// <summary>Gives a local its first value.</summary>
    protected abstract void Declare(IrVariable variable, IrExpression value);

    protected abstract void Assign(AssignStatement assign);

    protected abstract void Evaluate(IrExpression value);

    /// <summary>Statements that not every text has, or not in this form.</summary>
    protected abstract void Other(IrStatement statement);

    /// <summary>What stands before every statement.</summary>
    protected virtual void Before(IrStatement statement)
    {
    }

    /// <summary>What stands at the end of every turn of a loop.</summary>
    protected virtual void BeforeTest(LoopStatement loop)
    {
    }

    protected virtual void Return(ReturnStatement leave) => text.Line(leave.Value is { } result ? $"return {Text(result)};" : "return;");

    private void If(IfStatement branch)
    {
        text.Open($"if ({Text(branch.Condition)})");
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
        var condition = loop.Condition is null ? "true" : Text(loop.Condition);
        text.Open(loop.TestFirst ? $"while ({condition})" : "do");
        var outer = _continue;
        _continue = NewLabel("next");
        Write(loop.Body);
        if (HasContinue(loop.Body))
        {
            text.Line($"{_continue}:;");
        }

        _continue = outer;
        Write(loop.Step);
        BeforeTest(loop);
        text.Close(loop.TestFirst ? string.Empty : $" while ({condition});");
    }
}
