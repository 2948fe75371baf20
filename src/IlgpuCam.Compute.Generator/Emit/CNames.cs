using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>What the prelude's functions are called: <c>ic_</c>, this name, and the type they work on.</summary>
internal static class CNames
{
    public static string Of(Intrinsic intrinsic) => intrinsic switch
    {
        Intrinsic.Shuffle => "shuffle",
        Intrinsic.ShuffleXor => "shuffle_xor",
        Intrinsic.ShuffleDown => "shuffle_down",
        Intrinsic.ShuffleUp => "shuffle_up",
        Intrinsic.AtomicAdd => "atomic_add",
        Intrinsic.AtomicMin => "atomic_min",
        Intrinsic.AtomicMax => "atomic_max",
        Intrinsic.AtomicAnd => "atomic_and",
        Intrinsic.AtomicOr => "atomic_or",
        Intrinsic.AtomicXor => "atomic_xor",
        Intrinsic.AtomicExchange => "atomic_exchange",
        Intrinsic.AtomicCompareExchange => "atomic_compare_exchange",
        Intrinsic.Abs => "abs",
        Intrinsic.Min => "min",
        Intrinsic.Max => "max",
        Intrinsic.Floor => "floor",
        Intrinsic.Ceiling => "ceil",
        Intrinsic.Truncate => "trunc",
        Intrinsic.RoundToEven => "round",
        Intrinsic.CopySign => "copysign",
        Intrinsic.Sqrt => "sqrt",
        Intrinsic.FusedMultiplyAdd => "fma",
        Intrinsic.Rsqrt => "rsqrt",
        Intrinsic.Reciprocal => "reciprocal",
        Intrinsic.Exp => "exp",
        Intrinsic.Log => "log",
        Intrinsic.Log2 => "log2",
        Intrinsic.Pow => "pow",
        Intrinsic.Tanh => "tanh",
        Intrinsic.Erf => "erf",
        Intrinsic.Sin => "sin",
        Intrinsic.Cos => "cos",
        Intrinsic.IsInfinity => "isinf",
        Intrinsic.PopCount => "popcount",
        Intrinsic.LeadingZeroCount => "clz",
        Intrinsic.TrailingZeroCount => "ctz",
        _ => throw new InvalidOperationException($"{intrinsic} is no function of the prelude."),
    };
}
