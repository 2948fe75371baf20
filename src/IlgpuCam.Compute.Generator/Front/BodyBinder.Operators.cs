using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>Operators and conversions.</content>
internal sealed partial class BodyBinder
{
    private IrExpression Binary(IBinaryOperation operation)
    {
        if (operation is { LeftOperand: ITypeOfOperation left, RightOperand: ITypeOfOperation right,
            OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals })
        {
            var same = SymbolEqualityComparer.Default.Equals(_frame.Substitution.Apply(left.TypeOperand),
                _frame.Substitution.Apply(right.TypeOperand));
            return Fold.Bool(same == (operation.OperatorKind == BinaryOperatorKind.Equals));
        }

        RefuseChecked(operation, operation.IsChecked);
        if (operation.Type?.SpecialType == SpecialType.System_String)
        {
            throw new KernelException(Descriptors.Text, operation.Syntax.GetLocation());
        }

        if (operation.OperatorMethod is { } method && Operator(method, operation.ConstrainedToType, operation) is { } found)
        {
            return Call(found, null, [() => Value(operation.LeftOperand), () => Value(operation.RightOperand)], operation)!;
        }

        if (operation.IsLifted)
        {
            throw NotInKernel(operation, "a nullable value");
        }

        if (operation.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            return ShortCircuit(operation);
        }

        if (Operator(operation.OperatorKind) is not { } op)
        {
            throw Refusals.For(operation);
        }

        var operands = Operands(() => Value(operation.LeftOperand), () => Value(operation.RightOperand));
        return Apply(op, operands[0], operands[1], TypeOf(operation), operation);
    }

    /// <summary>
    /// An operation on scalars: narrow integers (of a type parameter that stands for one) are widened, and enums come as their numbers.
    /// </summary>
    private static IrExpression Apply(BinaryOperator op, IrExpression left, IrExpression right, IrType type, IOperation operation)
    {
        if (left.Type is not ScalarType { Kind: not ScalarKind.Half } leftScalar || right.Type is not ScalarType rightScalar)
        {
            throw left.Type is ScalarType ? new KernelException(Descriptors.UnsupportedMember, operation.Syntax.GetLocation(),
                "arithmetic on System.Half") : Refusals.For(operation);
        }

        if (op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight)
        {
            return Narrowed(Fold.Binary(op, Promote(left), Fold.Convert(right, ScalarType.Int32), Promoted(leftScalar)), type);
        }

        var operand = leftScalar == rightScalar ? Promoted(leftScalar) : Promoted(op >= BinaryOperator.Equal ? leftScalar : (ScalarType)type);
        var isComparison = op is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;
        return Narrowed(Fold.Binary(op, Fold.Convert(left, operand), Fold.Convert(right, operand), isComparison ? ScalarType.Bool : operand), type);
    }

    private static IrExpression Narrowed(IrExpression value, IrType type) => type is ScalarType scalar ? Fold.Convert(value, scalar) : value;

    private static IrExpression Promote(IrExpression value) => Fold.Convert(value, Promoted((ScalarType)value.Type));

    /// <summary>The type that arithmetic on a scalar is done in: integers narrower than an int become ints.</summary>
    private static ScalarType Promoted(ScalarType type) => type.Kind is >= ScalarKind.Int8 and <= ScalarKind.UInt16 ? ScalarType.Int32 : type;

    private IrExpression ShortCircuit(IBinaryOperation operation)
    {
        var isAnd = operation.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        var left = Value(operation.LeftOperand);
        if (left is LiteralExpression { Value: bool known } && known != isAnd)
        {
            return left;
        }

        var right = CaptureValue(() => Value(operation.RightOperand));
        if (right.Statements.Count == 0)
        {
            return Fold.Binary(isAnd ? BinaryOperator.AndAlso : BinaryOperator.OrElse, left, right.Value, ScalarType.Bool);
        }

        var result = new IrVariable(_names.Unique("t"), ScalarType.Bool);
        _out.Add(new DeclareStatement(result, left, _line));
        right.Statements.Add(new AssignStatement(new VariableExpression(result), right.Value, _line));
        IrExpression condition = new VariableExpression(result);
        _out.Add(new IfStatement(isAnd ? condition : Fold.Unary(UnaryOperator.LogicalNot, condition), Block(right.Statements), null, false, _line));
        return condition;
    }

