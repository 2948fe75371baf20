namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>What a field holds: a message of the formats that are read, or a value.</summary>
internal enum WireKind
{
    Other,
    Name,
    Integers,
    Numbers,
    Model,
    Graph,
    Node,
    Attribute,
    Tensor,
    ValueInfo,
    Type,
    TensorType,
    Shape,
    Dimension,
    Entry,
    OperatorSet,
    Net,
    Layer,
    Blob,
    BlobShape,
}
