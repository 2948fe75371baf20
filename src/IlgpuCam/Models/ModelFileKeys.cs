namespace IlgpuCam.Models;

/// <summary>The entries that a model file has in its safetensors metadata.</summary>
internal static class ModelFileKeys
{
    /// <summary>Name and version of the format, <see cref="Version"/>.</summary>
    public const string Format = "format";

    /// <summary>The only version there is.</summary>
    public const string Version = "ilgpucam 1";

    /// <summary>Inputs, outputs, nodes and small constants, as JSON.</summary>
    public const string Graph = "graph";

    /// <summary>How a photo becomes the input, as JSON.</summary>
    public const string Preprocessing = "preprocessing";

    /// <summary>The names of the classes, as a JSON array.</summary>
    public const string Labels = "labels";

    /// <summary>Where the model comes from, as a JSON object of texts.</summary>
    public const string Provenance = "provenance";
}
