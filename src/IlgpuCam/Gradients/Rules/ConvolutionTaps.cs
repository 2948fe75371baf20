using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>The weights of a convolution, to be mirrored and transposed.</summary>
/// <param name="geometry">The convolution.</param>
/// <param name="weights">Its weights, <c>[K, C/groups, kh, kw]</c>.</param>
internal sealed class ConvolutionTaps(ConvolutionGeometry geometry, float[] weights)
{
    private readonly int _inputs = geometry.InputChannels / geometry.Groups;
    private readonly int _outputs = geometry.OutputChannels / geometry.Groups;

    /// <summary>The taps of one phase, the last first, as weights <c>[C, K/groups, rows, columns]</c>.</summary>
    internal ConstantTensor Transposed(PhaseAxis rows, PhaseAxis columns)
    {
        var result = new float[(long)geometry.InputChannels * _outputs * rows.Taps * columns.Taps];
        var at = 0;
        for (var c = 0; c < geometry.InputChannels; c++)
        {
            for (var k = 0; k < _outputs; k++)
            {
                var source = Filter(c, k);
                for (var y = rows.Taps - 1; y >= 0; y--)
                {
                    for (var x = columns.Taps - 1; x >= 0; x--)
                    {
                        result[at++] = weights[source + Tap(rows, y, columns, x)];
                    }
                }
            }
        }

        return ConstantTensor.FromFloats([geometry.InputChannels, _outputs, rows.Taps, columns.Taps], result);
    }

    /// <summary>The taps of all phases as weights <c>[phases * C, K, rows, columns]</c>, phase by phase; of a convolution without groups.</summary>
    internal ConstantTensor TransposedTogether(PhaseAxis[] rows, PhaseAxis[] columns, PhaseAxis down, PhaseAxis across)
    {
        var size = down.Taps * across.Taps;
        var result = new float[(long)rows.Length * columns.Length * geometry.InputChannels * _outputs * size];
        var at = 0;
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                for (var c = 0; c < geometry.InputChannels; c++)
                {
                    for (var k = 0; k < _outputs; k++, at += size)
                    {
                        var source = Filter(c, k);
                        var start = at + ((down.Before - row.Before) * across.Taps) + across.Before - column.Before;
                        for (var y = 0; y < row.Taps; y++)
                        {
                            for (var x = 0; x < column.Taps; x++)
                            {
                                result[start + (y * across.Taps) + x] = weights[source + Tap(row, row.Taps - 1 - y, column, column.Taps - 1 - x)];
                            }
                        }
                    }
                }
            }
        }

        return ConstantTensor.FromFloats([rows.Length * columns.Length * geometry.InputChannels, _outputs, down.Taps, across.Taps], result);
    }

    /// <summary>Where the filter begins that leads from an input channel to the k-th output of its group.</summary>
    private int Filter(int c, int k) =>
        ((((c / _inputs * _outputs) + k) * _inputs) + (c % _inputs)) * geometry.Window.Kernel.Height * geometry.Window.Kernel.Width;

    private int Tap(PhaseAxis rows, int y, PhaseAxis columns, int x) =>
        ((rows.First + (y * rows.Step)) * geometry.Window.Kernel.Width) + columns.First + (x * columns.Step);
}
