using IlgpuCam.Backends;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam;

/// <summary>The plans of one model, one for each of the input shapes used last.</summary>
internal sealed class PlanCache(IBackend backend, Network network, string inputName, IReadOnlyList<string> outputs) : IDisposable
{
    // A service sees a handful of sizes; each plan keeps packed weights, so more would only fill memory.
    private const int Capacity = 4;

    private readonly Lock _lock = new();
    private readonly List<(Shape Shape, PlanBuffersPool Pool)> _recent = [];

    /// <summary>Takes a plan into use.</summary>
    /// <param name="shape">The input's shape.</param>
    /// <param name="mostImages">A plan for up to so many images will do, too, where there is one already.</param>
    internal PlanLease Rent(Shape shape, int mostImages = 0)
    {
        lock (_lock)
        {
            var place = Find(shape, mostImages);
            if (place < 0)
            {
                var plan = backend.Compile(network, new Dictionary<string, Shape> { [inputName] = shape }, outputs);
                place = _recent.Count;
                _recent.Add((shape, new(plan)));
            }

            var found = _recent[place];
            found.Pool.Users++;
            if (place != _recent.Count - 1)
            {
                _recent.RemoveAt(place);
                _recent.Add(found);
            }

            if (_recent.Count > Capacity)
            {
                var oldest = _recent[0].Pool;
                _recent.RemoveAt(0);
                DisposeUnused(oldest);
            }

            return new(this, found.Pool);
        }
    }

    /// <summary>Ends the use of a plan; one that has left the cache meanwhile is given up with its last user.</summary>
    internal void Return(PlanBuffersPool pool)
    {
        lock (_lock)
        {
            pool.Users--;
            if (!_recent.Exists(r => r.Pool == pool))
            {
                DisposeUnused(pool);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, pool) in _recent)
            {
                pool.Dispose();
            }

            _recent.Clear();
        }
    }

    private static void DisposeUnused(PlanBuffersPool pool)
    {
        if (pool.Users == 0)
        {
            pool.Dispose();
        }
    }

    // The plan for the fewest images that will do.
    private int Find(Shape shape, int mostImages)
    {
        var best = -1;
        for (var i = 0; i < _recent.Count; i++)
        {
            var images = _recent[i].Shape[0];
            var isEnough = images == shape[0] || (images > shape[0] && images <= mostImages);
            if (isEnough && _recent[i].Shape.With(0, shape[0]).Equals(shape) && (best < 0 || images < _recent[best].Shape[0]))
            {
                best = i;
            }
        }

        return best;
    }
}
