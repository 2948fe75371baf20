using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Everything below a statement or an expression, in the order of the text.</summary>
internal static class IrWalk
{
    /// <summary>The statement and all statements in it.</summary>
    public static IEnumerable<IrStatement> Statements(IrStatement? root)
    {
        if (root is null)
        {
            yield break;
        }

        yield return root;
        foreach (var child in Children(root))
        {
            foreach (var statement in Statements(child))
            {
                yield return statement;
            }
        }
    }

    /// <summary>All expressions of the statement and of those in it.</summary>
    public static IEnumerable<IrExpression> Expressions(IrStatement? root) => Statements(root).SelectMany(Own).SelectMany(Tree);

    /// <summary>All expressions of the kernel and its functions.</summary>
    public static IEnumerable<IrExpression> Expressions(IrKernel kernel) =>
        kernel.Functions.SelectMany(f => Expressions(f.Body)).Concat(Expressions(kernel.Body));

    /// <summary>The expressions that stand in the statement itself.</summary>
    public static IEnumerable<IrExpression> Own(IrStatement statement)
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

    /// <summary>The expression and all its operands.</summary>
    public static IEnumerable<IrExpression> Tree(IrExpression root)
    {
        yield return root;
        foreach (var operand in Operands(root))
        {
            foreach (var expression in Tree(operand))
            {
                yield return expression;
            }
        }
    }

    private static IEnumerable<IrStatement?> Children(IrStatement statement) => statement switch
    {
        BlockStatement block => block.Statements,
        IfStatement branch => [branch.Then, branch.Else],
        LoopStatement loop => [loop.Body, loop.Step],
        _ => [],
    };

    private static IEnumerable<IrExpression> Operands(IrExpression expression) => expression switch
    {
        AddressExpression address => [address.Place],
        BinaryExpression binary => [binary.Left, binary.Right],
        CallExpression call => call.Arguments,
        ConditionalExpression conditional => [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse],
        ConvertExpression convert => [convert.Operand],
        ElementExpression element => [element.View, element.Index],
        FieldExpression field => [field.Target],
        IntrinsicExpression intrinsic => intrinsic.Arguments,
        LengthExpression length => [length.View],
        SubViewExpression part => [part.View, part.Offset, part.Length],
        UnaryExpression unary => [unary.Operand],
        ViewCastExpression cast => [cast.View],
        _ => [],
    };
}
