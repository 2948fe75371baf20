using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Expressions in the emulator's C#; what differs between its two modes is left to them.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="prefix">What the names of helper methods begin with: the name of the method itself, which is unique in its class.</param>
internal abstract class CSharpExpressions(IrKernel kernel, string prefix)
{
    private readonly Dictionary<string, IrFunction> _functions = kernel.Functions.ToDictionary(f => f.Name);

    /// <summary>The atomic operations in the text so far.</summary>
    public HashSet<(Intrinsic Operation, ScalarType Type)> Atomics { get; } = [];

    /// <summary>What the names of helper methods begin with.</summary>
    public string Prefix => prefix;

    public string FunctionName(string function) => $"{prefix}_{function}";

    public string Text(IrExpression expression) => expression switch
    {
        LiteralExpression literal => CSharpLiterals.Text(literal),
        DefaultExpression value => $"default({value.Type.CSharp})",
        VariableExpression variable => Variable(variable.Variable),
        FieldExpression field => $"{Text(field.Target)}.{field.Field.CSharpName}",
        ElementExpression element => Load(element),
        LengthExpression length => $"{Text(length.View)}.Length",
        SubViewExpression part => $"{Text(part.View)}.SubView((long){Text(part.Offset)}, (long){Text(part.Length)})",
        ViewCastExpression cast => $"{Text(cast.View)}.Cast<{cast.Target.Element.CSharp}>()",
        AddressExpression address => $"ref {Place(address.Place)}",
        ConvertExpression convert => Conversion(convert),
        UnaryExpression unary => $"({(unary.Operator switch { UnaryOperator.Negate => "-", UnaryOperator.BitwiseNot => "~", _ => "!" })}{Text(unary.Operand)})",
        BinaryExpression binary => $"({Text(binary.Left)} {Symbol(binary.Operator)} {Text(binary.Right)})",
        ConditionalExpression choice => $"({Text(choice.Condition)} ? {Text(choice.WhenTrue)} : {Text(choice.WhenFalse)})",
        CallExpression call => Call(call),
        IntrinsicExpression operation => Operation(operation),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no text in C#."),
    };

    /// <summary>Something that can be written, or referred to.</summary>
    public string Place(IrExpression expression) => expression switch
    {
        FieldExpression field => $"{Place(field.Target)}.{field.Field.CSharpName}",
        ElementExpression element => Reference(element),
        _ => Text(expression),
    };

    /// <summary>The value or the place of a variable.</summary>
    public abstract string Variable(IrVariable variable);

    /// <summary>The first arguments of a helper method, with a comma behind where there are any.</summary>
    public abstract string Context(IrFunction function);

    protected abstract string Load(ElementExpression element);

    protected abstract string Reference(ElementExpression element);

    /// <summary>An answer to where the work-item is.</summary>
    protected abstract string Index(Intrinsic question);

    protected abstract string Shuffle(IntrinsicExpression operation);

    /// <summary>A copy that goes on beside other work, or what orders these.</summary>
    protected abstract string AsyncCopy(IntrinsicExpression operation);

    /// <summary>An address as what library methods take: a view and the index of an element.</summary>
    protected string ViewAndIndex(IrExpression address) => ((AddressExpression)address).Place is ElementExpression element
        ? $"{Text(element.View)}, {Text(element.Index)}"
        : throw new InvalidOperationException("The address is none of an element.");

    /// <summary>What a product multiplies, as the library names it.</summary>
    protected static string Number(Intrinsic operation) => $"global::IlgpuCam.Compute.Launching.MatrixNumber.{operation.ToString().Substring("Multiply".Length)}";

    private string Call(CallExpression call)
    {
        var context = Context(_functions[call.Function]);
        var arguments = string.Join(", ", call.Arguments.Select(Text));
        return $"{FunctionName(call.Function)}({(arguments.Length == 0 ? context.TrimEnd(' ', ',') : context + arguments)})";
    }

