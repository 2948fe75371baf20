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

    // CUDA and the emulator only, uniform control flow only: (A, B, C), fragments; C's type.
    MultiplyTf32, MultiplyHalf, MultiplyBFloat16,

    // CUDA and the emulator only, uniform control flow only: (address of an element in shared memory); the registers.
    LoadMatrix, LoadMatrixTransposed,

    // CUDA and the emulator only: (address in shared memory, address in a buffer, bool), (), (literal int); nothing.
    CopyAsync4, CopyAsync8, CopyAsync16, CommitCopies, WaitForCopies,

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

    // CUDA and the emulator only: (float), (float, float), (float, float); uint.
    RoundToTf32, PackHalf, PackBFloat16,
}
