namespace IlgpuCam.Models.Receptive;

/// <summary>How an operator reads along an axis: element i of the result depends on elements i * stride + low to i * stride + high of the input.</summary>
/// <param name="Stride">Elements of the input a step of the result; negative for a walk backwards.</param>
/// <param name="Low">The first element for i = 0.</param>
/// <param name="High">The last element for i = 0.</param>
internal readonly record struct AxisStep(double Stride, double Low, double High)
{
    /// <summary>The narrowest step that covers what each element reads, at a stride that is known.</summary>
    internal static AxisStep Covering(double stride, IEnumerable<(int First, int Last)> reads)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        var i = 0;
        foreach (var (first, last) in reads)
        {
            low = Math.Min(low, first - (i * stride));
            high = Math.Max(high, last - (i * stride));
            i++;
        }

        return i == 0 ? new(stride, 0, 0) : new(stride, low, high);
    }
}
