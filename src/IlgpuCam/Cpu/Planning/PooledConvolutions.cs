using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Planning;

/// <summary>Convolutions whose result only a pooling reads, that of maxima of two by two: the store of some takes the maxima.</summary>
internal static class PooledConvolutions
{
    /// <summary>Puts a convolution that pools in the place of such a pair.</summary>
    /// <param name="operations">The network's operations in order.</param>
    /// <param name="outputs">Values that are asked for.</param>
    /// <param name="fits">Whether a convolution can.</param>
    /// <returns>The operations that are left.</returns>
    internal static List<Operation> Fuse(List<Operation> operations, IEnumerable<Value> outputs, Func<Operation, bool> fits)
    {
        Readers readers = new(operations, outputs);
        var gone = new HashSet<Operation>();
        var result = new List<Operation>();
        foreach (var operation in operations)
        {
            if (IsPairwise(operation) && readers.OnlyProducer(operation) is { Operator: Conv2d } convolution && fits(convolution))
            {
                gone.Add(convolution);
                operation.Output.Producer = new(convolution.Node, convolution.Context, convolution.Inputs, operation.Output)
                {
                    Residual = convolution.Residual,
                    Activation = convolution.Activation,
                    Pools = true,
                };
                result.Add(operation.Output.Producer);
            }
            else
            {
                result.Add(operation);
            }
        }

        result.RemoveAll(gone.Contains);
        return result;
    }

    /// <summary>Whether an operation takes the maxima of windows of two by two that touch and cover the map.</summary>
    private static bool IsPairwise(Operation operation) => operation.Operator is MaxPool2d pool
        && operation.Context.ResolveWindow(pool.Window) is { Kernel: { Height: 2, Width: 2 }, Strides: { Height: 2, Width: 2 }, Dilations: { Height: 1, Width: 1 } } window
        && window.Pads == default && window.Height == 2 * window.OutputHeight && window.Width == 2 * window.OutputWidth;
}
