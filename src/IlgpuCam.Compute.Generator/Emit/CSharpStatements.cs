using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Statements of one work-item in the emulator's C#, without barriers.</summary>
internal class CSharpStatements(CSharpExpressions expressions, CodeText text)
{
    private string? _continue;
    private int _labels;

    /// <summary>Where a <c>return</c> goes: a label, or out of the method.</summary>
    public string? ReturnLabel { get; set; }

    /// <summary>Whether anything went to <see cref="ReturnLabel"/>.</summary>
    public bool HasReturned { get; set; }

    protected CodeText Output => text;

    /// <summary>A label that the method has not had yet.</summary>
    public string NewLabel(string kind) => $"{kind}_{_labels++}";

    /// <summary>Declares locals ahead of everything, as a block of the representation is no scope.</summary>
    public void DeclareLocals(IEnumerable<IrVariable> variables)
    {
        foreach (var variable in variables)
        {
            text.Line(variable.Type is ReferenceType reference
                ? $"scoped ref {reference.Element.CSharp} {CExpressions.Name(variable)} = ref global::System.Runtime.CompilerServices.Unsafe.NullRef<{reference.Element.CSharp}>();"
                : $"{variable.Type.CSharp} {CExpressions.Name(variable)} = default;");
        }
    }

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
                text.Line($"{Declared(declare.Variable)} = {DeclaredValue(declare.Variable, value)};");
                break;
            case DeclareStatement:
                break;
            case AssignStatement assign:
                Assign(assign);
                break;
            case EvaluateStatement evaluate:
                text.Line($"{(evaluate.Value.Type is ScalarType { Kind: ScalarKind.Void } ? string.Empty : "_ = ")}{expressions.Text(evaluate.Value)};");
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

    /// <summary>What stands before every statement.</summary>
    protected virtual void Before(IrStatement statement)
    {
    }

    /// <summary>What stands at the end of every turn of a loop.</summary>
    protected virtual void BeforeTest(LoopStatement loop)
    {
    }

    protected virtual void Assign(AssignStatement assign) => text.Line($"{expressions.Place(assign.Target)} = {expressions.Text(assign.Value)};");

    /// <summary>Statements that only one of the modes has.</summary>
    protected virtual void Other(IrStatement statement) => throw new InvalidOperationException($"{statement.GetType().Name} has no text for one work-item.");

    protected virtual string DeclaredValue(IrVariable variable, IrExpression value) => expressions.Text(value);

    // The reference itself is set, not what it refers to.
    protected virtual string Declared(IrVariable variable) => variable.Type is ReferenceType ? CExpressions.Name(variable) : expressions.Variable(variable);

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
        text.Open(loop.TestFirst ? $"while ({condition})" : "do");
        var outer = _continue;
        _continue = NewLabel("next");
        Write(loop.Body);
        if (CStatements.HasContinue(loop.Body))
        {
            text.Line($"{_continue}:;");
        }

        _continue = outer;
        Write(loop.Step);
        BeforeTest(loop);
        text.Close(loop.TestFirst ? string.Empty : $" while ({condition});");
    }

    private void Return(ReturnStatement leave)
    {
        if (ReturnLabel is null)
        {
            text.Line(leave.Value is { } result ? $"return {expressions.Text(result)};" : "return;");
            return;
        }

        HasReturned = true;
        text.Line($"goto {ReturnLabel};");
    }
}
