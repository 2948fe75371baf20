using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Occlusion: how much of the target is lost when a square of the image is covered (Zeiler and Fergus 2014, section 4.2). The squares' centres lie on
/// an even grid, the squares reach over the edges; a pixel's number is the mean over the squares that cover it.
/// </summary>
public sealed class Occlusion() : PixelAttribution(PixelReduction.Sum)
{
    /// <inheritdoc/>
    public override MethodInfo Info => new(
        "occlusion", "Occlusion",
        "Zeiler, Fergus, Visualizing and Understanding Convolutional Networks, 2014",
        $"1 + {Cells * Cells}", "0", MethodNeeds.Pixels | MethodNeeds.Scores);

    /// <summary>Squares along the longer side, at least 1.</summary>
    public int Cells { get; init => field = MethodChecks.AtLeastOne(value); } = 14;

    /// <summary>A square's side, in steps from one square to the next.</summary>
    public double Size { get; init; } = 2;

    /// <summary>What covers: a value as the network takes it; 0 is the mean colour for most preprocessing.</summary>
    public float Cover { get; init; }

    /// <inheritdoc/>
    public override Tensor Attribute(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (height, width) = (context.Input.Shape[2], context.Input.Shape[3]);
        var step = Math.Max(1, Math.Max(height, width) / (double)Cells);
        var (rows, columns) = (Spans(height, step), Spans(width, step));
        var scores = Batches.OfImages(context, rows.Length * columns.Length, (index, image) =>
        {
            context.Input.Span.CopyTo(image);
            var (row, column) = (rows[index / columns.Length], columns[index % columns.Length]);
            for (var start = 0; start < image.Length; start += height * width)
            {
                for (var y = row.Start; y < row.End; y++)
                {
                    image.Slice(start + (y * width) + column.Start, column.End - column.Start).Fill(Cover);
                }
            }
        });
        var whole = context.Score;
        var (lost, covers) = (new double[height * width], new int[height * width]);
        for (var i = 0; i < scores.Length; i++)
        {
            var (row, column) = (rows[i / columns.Length], columns[i % columns.Length]);
            for (var y = row.Start; y < row.End; y++)
            {
                for (var x = column.Start; x < column.End; x++)
                {
                    lost[(y * width) + x] += whole - scores[i];
                    covers[(y * width) + x]++;
                }
            }
        }

        return new([1, 1, height, width], [.. lost.Zip(covers, (sum, count) => (float)(sum / Math.Max(count, 1)))]);
    }

    private (int Start, int End)[] Spans(int length, double step)
    {
        var spans = new (int, int)[Math.Max(1, (int)Math.Round(length / step))];
        for (var i = 0; i < spans.Length; i++)
        {
            var centre = (i + 0.5) * length / spans.Length;
            var half = Math.Max(Size * step / 2, 0.5);
            spans[i] = (Math.Max(0, (int)Math.Round(centre - half)), Math.Min(length, (int)Math.Round(centre + half)));
        }

        return spans;
    }
}