    private IrExpression Unary(IUnaryOperation operation)
    {
        RefuseChecked(operation, operation.IsChecked);
        if (operation.OperatorMethod is { } method && Operator(method, operation.ConstrainedToType, operation) is { } found)
        {
            return Call(found, null, [() => Value(operation.Operand)], operation)!;
        }

        var operand = Value(operation.Operand);
        if (operand.Type is not ScalarType { Kind: not ScalarKind.Half })
        {
            throw Refusals.For(operation);
        }

        var type = TypeOf(operation);
        return operation.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => Narrowed(Fold.Unary(UnaryOperator.Negate, Promote(operand)), type),
            UnaryOperatorKind.BitwiseNegation => Narrowed(Fold.Unary(UnaryOperator.BitwiseNot, Promote(operand)), type),
            UnaryOperatorKind.Not when operand.Type == ScalarType.Bool => Fold.Unary(UnaryOperator.LogicalNot, operand),
            _ => throw Refusals.For(operation),
        };
    }

    private IrExpression Conversion(IConversionOperation operation)
    {
        var conversion = operation.GetConversion();
        var location = operation.Syntax.GetLocation();
        if (conversion.IsBoxing)
        {
            throw new KernelException(Descriptors.Allocation, location, $"a box for {operation.Operand.Type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
        }

        if (conversion.IsMethodGroup || conversion.IsAnonymousFunction)
        {
            throw new KernelException(Descriptors.Delegates, location);
        }

        if (conversion.IsTupleConversion || conversion.IsTupleLiteralConversion)
        {
            throw new KernelException(Descriptors.Tuples, location);
        }

        if (conversion.IsInterpolatedString)
        {
            throw new KernelException(Descriptors.Text, location);
        }

        if (operation.IsChecked && !operation.IsImplicit && !conversion.IsUserDefined)
        {
            RefuseChecked(operation, true);
        }

        if (conversion.IsIdentity || conversion.IsThrow)
        {
            return Value(operation.Operand);
        }

        var source = ConcreteType(operation.Operand);
        var target = ConcreteType(operation);
        var usesHalf = TypeMapper.IsHalf(source) || TypeMapper.IsHalf(target);
        if (conversion.IsUserDefined && !usesHalf)
        {
            return Operator(conversion.MethodSymbol!, conversion.ConstrainedToType, operation) is { } method
                ? Call(method, null, [() => Value(operation.Operand)], operation)!
                : throw Refusals.For(operation);
        }

        if (!(conversion.IsNumeric || conversion.IsEnumeration || conversion.IsConstantExpression || conversion.IsUserDefined
            || conversion.IsUnboxing || conversion.IsDefaultLiteral || conversion.IsObjectCreation
            || conversion.IsConditionalExpression || conversion.IsSwitchExpression))
        {
            throw operation.Operand is IInvalidOperation ? new KernelException(null) : NotInKernel(operation, $"a conversion to '{target.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'");
        }

        var value = Value(operation.Operand);
        if (TypeOf(operation) is not ScalarType to || value.Type is not ScalarType from)
        {
            return value;
        }

        if (from.Kind == ScalarKind.Half && to.Kind == ScalarKind.Float64)
        {
            return Fold.Convert(Fold.Convert(value, ScalarType.Float32), to);
        }

        return usesHalf && from != to && !(from.Kind == ScalarKind.Float32 || to.Kind == ScalarKind.Float32)
            ? throw new KernelException(Descriptors.UnsupportedMember, location, "a conversion between System.Half and another type than float")
            : Fold.Convert(value, to);
    }

    /// <summary>The method behind an operator; null where it is the device's own, on a scalar behind a type parameter.</summary>
    private IMethodSymbol? Operator(IMethodSymbol method, ITypeSymbol? constrainedTo, IOperation operation)
    {
        if (constrainedTo is not null && _frame.Substitution.Apply(constrainedTo) is var concrete)
        {
            return TypeMapper.TryScalar(concrete) is not null
                ? null
                : _frame.Substitution.Implementation(method, constrainedTo) ?? throw new KernelException(Descriptors.VirtualCall,
                    operation.Syntax.GetLocation(), method.Name);
        }

        return TypeMapper.TryScalar(method.ContainingType) is not null
            ? throw new KernelException(Descriptors.UnsupportedMember, operation.Syntax.GetLocation(), SymbolNames.FullName(method))
            : method;
    }

    private static void RefuseChecked(IOperation operation, bool isChecked)
    {
        if (isChecked && operation.Type?.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Boolean))
        {
            throw new KernelException(Descriptors.CheckedArithmetic, operation.Syntax.GetLocation());
        }
    }

    private static BinaryOperator? Operator(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOperator.Add,
        BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
        BinaryOperatorKind.Divide => BinaryOperator.Divide,
        BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
        BinaryOperatorKind.And => BinaryOperator.And,
        BinaryOperatorKind.Or => BinaryOperator.Or,
        BinaryOperatorKind.ExclusiveOr => BinaryOperator.Xor,
        BinaryOperatorKind.LeftShift => BinaryOperator.ShiftLeft,
        BinaryOperatorKind.RightShift => BinaryOperator.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => BinaryOperator.UnsignedShiftRight,
        BinaryOperatorKind.Equals => BinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        _ => null,
    };
}
