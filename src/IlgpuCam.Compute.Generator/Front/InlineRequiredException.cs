namespace IlgpuCam.Compute.Generator.Front;

/// <summary>
/// Leaves a helper that turns out to contain a barrier, a shuffle or an allocation: it becomes part of its caller instead of a function.
/// </summary>
internal sealed class InlineRequiredException : Exception;
