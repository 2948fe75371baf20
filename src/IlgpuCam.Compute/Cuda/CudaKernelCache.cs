using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Cuda;

/// <summary>The kernels that a context has compiled, each once.</summary>
internal sealed class CudaKernelCache(CudaContextHandle context) : IDisposable
{
    /// <summary>
    /// The environment variable that names a folder whose NAME.ptx go before those that assemblies hold: to try kernels without a build.
    /// </summary>
    internal const string FolderVariable = "ILGPUCAM_PTX";

    private readonly Lock _lock = new();
    private readonly Dictionary<KernelDefinition, CudaKernel> _kernels = [];
    private bool _isDisposed;

    /// <summary>A kernel, compiled the first time.</summary>
    /// <param name="definition">The kernel.</param>
    /// <exception cref="AcceleratorException">There is no PTX, or it was made from another text.</exception>
    internal CudaKernel Get(KernelDefinition definition)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_kernels.TryGetValue(definition, out var kernel))
            {
                _kernels.Add(definition, kernel = Load(definition));
            }

            return kernel;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach (var kernel in _kernels.Values)
            {
                kernel.Dispose();
            }

            _kernels.Clear();
        }
    }

    private static FileStream? OpenInFolder(string name)
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        var path = string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, $"{name}.ptx");
        return path is not null && File.Exists(path) ? File.OpenRead(path) : null;
    }

    private CudaKernel Load(KernelDefinition definition)
    {
        var name = definition.Name;
        using var stream = OpenInFolder(name) ?? definition.Ptx()
            ?? throw new AcceleratorException($"Kernel {name} has no PTX: kernels/build-ptx.sh makes it with clang-19.", name);
        var text = PtxText.Read(stream);
        if (text.SourceHash != definition.CudaHash)
        {
            throw new AcceleratorException(
                $"The PTX of kernel {name} was made from another text than the program holds: kernels/build-ptx.sh makes it anew with clang-19.", name);
        }

        // A view is its address and its length.
        var sizes = definition.Parameters.SelectMany<KernelParameter, int>(p => p.Kind == KernelParameterKind.View ? [8, 8] : [p.ElementSize]);
        return new CudaKernel(context, name, text, [.. sizes]);
    }
}
