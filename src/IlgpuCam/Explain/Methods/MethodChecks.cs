namespace IlgpuCam.Explain.Methods;

/// <summary>What settings of methods must be.</summary>
internal static class MethodChecks
{
    /// <summary>A number of samples, steps and the like.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    internal static int AtLeastOne(int value) => value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "at least 1 was expected");
}
