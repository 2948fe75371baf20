using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>Where the fields of a struct lie, in C# and on devices: one after the other, each at a multiple of its alignment.</summary>
internal static class StructLayout
{
    /// <summary>Size of the struct in C#, in bytes.</summary>
    public static int Size(IReadOnlyList<StructField> fields) => Offsets(fields, false)[fields.Count];

    /// <summary>True unless the natural alignment of a vector moves a field on devices.</summary>
    public static bool SameOnDevices(IReadOnlyList<StructField> fields) => Offsets(fields, false).SequenceEqual(Offsets(fields, true));

    private static List<int> Offsets(IReadOnlyList<StructField> fields, bool onDevice)
    {
        var offsets = new List<int>();
        var (end, largest) = (0, 1);
        foreach (var field in fields)
        {
            var alignment = Alignment(field.Type, onDevice);
            largest = Math.Max(largest, alignment);
            end = RoundUp(end, alignment);
            offsets.Add(end);
            end += field.Type is StructType inner ? inner.Size : ((ScalarType)field.Type).Size;
        }

        offsets.Add(RoundUp(end, largest));
        return offsets;
    }

    private static int Alignment(IrType type, bool onDevice) => type switch
    {
        StructType { IsVector: true } vector when onDevice => vector.Size,
        StructType inner => inner.Fields.Max(f => Alignment(f.Type, onDevice)),
        _ => ((ScalarType)type).Size,
    };

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
