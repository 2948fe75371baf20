namespace IlgpuCam.Tensors;

/// <summary>The names that the safetensors format gives to element types.</summary>
internal static class SafeTensorsTypes
{
    private static readonly (string Name, ElementType Type)[] Table =
    [
        ("BOOL", ElementType.Bool),
        ("U8", ElementType.UInt8),
        ("I8", ElementType.Int8),
        ("I16", ElementType.Int16),
        ("U16", ElementType.UInt16),
        ("I32", ElementType.Int32),
        ("U32", ElementType.UInt32),
        ("I64", ElementType.Int64),
        ("U64", ElementType.UInt64),
        ("F16", ElementType.Float16),
        ("BF16", ElementType.BFloat16),
        ("F32", ElementType.Float32),
        ("F64", ElementType.Float64),
    ];

    /// <summary>All names, for messages.</summary>
    public static string All => string.Join(' ', Table.Select(row => row.Name));

    /// <summary>The name of a type, such as F32.</summary>
    public static string NameOf(ElementType type) => Array.Find(Table, row => row.Type == type).Name;

    /// <summary>The type of a name; false where the format has no such name, or this library does not know it.</summary>
    public static bool TryParse(string name, out ElementType type)
    {
        var row = Array.Find(Table, row => row.Name == name);
        type = row.Type;
        return row.Name is not null;
    }
}
