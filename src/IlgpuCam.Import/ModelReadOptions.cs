namespace IlgpuCam.Import;

/// <summary>What some formats need beside their file.</summary>
public sealed record ModelReadOptions
{
    /// <summary>The network of a .caffemodel; null for the .prototxt of the same name beside it.</summary>
    public string? Prototxt { get; init; }

    /// <summary>The architecture of a PyTorch state dict; null to tell it from names and shapes.</summary>
    public string? Architecture { get; init; }
}
