using System.Runtime.InteropServices;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>A group whose work-items are threads.</summary>
internal sealed unsafe class DebuggedGroup(KernelDefinition kernel, KernelConfig config, Index3D place, AccessLog accesses) : IDisposable
{
    // The largest value that work-items exchange, their part of a matrix.
    private const int Values = 16;

    private readonly object _lock = new();
    private readonly ScratchMemory _memory = new();
    private readonly Dictionary<int, nint> _shared = [];
    private readonly byte[] _mailboxes = GC.AllocateArray<byte>((int)config.GroupDim.Size * Values, pinned: true);
    private int _waiting;
    private int _running = (int)config.GroupDim.Size;
    private int _site;
    private int _turn;
    private KernelFaultException? _fault;

    internal KernelDefinition Kernel => kernel;

    internal KernelConfig Config => config;

    internal Index3D Place => place;

    internal int Size => (int)config.GroupDim.Size;

    /// <summary>What all groups of the launch have read and written.</summary>
    internal AccessLog Accesses => accesses;

    /// <summary>What its work-items have read and written of memory that ends with the group.</summary>
    internal AccessLog OwnAccesses { get; } = new(kernel.SourceFile, kernel.Name);

    /// <summary>
    /// The number of barriers that are behind the group: accesses between two of them are not ordered. Shuffles are waited for too, but
    /// order nothing.
    /// </summary>
    internal int Epoch { get; private set; }

    internal KernelFaultException? Fault => _fault;

    /// <summary>An allocation of shared memory, the same for all work-items.</summary>
    internal nint Shared(int site, long bytes)
    {
        lock (_lock)
        {
            if (!_shared.TryGetValue(site, out var start))
            {
                _shared[site] = start = (nint)_memory.Take<byte>(bytes);
            }

            return start;
        }
    }

    /// <summary>Where a work-item leaves a value for others.</summary>
    internal void* Mailbox(int number) => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_mailboxes, number * Values);

    /// <summary>Runs a work-item to its end.</summary>
    internal void Run(DebuggedItem item, KernelArgument[] arguments)
    {
        try
        {
            kernel.Debug(item, arguments);
            Leave(item);
        }
        catch (Exception e) when (Stop(item, e))
        {
            // The launch reports the group's first fault; the others of the group only say that there was one.
        }
    }

    /// <summary>Waits for the others, at a barrier or a shuffle.</summary>
    internal void Wait(DebuggedItem item, int site, bool isBarrier = false)
    {
        lock (_lock)
        {
            ThrowIfStopped();
            if (_waiting == 0)
            {
                _site = site;
            }
            else if (_site != site)
            {
                throw Divergence(item, "waits at another barrier than the others");
            }

            if (_running < Size)
            {
                throw Divergence(item, "waits at a barrier that others passed by on their way to the end");
            }

            var turn = _turn;
            if (++_waiting == Size)
            {
                _waiting = 0;
                _turn++;
                Epoch += isBarrier ? 1 : 0;
                Monitor.PulseAll(_lock);
                return;
            }

            while (turn == _turn)
            {
                Monitor.Wait(_lock);
                ThrowIfStopped();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private void Leave(DebuggedItem item)
    {
        lock (_lock)
        {
            _running--;
            if (_waiting > 0 && _fault is null)
            {
                throw Divergence(item, "came to the end while others wait at a barrier");
            }
        }
    }

    private bool Stop(DebuggedItem item, Exception fault)
    {
        lock (_lock)
        {
            _fault ??= fault switch
            {
                KernelFaultException { IsLocated: true } located => located,
                KernelFaultException kernelFault => kernelFault.At(item.Location),
                _ => new KernelFaultException($"{item.Location}: {fault.Message}", fault) { IsLocated = true },
            };
            Monitor.PulseAll(_lock);
        }

        return true;
    }

    private void ThrowIfStopped()
    {
        if (_fault is not null)
        {
            throw new OperationCanceledException("another work-item of the group failed");
        }
    }

    private static KernelDivergenceException Divergence(DebuggedItem item, string what) =>
        new($"{item.Location} {what}") { IsLocated = true };
}
