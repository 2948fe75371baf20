namespace IlgpuCam.Compute;

/// <summary>A native call that failed.</summary>
/// <param name="Call">The entry point.</param>
/// <param name="Code">What it returned.</param>
/// <param name="CodeName">The code's name in the interface's header.</param>
/// <param name="Kernel">The kernel that it was about, if it was about one.</param>
internal sealed record NativeFailure(string Call, int Code, string CodeName, string? Kernel);
