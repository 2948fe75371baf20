namespace IlgpuCam.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    internal const int Success = 0;
    internal const int Failed = 1;
    internal const int Usage = 2;
}
