namespace IlgpuCam.Compute.Tests.Cuda;

/// <summary>The stand-in's kinds of objects; a context is counted as often as it is retained.</summary>
internal enum StandinObject
{
    Context,
    Module,
    Stream,
    Event,
    Graph,
    GraphExec,
    Memory,
    Pinned,
}
