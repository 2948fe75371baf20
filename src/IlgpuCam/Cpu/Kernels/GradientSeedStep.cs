using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies the weights of the scores; an image without any gets 1 at its highest score. A turn is an image.</summary>
/// <param name="scores">Dense scores.</param>
/// <param name="weights">Dense weights of the same shape.</param>
/// <param name="output">The result.</param>
internal sealed unsafe class GradientSeedStep(Form scores, Form weights, Form output) : Step
{
    private readonly int _count = (int)(output.Shape.ElementCount / Math.Max(output.Shape[0], 1));

    internal override int Tasks { get; } = output.Shape.ElementCount == 0 ? 0 : output.Shape[0];

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = new ReadOnlySpan<float>(weights.At(frame) + ((nint)task * _count), _count);
        var to = new Span<float>(output.At(frame) + ((nint)task * _count), _count);
        from.CopyTo(to);
        if (!from.ContainsAnyExcept(0))
        {
            var row = new ReadOnlySpan<float>(scores.At(frame) + ((nint)task * _count), _count);
            var best = 0;
            for (var i = 1; i < row.Length; i++)
            {
                best = row[i] > row[best] || float.IsNaN(row[best]) ? i : best;
            }

            to[best] = 1;
        }
    }
}
