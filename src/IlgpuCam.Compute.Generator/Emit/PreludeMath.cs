namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Our own elementary functions: the algorithms of <c>XMath</c>, operation for operation, so that every device gives the same bits.</summary>
internal static class PreludeMath
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>();
}
