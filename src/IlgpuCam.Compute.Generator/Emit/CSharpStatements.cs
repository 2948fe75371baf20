using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Statements of one work-item in the emulator's C#, without barriers.</summary>
internal class CSharpStatements(CSharpExpressions expressions, CodeText text) : StatementWriter(text)
{
    /// <summary>Where a <c>return</c> goes: a label, or out of the method.</summary>
    public string? ReturnLabel { get; set; }

    /// <summary>Whether anything went to <see cref="ReturnLabel"/>.</summary>
    public bool HasReturned { get; set; }

    /// <summary>Declares locals ahead of everything, as a block of the representation is no scope.</summary>
    public void DeclareLocals(IEnumerable<IrVariable> variables)
    {
        foreach (var variable in variables)
        {
            Output.Line(variable.Type is ReferenceType reference
                ? $"scoped ref {reference.Element.CSharp} {CExpressions.Name(variable)} = ref global::System.Runtime.CompilerServices.Unsafe.NullRef<{reference.Element.CSharp}>();"
                : $"{variable.Type.CSharp} {CExpressions.Name(variable)} = default;");
        }
    }

    protected override string Text(IrExpression expression) => expressions.Text(expression);

    protected override void Declare(IrVariable variable, IrExpression value) => Output.Line($"{Declared(variable)} = {DeclaredValue(variable, value)};");

    protected override void Assign(AssignStatement assign) => Output.Line($"{expressions.Place(assign.Target)} = {Text(assign.Value)};");

    protected override void Evaluate(IrExpression value) =>
        Output.Line($"{(value.Type is ScalarType { Kind: ScalarKind.Void } ? string.Empty : "_ = ")}{Text(value)};");

    protected override void Other(IrStatement statement) => throw new InvalidOperationException($"{statement.GetType().Name} has no text for one work-item.");

    protected override void Return(ReturnStatement leave)
    {
        if (ReturnLabel is null)
        {
            base.Return(leave);
            return;
        }

        HasReturned = true;
        Output.Line($"goto {ReturnLabel};");
    }

    protected virtual string DeclaredValue(IrVariable variable, IrExpression value) => Text(value);

    // The reference itself is set, not what it refers to.
    protected virtual string Declared(IrVariable variable) => variable.Type is ReferenceType ? CExpressions.Name(variable) : expressions.Variable(variable);
}
