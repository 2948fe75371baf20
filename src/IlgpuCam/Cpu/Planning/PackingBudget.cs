using IlgpuCam.Models;

namespace IlgpuCam.Cpu.Planning;

/// <summary>
/// Bounds the memory that the packed weights of one plan take together: each layer has its own, so a small file whose layers all read one tensor could ask for
/// any amount. Layers rarely share, and packing adds little to large ones.
/// </summary>
internal sealed class PackingBudget
{
    private const int MostCopies = 16;
    private const long Least = 1L << 28;

    private readonly Int128 _maximum;

    /// <summary>Creates the budget.</summary>
    /// <param name="constants">Elements of all constants of the network.</param>
    internal PackingBudget(Int128 constants) => _maximum = Int128.Max(Least, constants * MostCopies);

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
}
