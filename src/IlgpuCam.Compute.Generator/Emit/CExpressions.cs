using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Expressions in C. Every operation stands in brackets of its own, so that no precedence has to be thought of.</summary>
internal sealed class CExpressions(CDialect dialect, CTypes types)
{
    public string Text(IrExpression expression) => expression switch
    {
        LiteralExpression literal => CLiterals.Text(literal),
        DefaultExpression value => types.Zero(value.Type),
        VariableExpression variable => Variable(variable.Variable),
        FieldExpression field => $"{Text(field.Target)}.{field.Field.Name}_",
        ElementExpression element => $"{Pointer(element.View)}[{Text(element.Index)}]",
        LengthExpression length => Length(length.View),
        SubViewExpression or ViewCastExpression => $"{types.Name(expression.Type)}_of({Pointer(expression)}, {Length(expression)})",
        AddressExpression address => Address(address.Place),
        ConvertExpression convert => Conversion(convert),
        UnaryExpression unary => Unary(unary),
        BinaryExpression binary => Binary(binary),
        ConditionalExpression choice => $"({Text(choice.Condition)} ? {Text(choice.WhenTrue)} : {Text(choice.WhenFalse)})",
        CallExpression call => $"{call.Function}_f({string.Join(", ", call.Arguments.Select(Text))})",
        IntrinsicExpression intrinsic => Operation(intrinsic),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no text in C."),
    };

    /// <summary>The name of a local or a parameter in the text: with a mark, so that it meets no keyword, type or function of either C.</summary>
    public static string Name(IrVariable variable) => variable.Name + "_";

    private static string Variable(IrVariable variable) => variable.Type is ReferenceType ? $"(*{Name(variable)})" : Name(variable);

    private string Address(IrExpression place) => place switch
    {
        VariableExpression { Variable.Type: ReferenceType } reference => Name(reference.Variable),
        _ => $"(&{Text(place)})",
    };

    // Only the pointer of a view that is put together on the spot, so that no struct is made for one access.
    private string Pointer(IrExpression view) => view switch
    {
        SubViewExpression part => $"({Pointer(part.View)} + {Text(part.Offset)})",
        ViewCastExpression cast => $"(({types.Pointer(cast.Target)}){Pointer(cast.View)})",
        _ => $"{Text(view)}.p",
    };

    private string Length(IrExpression view) => view switch
    {
        SubViewExpression part => $"((i64){Text(part.Length)})",
        ViewCastExpression cast => Length(cast, KernelFacts.SizeOf(((ViewType)cast.View.Type).Element), KernelFacts.SizeOf(cast.Target.Element)),
        _ => $"{Text(view)}.n",
    };

    private string Length(ViewCastExpression cast, int from, int to) => from == to
        ? Length(cast.View)
        : from % to == 0 ? $"({Length(cast.View)} * {from / to})"
        : to % from == 0 ? $"({Length(cast.View)} / {to / from})"
        : $"({Length(cast.View)} * {from} / {to})";

    private string Conversion(ConvertExpression convert)
    {
        var operand = Text(convert.Operand);
        var from = ((ScalarType)convert.Operand.Type).Kind;
        var to = convert.Target.Kind;
        if (from == to)
        {
            return operand;
        }

        if (from == ScalarKind.Half)
        {
            return FromSingle($"ic_f16_to_f32({operand})", to);
        }

        if (to == ScalarKind.Half)
        {
            // A double has to be rounded once: to float it would be rounded before.
            return from == ScalarKind.Float64 ? $"ic_f64_to_f16({operand})" : $"ic_f32_to_f16((f32)({operand}))";
        }

        return from is ScalarKind.Float32 ? FromSingle(operand, to)
            : from is ScalarKind.Float64 ? FromFloating(operand, "f64", to)
            : $"(({CTypes.Scalar(to)}){operand})";
    }

    private static string FromSingle(string operand, ScalarKind to) => to == ScalarKind.Float32 ? operand : FromFloating(operand, "f32", to);

    // .NET saturates to 32 and 64 bits; what is smaller is then cut from the 32 bits.
    private static string FromFloating(string operand, string from, ScalarKind to) => to switch
    {
        ScalarKind.Float32 or ScalarKind.Float64 => $"(({CTypes.Scalar(to)}){operand})",
        ScalarKind.Int32 or ScalarKind.UInt32 or ScalarKind.Int64 or ScalarKind.UInt64 => $"ic_{from}_to_{CTypes.Scalar(to)}({operand})",
        _ => $"(({CTypes.Scalar(to)})ic_{from}_to_i32({operand}))",
    };

    private string Unary(UnaryExpression unary)
    {
        var operand = Text(unary.Operand);
        return unary.Operator switch
        {
            UnaryOperator.LogicalNot => $"(!{operand})",
            UnaryOperator.BitwiseNot => $"(~{operand})",
            _ => ((ScalarType)unary.Type).Kind switch
            {
                ScalarKind.Float32 or ScalarKind.Float64 => $"(-{operand})",
                var kind => $"(({CTypes.Scalar(kind)})(({Unsigned(kind)})0 - ({Unsigned(kind)}){operand}))",
            },
        };
    }

