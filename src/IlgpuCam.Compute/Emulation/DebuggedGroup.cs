using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>One group in the debugging mode: its work-items run one at a time, each until the next barrier, in a fixed order.</summary>
internal sealed unsafe class DebuggedGroup : IDisposable
{
    internal const int DynamicSite = -1;

    private const int Running = -1;
    private const int Ended = -2;

    private readonly ScratchArena _arena = new();
    private readonly AccessShadow _global = new("global");
    private readonly AccessShadow _scratch = new("shared");
    private readonly Dictionary<int, nint> _shared = [];
    private readonly ulong[][] _exchanged;
    private readonly DebuggedItem[] _items;
    private readonly SemaphoreSlim[] _turns;
    private readonly SemaphoreSlim _yielded = new(0);
    private readonly int[] _sites;
    private long _number;
    private int _epoch;
    private bool _isBarrier;

    internal DebuggedGroup(in KernelConfig config)
    {
        Config = config;
        var size = (int)config.GroupDim.Size;
        _exchanged = [new ulong[size], new ulong[size]];
        _items = [.. Enumerable.Range(0, size).Select(i => new DebuggedItem(this, i))];
        _turns = [.. _items.Select(_ => new SemaphoreSlim(0))];
        _sites = new int[size];
    }

    internal KernelConfig Config { get; }

    internal Index3D Index { get; private set; }

    internal IReadOnlyList<DebuggedItem> Items => _items;

    /// <summary>Whether the work-items are to end.</summary>
    internal bool IsAbandoned { get; private set; }

    /// <summary>What went wrong first, and where.</summary>
    internal (Exception Fault, DebuggedItem Item)? Fault { get; set; }

    /// <summary>Runs a group; false after a fault.</summary>
    internal bool Run(long number)
    {
        var (x, y, _) = Config.GridDim;
        _number = number;
        Index = new((int)(number % x), (int)(number / x % y), (int)(number / ((long)x * y)));
        _epoch = 0;
        _arena.Reset();
        _scratch.Clear();
        _shared.Clear();
        Array.Fill(_sites, Running);
        Array.ForEach(_items, i => i.Begin());
        while (Fault is null && !Array.TrueForAll(_sites, s => s == Ended))
        {
            _isBarrier = false;
            for (var i = 0; i < _items.Length && Fault is null; i++)
            {
                if (_sites[i] != Ended)
                {
                    _turns[i].Release();
                    _yielded.Wait();
                }
            }

            Fault ??= FindDivergence();
            _epoch += _isBarrier ? 1 : 0;
        }

        return Fault is null;
    }

    /// <summary>Lets the threads end.</summary>
    internal void Abandon()
    {
        IsAbandoned = true;
        foreach (var turn in _turns)
        {
            turn.Release();
        }
    }

    /// <summary>Waits for a work-item's turn to begin a group.</summary>
    internal void AwaitTurn(int item) => _turns[item].Wait();

    /// <summary>A work-item has ended.</summary>
    internal void End(int item)
    {
        _sites[item] = Ended;
        _yielded.Release();
    }

    /// <summary>A work-item waits for the others.</summary>
    internal void Wait(DebuggedItem item, int site, bool isBarrier)
    {
        _sites[item.Number] = site;
        _isBarrier |= isBarrier;
        _yielded.Release();
        _turns[item.Number].Wait();
        if (IsAbandoned)
        {
            throw new KernelAbandonedException();
        }
    }

    internal void Access(DebuggedItem item, bool isScratch, nint address, int bytes, MemoryAccess access) =>
        (isScratch ? _scratch : _global).Access(address, bytes, access, item.Number, _number, _epoch, item.Line);

    internal ulong[] Exchanged(int parity) => _exchanged[parity];

    /// <summary>Shared memory by its number in the kernel; the first to come allocates it.</summary>
    internal byte* Shared(int site, long bytes)
    {
        if (!_shared.TryGetValue(site, out var start))
        {
            _shared[site] = start = (nint)Scratch(bytes);
        }

        return (byte*)start;
    }

    /// <summary>Memory filled with what is easily seen not to be meant.</summary>
    internal byte* Scratch(long bytes)
    {
        var start = _arena.Take<byte>(bytes);
        new Span<byte>(start, checked((int)bytes)).Fill(0xcd);
        return start;
    }

    public void Dispose()
    {
        _arena.Dispose();
        _yielded.Dispose();
        Array.ForEach(_turns, t => t.Dispose());
    }

    private (Exception Fault, DebuggedItem Item)? FindDivergence()
    {
        var waiting = Array.FindIndex(_sites, s => s != Ended);
        if (waiting < 0)
        {
            return null;
        }

        var other = Array.FindIndex(_sites, s => s != _sites[waiting]);
        if (other < 0)
        {
            return null;
        }

        var item = _items[waiting];
        var otherDoes = _sites[other] == Ended ? "has ended" : $"waits at another on line {_items[other].Line}";
        return (new KernelDivergenceException($"it waits at a barrier while work-item {other} {otherDoes}"), item);
    }
}
