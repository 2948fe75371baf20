namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>The operations of the vocabulary that are neither operators nor memory accesses. Those on floats exist for float and, where marked, double; the type of the expression says which.</summary>
internal enum Intrinsic
{
    // Where the work-item is; no arguments; int.
    GridIdxX, GridIdxY, GridIdxZ, GridDimX, GridDimY, GridDimZ,
    GroupIdxX, GroupIdxY, GroupIdxZ, GroupDimX, GroupDimY, GroupDimZ,
    WarpLane,

    // (value, int); uniform control flow only.
    Shuffle, ShuffleXor, ShuffleDown, ShuffleUp,

    // (address, value), for CompareExchange (address, compare, value); the old value.
    AtomicAdd, AtomicMin, AtomicMax, AtomicAnd, AtomicOr, AtomicXor, AtomicExchange, AtomicCompareExchange,

    // float and double: correctly rounded or exact.
    Abs, Min, Max, Floor, Ceiling, Truncate, RoundToEven, CopySign, Sqrt, FusedMultiplyAdd,

    // float: our own functions.
    Rsqrt, Reciprocal, Exp, Log, Log2, Pow, Tanh, Erf, Sin, Cos,

    // floating-point tests of float and double; bool.
    IsNaN, IsInfinity,

    // Integers (Abs, Min and Max too, by the type of the expression).
    PopCount, LeadingZeroCount, TrailingZeroCount,

    // The bits of a float as an int or uint and back, of a double as a long or ulong and back: by the types of argument and expression.
    BitCast,
}