    private string Binary(BinaryExpression binary)
    {
        var left = Text(binary.Left);
        var right = Text(binary.Right);
        var kind = ((ScalarType)binary.Left.Type).Kind;
        var type = CTypes.Scalar(kind);
        var isInteger = kind is ScalarKind.Int32 or ScalarKind.UInt32 or ScalarKind.Int64 or ScalarKind.UInt64;
        switch (binary.Operator)
        {
            case BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply when kind is ScalarKind.Int32 or ScalarKind.Int64:
                // Signed overflow is undefined in C; unsigned wraps.
                return $"(({type}){Wrapping(binary, kind)})";
            case BinaryOperator.Divide or BinaryOperator.Remainder when isInteger && !IsPlainDivisor(binary.Right):
                return $"ic_{(binary.Operator == BinaryOperator.Divide ? "div" : "rem")}_{type}({left}, {right})";
            case BinaryOperator.Remainder when !isInteger:
                return $"ic_fmod_{type}({left}, {right})";
            case BinaryOperator.ShiftLeft or BinaryOperator.UnsignedShiftRight:
                return $"(({type})(({Unsigned(kind)}){left} {Symbol(binary.Operator)} {ShiftCount(binary.Right, kind)}))";
            case BinaryOperator.ShiftRight:
                return $"({left} >> {ShiftCount(binary.Right, kind)})";
            default:
                return $"({left} {Symbol(binary.Operator)} {right})";
        }
    }

    // The bits of a signed sum or product as an unsigned one; sums of sums need no way back between them.
    private string Wrapping(IrExpression value, ScalarKind kind) => value switch
    {
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } binary =>
            $"({Wrapping(binary.Left, kind)} {Symbol(binary.Operator)} {Wrapping(binary.Right, kind)})",
        LiteralExpression { Value: int and >= 0 } => $"{Text(value)}u",
        _ => $"({Unsigned(kind)}){Text(value)}",
    };

    // Division by zero and of the least number by -1 are undefined in C, and stop the program on some processors.
    private static bool IsPlainDivisor(IrExpression divisor) => divisor is LiteralExpression literal
        && literal.Value switch { int n => n is not 0 and not -1, long n => n is not 0 and not -1, uint n => n != 0, ulong n => n != 0, _ => false };

    private string ShiftCount(IrExpression count, ScalarKind kind)
    {
        var mask = kind is ScalarKind.Int64 or ScalarKind.UInt64 ? 63 : 31;
        return count is LiteralExpression { Value: int constant }
            ? (constant & mask).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : $"({Text(count)} & {mask})";
    }

    private static string Unsigned(ScalarKind kind) => kind is ScalarKind.Int64 or ScalarKind.UInt64 ? "u64" : "u32";

    /// <summary>How an operator is written, unsigned shifts as plain ones.</summary>
    public static string Symbol(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.And => "&",
        BinaryOperator.Or => "|",
        BinaryOperator.Xor => "^",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight => ">>",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.AndAlso => "&&",
        _ => "||",
    };

    private string Operation(IntrinsicExpression operation)
    {
        var arguments = operation.Arguments.Select(Text).ToList();
        var list = string.Join(", ", arguments);
        switch (operation.Intrinsic)
        {
            case <= Intrinsic.GroupDimZ:
                return dialect.Indices[(int)operation.Intrinsic];
            case Intrinsic.WarpLane:
                return "ic_lane()";
            case (>= Intrinsic.MultiplyTf32 and <= Intrinsic.WaitForCopies) or (>= Intrinsic.RoundToTf32 and <= Intrinsic.PackBFloat16):
                return CudaTensorCore.Call(operation, types, list);
            case >= Intrinsic.Shuffle and <= Intrinsic.ShuffleUp:
                return $"ic_{CNames.Of(operation.Intrinsic)}_{CTypes.Scalar(operation.Type)}({dialect.Scratch}{list})";
            case >= Intrinsic.AtomicAdd and <= Intrinsic.AtomicCompareExchange:
                var space = ((ReferenceType)operation.Arguments[0].Type).Space.ToString().ToLowerInvariant();
                return $"ic_{CNames.Of(operation.Intrinsic)}_{CTypes.Scalar(operation.Type)}_{space}({list})";
            case Intrinsic.BitCast:
                return $"ic_as_{CTypes.Scalar(operation.Type)}({list})";
            case Intrinsic.IsNaN:
                return $"({list} != {list})";
            case Intrinsic.IsInfinity or Intrinsic.PopCount or Intrinsic.LeadingZeroCount or Intrinsic.TrailingZeroCount:
                return $"ic_{CNames.Of(operation.Intrinsic)}_{CTypes.Scalar(operation.Arguments[0].Type)}({list})";
            default:
                return $"ic_{CNames.Of(operation.Intrinsic)}_{CTypes.Scalar(operation.Type)}({list})";
        }
    }
}
