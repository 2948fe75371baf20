using IlgpuCam.Backends;
using IlgpuCam.Images;

namespace IlgpuCam;

/// <summary>How a model is run.</summary>
public sealed record CamModelOptions
{
    /// <summary>What runs the network; null for a CPU backend of the model's own. A given one stays the caller's to dispose.</summary>
    public IBackend? Backend { get; init; }

    /// <summary>Threads of the model's own CPU backend, at least 1; 0 for one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>How photos become input tensors, in place of what the model file says.</summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Takes warnings, one sentence each; may be called by several threads at once.</summary>
    public Action<string>? Warning { get; init; }
}
