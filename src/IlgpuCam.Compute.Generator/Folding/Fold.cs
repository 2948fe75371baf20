using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Folding;

/// <summary>
/// Makes expressions, and literals out of those whose operands are literals, so that tile sizes reach loop bounds and allocations.
/// </summary>
internal static class Fold
{
    public static LiteralExpression Int(int value) => new(value, ScalarType.Int32);

    public static LiteralExpression Bool(bool value) => new(value, ScalarType.Bool);

    /// <summary>
    /// A constant that Roslyn found, as a scalar of the kernel language; narrow integers and halves are conversions of a literal.
    /// </summary>
    public static IrExpression Constant(object value, ScalarType type) => type.Kind switch
    {
        ScalarKind.Int8 or ScalarKind.UInt8 or ScalarKind.Int16 or ScalarKind.UInt16 =>
            new ConvertExpression(new LiteralExpression(System.Convert.ToInt32(value), ScalarType.Int32), type),
        _ => new LiteralExpression(value, type),
    };

    public static IrExpression Binary(BinaryOperator op, IrExpression left, IrExpression right, IrType type)
    {
        if (left is LiteralExpression l && right is LiteralExpression r && BinaryFolding.Apply(op, l.Value, r.Value) is { } value)
        {
            return new LiteralExpression(value, type);
        }

        // The right side of a short circuit may be dropped or kept as it stands: expressions have no effects.
        return (op, left) switch
        {
            (BinaryOperator.AndAlso, LiteralExpression { Value: true }) or (BinaryOperator.OrElse, LiteralExpression { Value: false }) => right,
            (BinaryOperator.AndAlso, LiteralExpression { Value: false }) or (BinaryOperator.OrElse, LiteralExpression { Value: true }) => left,
            _ => new BinaryExpression(op, left, right, type),
        };
    }

    public static IrExpression Unary(UnaryOperator op, IrExpression operand) => (op, (operand as LiteralExpression)?.Value) switch
    {
        (UnaryOperator.LogicalNot, bool v) => Bool(!v),
        (UnaryOperator.Negate, int v) => new LiteralExpression(unchecked(-v), operand.Type),
        (UnaryOperator.Negate, long v) => new LiteralExpression(unchecked(-v), operand.Type),
        (UnaryOperator.Negate, float v) => new LiteralExpression(-v, operand.Type),
        (UnaryOperator.Negate, double v) => new LiteralExpression(-v, operand.Type),
        (UnaryOperator.BitwiseNot, int v) => new LiteralExpression(~v, operand.Type),
        (UnaryOperator.BitwiseNot, uint v) => new LiteralExpression(~v, operand.Type),
        (UnaryOperator.BitwiseNot, long v) => new LiteralExpression(~v, operand.Type),
        (UnaryOperator.BitwiseNot, ulong v) => new LiteralExpression(~v, operand.Type),
        _ => new UnaryExpression(op, operand),
    };

    public static IrExpression Convert(IrExpression operand, ScalarType target)
    {
        if (operand.Type == target)
        {
            return operand;
        }

        if (operand is LiteralExpression literal && ConversionFolding.Apply(literal.Value, target.Kind) is { } value)
        {
            return new LiteralExpression(value, target);
        }

        // A narrow constant that is widened again.
        if (operand is ConvertExpression { Operand: LiteralExpression { Value: int inner }, Target.Kind: var narrow }
            && ConversionFolding.Narrow(inner, narrow) is { } narrowed)
        {
            return Convert(Int(narrowed), target);
        }

        return new ConvertExpression(operand, target);
    }

    public static IrExpression Intrinsic(Intrinsic intrinsic, IrType type, params IrExpression[] arguments)
    {
        object? value = (intrinsic, arguments.Length > 0 ? (arguments[0] as LiteralExpression)?.Value : null, arguments.Length > 1
            ? (arguments[1] as LiteralExpression)?.Value : null) switch
        {
            (Ir.Intrinsic.Min, int a, int b) => Math.Min(a, b),
            (Ir.Intrinsic.Max, int a, int b) => Math.Max(a, b),
            (Ir.Intrinsic.Abs, int a, null) when a != int.MinValue => Math.Abs(a),
            _ => null,
        };
        return value is null ? new IntrinsicExpression(intrinsic, EquatableArray<IrExpression>.From(arguments), type)
            : new LiteralExpression(value, type);
    }

    public static IrExpression Conditional(IrExpression condition, IrExpression whenTrue, IrExpression whenFalse) =>
        condition is LiteralExpression { Value: bool chosen } ? (chosen ? whenTrue : whenFalse)
            : new ConditionalExpression(condition, whenTrue, whenFalse);
}
