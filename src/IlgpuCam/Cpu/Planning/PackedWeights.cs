using System.Runtime.CompilerServices;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>
/// The packed weights of all plans of a backend, each held as long as a plan holds it: plans of one network, for other shapes, other outputs or the way back as well, read the same memory, so that it is
/// taken once and is in the cache when they take turns. Thread-safe.
/// </summary>
internal sealed class PackedWeights
{
    private readonly ConditionalWeakTable<ConstantTensor, Orders> _known = [];

    /// <summary>The weights in an order, as another plan that lives packed them; null where none did.</summary>
    internal AlignedBuffer? Find(ConstantTensor weights, bool isTransposed, PackedOrder order)
    {
        if (!_known.TryGetValue(weights, out var orders))
        {
            return null;
        }

        lock (orders)
        {
            return orders.TryGetValue((isTransposed, order), out var packed) && packed.TryGetTarget(out var buffer) ? buffer : null;
        }
    }

    /// <summary>Makes packed weights known. They are not changed any more.</summary>
    internal void Add(ConstantTensor weights, bool isTransposed, PackedOrder order, AlignedBuffer packed)
    {
        var orders = _known.GetOrCreateValue(weights);
        lock (orders)
        {
            orders[(isTransposed, order)] = new(packed);
        }
    }

    private sealed class Orders : Dictionary<(bool IsTransposed, PackedOrder Order), WeakReference<AlignedBuffer>>;
}
