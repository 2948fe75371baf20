namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Goes through the parts of statements and expressions.</summary>
internal static class IrWalk
{
    /// <summary>The expressions directly inside a statement; not those of the statements inside it.</summary>
    public static IEnumerable<IrExpression> Expressions(IrStatement statement)
    {
        switch (statement)
        {
            case DeclareStatement { Value: { } value }:
                yield return value;
                break;
            case AssignStatement assign:
                yield return assign.Target;
                yield return assign.Value;
                break;
            case EvaluateStatement evaluate:
                yield return evaluate.Value;
                break;
            case IfStatement branch:
                yield return branch.Condition;
                break;
            case LoopStatement { Condition: { } condition }:
                yield return condition;
                break;
            case ReturnStatement { Value: { } value }:
                yield return value;
                break;
        }
    }

    /// <summary>The statements directly inside a statement.</summary>
    public static IEnumerable<IrStatement> Children(IrStatement statement) => statement switch
    {
        BlockStatement block => block.Statements,
        LabeledBlock labeled => [labeled.Body],
        IfStatement { Else: { } otherwise } branch => [branch.Then, otherwise],
        IfStatement branch => [branch.Then],
        LoopStatement loop => [loop.Body, loop.Step],
        _ => [],
    };

    /// <summary>The expressions directly inside an expression.</summary>
    public static IEnumerable<IrExpression> Children(IrExpression expression) => expression switch
    {
        AddressExpression e => [e.Place],
        BinaryExpression e => [e.Left, e.Right],
        CallExpression e => e.Arguments,
        ConditionalExpression e => [e.Condition, e.WhenTrue, e.WhenFalse],
        ConvertExpression e => [e.Operand],
        ElementExpression e => [e.View, e.Index],
        FieldExpression e => [e.Target],
        IntrinsicExpression e => e.Arguments,
        LengthExpression e => [e.View],
        SubViewExpression e => [e.View, e.Offset, e.Length],
        UnaryExpression e => [e.Operand],
        ViewCastExpression e => [e.View],
        _ => [],
    };

    /// <summary>A statement and all statements inside it, in order.</summary>
    public static IEnumerable<IrStatement> All(IrStatement statement) => Children(statement).SelectMany(All).Prepend(statement);

    /// <summary>An expression and all expressions inside it.</summary>
    public static IEnumerable<IrExpression> All(IrExpression expression) => Children(expression).SelectMany(All).Prepend(expression);

    /// <summary>All expressions of a statement and of the statements inside it.</summary>
    public static IEnumerable<IrExpression> AllExpressions(IrStatement statement) => All(statement).SelectMany(Expressions).SelectMany(All);

    /// <summary>The variable that a place is, or lies in; null where it lies in memory behind a view.</summary>
    public static IrVariable? Root(IrExpression place) => place switch
    {
        VariableExpression variable => variable.Variable,
        FieldExpression field => Root(field.Target),
        AddressExpression address => Root(address.Place),
        _ => null,
    };

    /// <summary>True for what passes values between the work-items of a warp, products of matrices included.</summary>
    public static bool IsShuffle(IrExpression expression) =>
        expression is IntrinsicExpression { Intrinsic: >= Intrinsic.Shuffle and <= Intrinsic.LoadMatrixTransposed };

    /// <summary>True for a copy that goes on while the work-item computes, and for what orders these.</summary>
    public static bool IsAsyncCopy(IrExpression expression) =>
        expression is IntrinsicExpression { Intrinsic: >= Intrinsic.CopyAsync4 and <= Intrinsic.WaitForCopies };

    public static bool IsAtomic(IrExpression expression) =>
        expression is IntrinsicExpression { Intrinsic: >= Intrinsic.AtomicAdd and <= Intrinsic.AtomicCompareExchange };

    /// <summary>True for a barrier and for a statement that shuffles: all work-items of a group have to take part.</summary>
    public static bool IsGroupOperation(IrStatement statement) => statement is BarrierStatement || Expressions(statement).Any(IsShuffle);
}
