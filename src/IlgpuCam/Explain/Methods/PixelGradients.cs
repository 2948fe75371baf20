namespace IlgpuCam.Explain.Methods;

/// <summary>Gradients at many images.</summary>
internal static class PixelGradients
{
    /// <summary>The mean gradient of the target with respect to the image.</summary>
    internal static double[] Mean(ExplanationContext context, int count, Batches.Fill fill)
    {
        var mean = new double[context.Input.Data.Length];
        Batches.ForEach(context, count, context.Input.Shape, fill, (images, first) =>
        {
            var gradients = context.InputGradientOf(images).Data;
            for (var start = 0; start < mean.Length * Math.Min(images.Shape[0], count - first); start += mean.Length)
            {
                for (var i = 0; i < mean.Length; i++)
                {
                    mean[i] += gradients[start + i] / (double)count;
                }
            }
        });
        return mean;
    }
}
