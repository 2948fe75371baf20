namespace IlgpuCam.Import.Tests.Gradients;

/// <summary>A theory on the files that bench/peers/torch_networks.py writes, skipped, with the reason, where the environment names no folder of them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TorchNetworksTheoryAttribute : TheoryAttribute
{
    private const string Variable = "ILGPUCAM_TORCH_NETWORKS";

    /// <summary>Marks the test.</summary>
    public TorchNetworksTheoryAttribute()
    {
        if (string.IsNullOrEmpty(Folder))
        {
            Skip = $"{Variable} does not name a folder that bench/peers/torch_networks.py has filled";
        }
    }

    internal static string? Folder => Environment.GetEnvironmentVariable(Variable);

    /// <summary>The ONNX files.</summary>
    internal static IEnumerable<string> Models => string.IsNullOrEmpty(Folder) ? [] : Directory.GetFiles(Folder, "*.onnx").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}
