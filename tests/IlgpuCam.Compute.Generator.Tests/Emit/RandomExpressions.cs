using IlgpuCam.Compute.Generator.Ir;
using static IlgpuCam.Compute.Generator.Tests.Emit.Build;

namespace IlgpuCam.Compute.Generator.Tests.Emit;

/// <summary>Expressions at random, but without a division that throws in C#.</summary>
internal sealed class RandomExpressions(int seed)
{
    private static readonly ScalarType[] Types = [ScalarType.Int32, ScalarType.UInt32, ScalarType.Int64, ScalarType.UInt64, ScalarType.Float32, ScalarType.Float64];

    private readonly Random _random = new(seed);

    public IrExpression Integers { get; set; } = Lit(0);

    public IrExpression Singles { get; set; } = Lit(0f);

    public IrExpression Of(ScalarType type, int depth)
    {
        if (depth == 0 || _random.Next(8) == 0)
        {
            return Leaf(type);
        }

        return _random.Next(10) switch
        {
            0 => To(Of(Types[_random.Next(Types.Length)], depth - 1), type),
            1 => To(To(Of(type, depth - 1), new((ScalarKind)_random.Next((int)ScalarKind.Int8, (int)ScalarKind.UInt64))), type),
            2 => new ConditionalExpression(Condition(depth - 1), Of(type, depth - 1), Of(type, depth - 1)),
            3 => new UnaryExpression(UnaryOperator.Negate, Of(type == ScalarType.UInt32 || type == ScalarType.UInt64 ? ScalarType.Int64 : type, depth - 1)) is var negated && negated.Type == type
                ? negated : To(negated, type),
            _ => IsFloating(type) ? Floating(type, depth - 1) : Integer(type, depth - 1),
        };
    }

    private static bool IsFloating(ScalarType type) => type.Kind is ScalarKind.Float32 or ScalarKind.Float64;

    private IrExpression Leaf(ScalarType type) => _random.Next(4) switch
    {
        0 when type == ScalarType.Int32 => Lit(_random.Next(-100, 100)),
        0 when type == ScalarType.Float32 => Lit((float)_random.Next(-100, 100) / 8),
        0 or 1 => To(GlobalIdx, type),
        _ => To(IsFloating(type) ? Singles : Integers, type),
    };

    private IrExpression Floating(ScalarType type, int depth) => _random.Next(9) switch
    {
        0 => Ask(Intrinsic.FusedMultiplyAdd, type, Of(type, depth), Of(type, depth), Of(type, depth)),
        1 => Ask(_random.Next(2) == 0 ? Intrinsic.Min : Intrinsic.Max, type, Of(type, depth), Of(type, depth)),
        2 => Ask(Intrinsic.Floor + _random.Next(4), type, Of(type, depth)),
        3 => Ask(Intrinsic.Sqrt, type, Of(type, depth)),
        var o => Op((BinaryOperator)(o - 4), Of(type, depth), Of(type, depth)),
    };

    private IrExpression Integer(ScalarType type, int depth)
    {
        var op = (BinaryOperator)_random.Next((int)BinaryOperator.UnsignedShiftRight + 1);
        return op switch
        {
            BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight => Op(op, Of(type, depth), Of(ScalarType.Int32, depth)),
            BinaryOperator.Divide or BinaryOperator.Remainder => Op(op, Of(type, depth), Op(BinaryOperator.Or, Op(BinaryOperator.And, Of(type, depth), To(Lit(0xff), type)), To(Lit(1), type))),
            BinaryOperator.Xor when _random.Next(2) == 0 => Ask(_random.Next(2) == 0 ? Intrinsic.Min : Intrinsic.Max, type, Of(type, depth), Of(type, depth)),
            _ => Op(op, Of(type, depth), Of(type, depth)),
        };
    }

    private IrExpression Condition(int depth)
    {
        if (_random.Next(4) == 0)
        {
            return Op(_random.Next(2) == 0 ? BinaryOperator.AndAlso : BinaryOperator.Xor, Condition(Math.Max(depth - 1, 0)), new UnaryExpression(UnaryOperator.LogicalNot, Condition(Math.Max(depth - 1, 0))));
        }

        var type = Types[_random.Next(Types.Length)];
        return Op(BinaryOperator.Equal + _random.Next(6), Of(type, depth), Of(type, depth));
    }
}
