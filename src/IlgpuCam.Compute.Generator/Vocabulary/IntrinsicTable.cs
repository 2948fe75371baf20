using IlgpuCam.Compute.Generator.Ir;
using static IlgpuCam.Compute.Generator.Ir.Intrinsic;


namespace IlgpuCam.Compute.Generator.Vocabulary;

/// <summary>The one place that says which methods and properties are operations of the device.</summary>
internal static class IntrinsicTable
{
    private static readonly Dictionary<string, IntrinsicEntry> Entries = Build();

    /// <summary>Looks up a member by its full name, without type arguments and parameters: <c>System.MathF.Exp</c>.</summary>
    public static bool TryFind(string member, out IntrinsicEntry entry) => Entries.TryGetValue(member, out entry);

    private static Dictionary<string, IntrinsicEntry> Build()
    {
        var entries = new Dictionary<string, IntrinsicEntry>();
        void Add(string type, string member, Intrinsic intrinsic, Domain domain) => entries.Add($"{type}.{member}", new(intrinsic, domain));

        const string Grid = "IlgpuCam.Compute.Grid", Group = "IlgpuCam.Compute.Group", Warp = "IlgpuCam.Compute.Warp",
            Atomic = "IlgpuCam.Compute.Atomic";
        Add(Grid, "IdxX", GridIdxX, Domain.Int32);
        Add(Grid, "IdxY", GridIdxY, Domain.Int32);
        Add(Grid, "IdxZ", GridIdxZ, Domain.Int32);
        Add(Grid, "DimX", GridDimX, Domain.Int32);
        Add(Grid, "DimY", GridDimY, Domain.Int32);
        Add(Grid, "DimZ", GridDimZ, Domain.Int32);
        Add(Group, "IdxX", GroupIdxX, Domain.Int32);
        Add(Group, "IdxY", GroupIdxY, Domain.Int32);
        Add(Group, "IdxZ", GroupIdxZ, Domain.Int32);
        Add(Group, "DimX", GroupDimX, Domain.Int32);
        Add(Group, "DimY", GroupDimY, Domain.Int32);
        Add(Group, "DimZ", GroupDimZ, Domain.Int32);
        Add(Warp, "LaneIdx", WarpLane, Domain.Int32);
        Add(Warp, "Shuffle", Shuffle, Domain.All);
        Add(Warp, "ShuffleXor", ShuffleXor, Domain.All);
        Add(Warp, "ShuffleDown", ShuffleDown, Domain.All);
        Add(Warp, "ShuffleUp", ShuffleUp, Domain.All);

        Add("IlgpuCam.Compute.TensorCore", "RoundToTf32", RoundToTf32, Domain.Float32);
        Add("IlgpuCam.Compute.TensorCore", "PackHalf", PackHalf, Domain.Float32);
        Add("IlgpuCam.Compute.TensorCore", "PackBFloat16", PackBFloat16, Domain.Float32);

        Add(Atomic, "Add", AtomicAdd, Domain.All);
        Add(Atomic, "Min", AtomicMin, Domain.Integers);
        Add(Atomic, "Max", AtomicMax, Domain.Integers);
        Add(Atomic, "And", AtomicAnd, Domain.Integers);
        Add(Atomic, "Or", AtomicOr, Domain.Integers);
        Add(Atomic, "Xor", AtomicXor, Domain.Integers);
        Add(Atomic, "Exchange", AtomicExchange, Domain.All);
        Add(Atomic, "CompareExchange", AtomicCompareExchange, Domain.Integers);

        foreach (var type in new[] { "System.MathF", "System.Math", "IlgpuCam.Compute.XMath" })
        {
            Add(type, "Abs", Abs, Domain.All);
            Add(type, "Min", Min, Domain.All);
            Add(type, "Max", Max, Domain.All);
            Add(type, "Floor", Floor, Domain.Floats);
            Add(type, "Ceiling", Ceiling, Domain.Floats);
            Add(type, "Truncate", Truncate, Domain.Floats);
            Add(type, "Round", RoundToEven, Domain.Floats);
            Add(type, "CopySign", CopySign, Domain.Floats);
            Add(type, "Sqrt", Sqrt, Domain.Floats);
            Add(type, "FusedMultiplyAdd", FusedMultiplyAdd, Domain.Floats);
            Add(type, "Rsqrt", Rsqrt, Domain.Float32);
            Add(type, "Rcp", Reciprocal, Domain.Float32);
            Add(type, "Exp", Exp, Domain.Float32);
            Add(type, "Log", Log, Domain.Float32);
            Add(type, "Log2", Log2, Domain.Float32);
            Add(type, "Pow", Pow, Domain.Float32);
            Add(type, "Tanh", Tanh, Domain.Float32);
            Add(type, "Erf", Erf, Domain.Float32);
            Add(type, "Sin", Sin, Domain.Float32);
            Add(type, "Cos", Cos, Domain.Float32);
        }

        foreach (var type in new[] { "System.Single", "System.Double" })
        {
            Add(type, "IsNaN", IsNaN, Domain.Floats);
            Add(type, "IsInfinity", IsInfinity, Domain.Floats);
        }

        Add("System.Numerics.BitOperations", "PopCount", PopCount, Domain.Integers);
        Add("System.Numerics.BitOperations", "LeadingZeroCount", LeadingZeroCount, Domain.Integers);
        Add("System.Numerics.BitOperations", "TrailingZeroCount", TrailingZeroCount, Domain.Integers);
        foreach (var name in new[]
        {
            "SingleToInt32Bits", "SingleToUInt32Bits", "Int32BitsToSingle", "UInt32BitsToSingle", "DoubleToInt64Bits", "DoubleToUInt64Bits",
                "Int64BitsToDouble", "UInt64BitsToDouble",
        })
        {
            Add("System.BitConverter", name, BitCast, Domain.All);
        }

        return entries;
    }
}
