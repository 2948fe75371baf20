namespace IlgpuCam.Compute.Launching;

/// <summary>A compiled kernel: made by the generator, read by the accelerators.</summary>
public sealed class KernelDefinition
{
    /// <summary>The entry point: a C identifier, unique in its assembly.</summary>
    public required string Name { get; init; }

    /// <summary>The file of the C# source, without folders.</summary>
    public required string SourceFile { get; init; }

    /// <summary>The parameters in order.</summary>
    public required IReadOnlyList<KernelParameter> Parameters { get; init; }

    /// <summary>Bytes of shared memory whose size is known.</summary>
    public required int SharedBytes { get; init; }

    /// <summary>Whether launches state the size of more of it.</summary>
    public required bool UsesDynamicShared { get; init; }

    /// <summary>The most work-items of a group; 0 for no promise.</summary>
    public required int MaxGroupSize { get; init; }

    /// <summary>Whether warps shuffle.</summary>
    public required bool UsesShuffles { get; init; }

    /// <summary>Whether the device has to compute in double precision.</summary>
    public required bool UsesFloat64 { get; init; }

    /// <summary>Whether the device has to have atomics on 64-bit integers.</summary>
    public required bool UsesInt64Atomics { get; init; }

    /// <summary>Whether it uses what only CUDA devices have, <see cref="TensorCore"/> or <see cref="AsyncCopy"/>; it has no text in OpenCL C then.</summary>
    public bool IsCudaOnly { get; init; }

    /// <summary>The text in OpenCL C 1.2; empty where it <see cref="IsCudaOnly"/>.</summary>
    public required Func<string> OpenClSource { get; init; }

    /// <summary>SHA-256 of the text in CUDA C, in hexadecimal; the first line of the PTX made from it names it.</summary>
    public required string CudaHash { get; init; }

    /// <summary>The PTX, or null where it was not made.</summary>
    public required Func<Stream?> Ptx { get; init; }

    /// <summary>Runs a group on the emulator.</summary>
    public required EmulatedGroup Emulate { get; init; }

    /// <summary>Runs a work-item on the emulator, checked.</summary>
    public required EmulatedItem Debug { get; init; }
}
