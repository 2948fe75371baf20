using IlgpuCam.Models;

namespace IlgpuCam.Cpu.Planning;

/// <summary>
/// Bounds the memory that the packed weights of one plan take together: each layer has its own, so a small file whose layers all read one tensor could ask for
/// any amount. Layers rarely share, and packing adds little to large ones. What other plans have packed already is taken from them.
/// </summary>
internal sealed class PackingBudget
{
    private const int MostCopies = 16;
    private const long Least = 1L << 28;

    private readonly Int128 _maximum;
    private readonly PackedWeights _packed;

    /// <summary>Creates the budget.</summary>
    /// <param name="constants">Elements of all constants of the network.</param>
    /// <param name="packed">The packed weights of all plans.</param>
    internal PackingBudget(Int128 constants, PackedWeights packed) => (_maximum, _packed) = (Int128.Max(Least, constants * MostCopies), packed);

    /// <summary>What has been taken, in floats.</summary>
    internal long Spent { get; private set; }

    /// <summary>Takes memory out of the budget.</summary>
    /// <param name="length">Floats.</param>
    /// <param name="owner">The node that needs them.</param>
    /// <exception cref="NetworkException">So much is not left.</exception>
    internal void Spend(long length, string owner)
    {
        Spent += length;
        if (Spent > _maximum)
        {
            throw new NetworkException(
                $"Node '{owner}': up to it the layers' weights take {Spent * sizeof(float)} bytes, the limit is {_maximum * sizeof(float)}: too many layers share weights.");
        }
    }

    /// <summary>Packs weights, unless a plan that lives has them in this order.</summary>
    /// <param name="weights">The weights; their reading is over then.</param>
    /// <param name="order">Their order, which says everything of where a weight goes.</param>
    /// <param name="length">Floats, in which the rest is 0.</param>
    /// <param name="owner">The node that needs them.</param>
    /// <param name="fill">Writes them into memory that is 0.</param>
    /// <exception cref="NetworkException">So much is not left.</exception>
    internal AlignedBuffer Pack(WeightRows weights, PackedOrder order, long length, string owner, Action<AlignedBuffer> fill)
    {
        Spend(length, owner);
        if (_packed.Find(weights.Tensor, weights.IsTransposed, order) is { } known)
        {
            return known;
        }

        var packed = new AlignedBuffer(length, clear: true);
        fill(packed);
        weights.Release();
        _packed.Add(weights.Tensor, weights.IsTransposed, order, packed);
        return packed;
    }
}
