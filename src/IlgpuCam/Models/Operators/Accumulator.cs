namespace IlgpuCam.Models.Operators;

/// <summary>Takes in numbers one by one for a reduction, in double precision.</summary>
/// <param name="reduction">What is made of them.</param>
internal struct Accumulator(ReductionKind reduction)
{
    private double _value = reduction switch
    {
        ReductionKind.Max => double.NegativeInfinity,
        ReductionKind.Min => double.PositiveInfinity,
        ReductionKind.Product => 1,
        _ => 0,
    };

    private double _largest = double.NegativeInfinity;

    internal void Add(double x)
    {
        switch (reduction)
        {
            case ReductionKind.Max:
                _value = Math.Max(_value, x);
                break;
            case ReductionKind.Min:
                _value = Math.Min(_value, x);
                break;
            case ReductionKind.Product:
                _value *= x;
                break;
            case ReductionKind.L1:
                _value += Math.Abs(x);
                break;
            case ReductionKind.L2 or ReductionKind.SumSquare:
                _value += x * x;
                break;
            case ReductionKind.LogSumExp when x > _largest:
                // The sum so far, in units of the exponential of the new largest number.
                _value = (double.IsNegativeInfinity(_largest) ? 0 : _value * Math.Exp(_largest - x)) + (double.IsPositiveInfinity(x) ? 0 : 1);
                _largest = x;
                break;
            case ReductionKind.LogSumExp:
                _value += double.IsInfinity(_largest) ? double.IsNaN(x) ? x : 0 : Math.Exp(x - _largest);
                break;
            default:
                _value += x;
                break;
        }
    }

    /// <summary>The result.</summary>
    /// <param name="count">How many numbers there were.</param>
    internal readonly double Result(long count) => reduction switch
    {
        ReductionKind.Mean => _value / count,
        ReductionKind.L2 => Math.Sqrt(_value),
        ReductionKind.LogSum => Math.Log(_value),
        ReductionKind.LogSumExp when double.IsInfinity(_largest) => _largest,
        ReductionKind.LogSumExp => _largest + Math.Log(_value),
        _ => _value,
    };
}
