namespace IlgpuCam.Import.Protobuf;

/// <summary>How a field's value is written (Protocol Buffers, "Encoding").</summary>
internal enum WireType
{
    /// <summary>A number in groups of seven bits.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and so many bytes: text, a message, packed numbers.</summary>
    LengthDelimited = 2,

    /// <summary>The beginning of a group, an outdated way to nest.</summary>
    StartGroup = 3,

    /// <summary>The end of a group.</summary>
    EndGroup = 4,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
