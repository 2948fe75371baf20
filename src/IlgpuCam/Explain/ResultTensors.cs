using IlgpuCam.Tensors;

namespace IlgpuCam.Explain;

/// <summary>Tensors that held results before: memory that the processor has at hand, where a new array of the size of maps is always cold. Thread-safe.</summary>
internal sealed class ResultTensors
{
    private const int Most = 16;

    private readonly Lock _lock = new();
    private readonly List<Tensor> _free = [];

    /// <summary>A tensor for the result of a run, which writes every value.</summary>
    internal Tensor Rent(Shape shape)
    {
        lock (_lock)
        {
            var place = _free.FindLastIndex(t => t.Shape.Equals(shape));
            if (place >= 0)
            {
                var known = _free[place];
                _free.RemoveAt(place);
                return known;
            }
        }

        return Tensor.ForResult(shape);
    }

    /// <summary>Takes back tensors that nobody reads any more; of many the longest unused are given up.</summary>
    internal void Return(IEnumerable<Tensor> tensors)
    {
        lock (_lock)
        {
            _free.AddRange(tensors);
            _free.RemoveRange(0, Math.Max(0, _free.Count - Most));
        }
    }
}
