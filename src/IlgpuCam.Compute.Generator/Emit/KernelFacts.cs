using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>What a launch has to know about a kernel beside its text.</summary>
/// <param name="SharedBytes">Static shared memory of a group, in bytes, without the scratch of shuffles.</param>
/// <param name="UsesDynamicShared">Whether it asks for the shared memory whose size is given at launch.</param>
/// <param name="UsesShuffles">Whether work-items of a warp exchange values.</param>
/// <param name="UsesFloat64">Whether a <c>double</c> occurs anywhere.</param>
/// <param name="UsesInt64Atomics">Whether there are atomics on 8-byte values.</param>
/// <param name="IsCudaOnly">Whether it uses what OpenCL C has no counterpart of.</param>
internal sealed record KernelFacts(int SharedBytes, bool UsesDynamicShared, bool UsesShuffles, bool UsesFloat64, bool UsesInt64Atomics, bool IsCudaOnly)
{
    public static KernelFacts Of(IrKernel kernel)
    {
        var shared = IrWalk.All(kernel.Body).OfType<AllocateStatement>()
            .Where(a => ((ViewType)a.View.Type).Space == AddressSpace.Shared).ToList();
        var bytes = 0;
        foreach (var allocation in shared.Where(a => a.Count > 0))
        {
            // Each array begins at a multiple of 16 bytes, so that it can be read in vectors.
            bytes = Aligned(bytes) + (allocation.Count * SizeOf(((ViewType)allocation.View.Type).Element));
        }

        var expressions = Expressions(kernel).ToList();
        var intrinsics = expressions.OfType<IntrinsicExpression>().ToList();
        var types = expressions.Select(e => e.Type)
            .Concat(Variables(kernel).Select(v => v.Type))
            .Concat(kernel.Structs.SelectMany(s => s.Fields).Select(f => f.Type))
            .Concat(kernel.Functions.Select(f => f.Returns));
        return new(
            bytes,
            shared.Any(a => a.Count == 0),
            intrinsics.Any(i => IsShuffle(i.Intrinsic)),
            types.Any(HoldsDouble),
            intrinsics.Any(i => IsAtomic(i.Intrinsic) && SizeOf(i.Type) == 8),
            intrinsics.Any(i => IsCudaOnlyOperation(i.Intrinsic)));
    }

    /// <summary>Whether the operation passes values between the work-items of a warp.</summary>
    public static bool IsShuffle(Intrinsic intrinsic) => intrinsic is >= Intrinsic.Shuffle and <= Intrinsic.LoadMatrixTransposed;

    /// <summary>Whether a warp does the operation with matrices.</summary>
    public static bool IsMatrixOperation(Intrinsic intrinsic) => intrinsic is >= Intrinsic.MultiplyTf32 and <= Intrinsic.LoadMatrixTransposed;

    /// <summary>Bytes of an asynchronous copy.</summary>
    public static int CopiedBytes(Intrinsic copy) => copy switch { Intrinsic.CopyAsync4 => 4, Intrinsic.CopyAsync8 => 8, _ => 16 };

    /// <summary>Whether the operation reads and writes memory in one step.</summary>
    public static bool IsAtomic(Intrinsic intrinsic) => intrinsic is >= Intrinsic.AtomicAdd and <= Intrinsic.AtomicCompareExchange;

    private static bool IsCudaOnlyOperation(Intrinsic intrinsic) =>
        intrinsic is (>= Intrinsic.MultiplyTf32 and <= Intrinsic.WaitForCopies) or (>= Intrinsic.RoundToTf32 and <= Intrinsic.PackBFloat16);

    /// <summary>All expressions of the kernel and its functions.</summary>
    public static IEnumerable<IrExpression> Expressions(IrKernel kernel) => kernel.Functions.Select(f => f.Body).Append(kernel.Body).SelectMany(IrWalk.AllExpressions);

    /// <summary>Size of a value in memory, in bytes.</summary>
    public static int SizeOf(IrType type) => type switch
    {
        ScalarType scalar => scalar.Size,
        StructType structure => structure.Size,
        _ => 8,
    };

    private static int Aligned(int bytes) => (bytes + 15) & ~15;

    private static IEnumerable<IrVariable> Variables(IrKernel kernel)
    {
        foreach (var (parameters, body) in kernel.Functions.Select(f => (f.Parameters, f.Body)).Concat([(kernel.Parameters, kernel.Body)]))
        {
            foreach (var variable in parameters.Concat(DeclaredIn(body)))
            {
                yield return variable;
            }
        }
    }

    /// <summary>The locals of a body, each once, in the order of their declarations.</summary>
    public static IEnumerable<IrVariable> DeclaredIn(IrStatement body) => IrWalk.All(body)
        .Select(s => s is DeclareStatement declare ? declare.Variable : s is AllocateStatement allocate ? allocate.View : null)
        .OfType<IrVariable>().Distinct();

    private static bool HoldsDouble(IrType type) => type switch
    {
        ScalarType scalar => scalar.Kind == ScalarKind.Float64,
        ViewType view => HoldsDouble(view.Element),
        ReferenceType reference => HoldsDouble(reference.Element),
        _ => false,
    };
}
