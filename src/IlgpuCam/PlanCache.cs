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

    internal PlanBuffersPool For(Shape shape)
    {
        lock (_lock)
        {
            var place = _recent.FindIndex(r => r.Shape.Equals(shape));
            if (place < 0)
            {
                var plan = backend.Compile(network, new Dictionary<string, Shape> { [inputName] = shape }, outputs);
                place = _recent.Count;
                _recent.Add((shape, new(plan)));
            }

            var found = _recent[place];
            if (place != _recent.Count - 1)
            {
                _recent.RemoveAt(place);
                _recent.Add(found);
            }

            if (_recent.Count > Capacity)
            {
                // Not disposed: another thread may be running it. The collector takes it when nobody does.
                _recent.RemoveAt(0);
            }

            return found.Pool;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, pool) in _recent)
            {
                pool.Plan.Dispose();
            }

            _recent.Clear();
        }
    }
}
