namespace IlgpuCam.Compute.Launching;

/// <summary>A kernel as the generator made it: what it needs and its text for each device.</summary>
public sealed class KernelDefinition
{
    /// <summary>A C identifier, unique in the assembly: the entry point in OpenCL and PTX.</summary>
    public required string Name { get; init; }

    /// <summary>File name of the C# kernel, for messages.</summary>
    public required string SourceFile { get; init; }

    /// <summary>The parameters, in C#'s order.</summary>
    public required IReadOnlyList<KernelParameter> Parameters { get; init; }

    /// <summary>Shared memory of a group that the kernel itself allocates, bytes.</summary>
    public required int SharedBytes { get; init; }

    /// <summary>Whether it uses shared memory of the launch's size.</summary>
    public required bool UsesDynamicShared { get; init; }

    /// <summary>The most work-items of a group; 0: no promise.</summary>
    public required int MaxGroupSize { get; init; }

    /// <summary>Whether it uses warp shuffles.</summary>
    public required bool UsesShuffles { get; init; }

    /// <summary>Whether it calculates in double precision.</summary>
    public required bool UsesFloat64 { get; init; }

    /// <summary>Whether it uses atomics on 64-bit integers.</summary>
    public required bool UsesInt64Atomics { get; init; }

    /// <summary>OpenCL C 1.2.</summary>
    public required Func<string> OpenClSource { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the CUDA C that the PTX was made from.</summary>
    public required string CudaHash { get; init; }

    /// <summary>The PTX; null where there is none.</summary>
    public required Func<Stream?> Ptx { get; init; }

    /// <summary>The emulator's fast mode.</summary>
    public required EmulatedGroup Emulate { get; init; }

    /// <summary>The emulator's debugging mode.</summary>
    public required EmulatedItem Debug { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