    private string Conversion(ConvertExpression convert)
    {
        var operand = convert.Operand is LiteralExpression { Value: float or double } literal ? CSharpLiterals.Bits(literal.Value) : Text(convert.Operand);
        var isSmall = convert.Target.Kind is >= ScalarKind.Int8 and <= ScalarKind.UInt16;
        var isFloating = ((ScalarType)convert.Operand.Type).Kind is ScalarKind.Float32 or ScalarKind.Float64;
        return isSmall && isFloating ? $"(({convert.Target.CSharp})(int){operand})" : $"(({convert.Target.CSharp}){operand})";
    }

    private static string Symbol(BinaryOperator op) => op == BinaryOperator.UnsignedShiftRight ? ">>>" : CExpressions.Symbol(op);

    private string Operation(IntrinsicExpression operation)
    {
        var name = operation.Intrinsic;
        if (name <= Intrinsic.WarpLane)
        {
            return Index(name);
        }

        if (KernelFacts.IsShuffle(name))
        {
            return Shuffle(operation);
        }

        var arguments = operation.Arguments.Select(Text).ToList();
        var list = string.Join(", ", arguments);
        if (name is >= Intrinsic.CopyAsync4 and <= Intrinsic.WaitForCopies)
        {
            return AsyncCopy(operation);
        }

        if (KernelFacts.IsAtomic(name))
        {
            var type = (ScalarType)operation.Type;
            Atomics.Add((name, type));
            return $"{CSharpAtomics.Name(prefix, name, type)}({list})";
        }

        var kind = ((ScalarType)operation.Type).Kind;
        var math = kind == ScalarKind.Float32 ? "global::System.MathF" : "global::System.Math";
        switch (name)
        {
            case Intrinsic.RoundToEven:
                return $"{math}.Round({list}, global::System.MidpointRounding.ToEven)";
            case Intrinsic.Abs or Intrinsic.Min or Intrinsic.Max or Intrinsic.Floor or Intrinsic.Ceiling or Intrinsic.Truncate or Intrinsic.CopySign
                or Intrinsic.Sqrt or Intrinsic.FusedMultiplyAdd:
                return $"{math}.{name}({list})";
            case Intrinsic.Reciprocal:
                return $"(1 / {list})";
            case Intrinsic.IsNaN or Intrinsic.IsInfinity:
                return $"{operation.Arguments[0].Type.CSharp}.{name}({list})";
            case Intrinsic.PopCount or Intrinsic.LeadingZeroCount or Intrinsic.TrailingZeroCount:
                var unsigned = KernelFacts.SizeOf(operation.Arguments[0].Type) == 8 ? "ulong" : "uint";
                return $"global::System.Numerics.BitOperations.{name}(({unsigned}){list})";
            case Intrinsic.BitCast:
                return $"global::System.BitConverter.{BitCast(((ScalarType)operation.Arguments[0].Type).Kind, kind)}({list})";
            case >= Intrinsic.RoundToTf32 and <= Intrinsic.PackBFloat16:
                return $"global::IlgpuCam.Compute.TensorCore.{name}({list})";
            default:
                return $"global::IlgpuCam.Compute.XMath.{name}({list})";
        }
    }

    private static string BitCast(ScalarKind from, ScalarKind to) => (from, to) switch
    {
        (ScalarKind.Float32, ScalarKind.Int32) => "SingleToInt32Bits",
        (ScalarKind.Float32, ScalarKind.UInt32) => "SingleToUInt32Bits",
        (ScalarKind.Int32, ScalarKind.Float32) => "Int32BitsToSingle",
        (ScalarKind.UInt32, ScalarKind.Float32) => "UInt32BitsToSingle",
        (ScalarKind.Float64, ScalarKind.Int64) => "DoubleToInt64Bits",
        (ScalarKind.Float64, ScalarKind.UInt64) => "DoubleToUInt64Bits",
        (ScalarKind.Int64, ScalarKind.Float64) => "Int64BitsToDouble",
        (ScalarKind.UInt64, ScalarKind.Float64) => "UInt64BitsToDouble",
        _ => throw new InvalidOperationException($"The bits of {from} are no {to}."),
    };
}
