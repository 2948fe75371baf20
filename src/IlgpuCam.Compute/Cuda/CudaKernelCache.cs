namespace IlgpuCam.Compute.Cuda;

/// <summary>The kernels that a context has compiled, each once.</summary>
internal sealed class CudaKernelCache(CudaContextHandle context) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, string Hash), CudaKernel> _kernels = [];
    private bool _isDisposed;

    /// <summary>A kernel, compiled the first time.</summary>
    /// <param name="name">Its entry point.</param>
    /// <param name="hash">The hash of its CUDA C, which the PTX names in its first line.</param>
    /// <param name="ptx">Opens its PTX; null where there is none.</param>
    /// <param name="sizes">The bytes of each parameter that the launcher gives.</param>
    /// <exception cref="InvalidOperationException">There is no PTX, or it was made from another text.</exception>
    internal CudaKernel Get(string name, string hash, Func<Stream?> ptx, ReadOnlySpan<int> sizes)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_kernels.TryGetValue((name, hash), out var kernel))
            {
                _kernels.Add((name, hash), kernel = Load(name, hash, ptx, sizes));
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

    private CudaKernel Load(string name, string hash, Func<Stream?> ptx, ReadOnlySpan<int> sizes)
    {
        using var stream = ptx() ?? throw new InvalidOperationException($"Kernel {name} has no PTX: kernels/build-ptx.sh makes it with clang-19.");
        var text = PtxText.Read(stream);
        if (text.SourceHash != hash)
        {
            throw new InvalidOperationException(
                $"The PTX of kernel {name} was made from another text than the program holds: kernels/build-ptx.sh makes it anew with clang-19.");
        }

        return new CudaKernel(context, name, text, sizes);
    }
}
