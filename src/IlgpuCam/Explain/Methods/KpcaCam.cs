using IlgpuCam.Explain.Algebra;
using IlgpuCam.Models;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// KPCA-CAM: the places' coordinate along the first principal component of their kernel (Karmani, Sivakaran, Prasad, Ali, Yang, Tang 2024), by
/// default the sigmoid kernel with gamma 1 over the number of channels, each channel's mean taken away first, as in pytorch-grad-cam. Of the kernel's
/// eigenvalues the largest counts, not the largest magnitude. The sign is chosen so that the map does not run against the sum of the maps.
/// </summary>
public sealed class KpcaCam : IExplanationMethod
{
    // The kernel has a number for each pair of places: 128 MiB at 64x64.
    private const int MostPlaces = 4096;

    /// <inheritdoc/>
    public MethodInfo Info { get; } = new(
        "kpcacam", "KPCA-CAM",
        "Karmani et al., KPCA-CAM: Visual Explainability of Deep Computer Vision Models Using Kernel PCA, 2024",
        "1", "0", MethodNeeds.Activations);

    /// <summary>The kernel.</summary>
    public KernelFunction Kernel { get; init; }

    /// <summary>The kernel's factor; null for 1 over the number of channels.</summary>
    public double? Gamma { get; init; }

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var maps = context.Activations;
        var (channels, plane) = (maps.Shape[1], (long)maps.Shape[2] * maps.Shape[3]);
        if (plane > MostPlaces)
        {
            throw new NetworkException($"KPCA-CAM compares every place with every other: a layer of at most {MostPlaces} places was expected, found {maps.Shape[2]}x{maps.Shape[3]} in '{context.Layer}'.");
        }

        var places = PrincipalComponent.Places(maps, isCentred: true);
        var kernel = SymmetricMatrix.OfProducts(places, (int)plane);
        Apply(kernel, Gamma ?? (1.0 / channels));
        kernel.Centre();
        var (value, vector) = DominantEigenvector.Of(kernel);
        var length = Math.Sqrt(Math.Max(value, 0));
        return PrincipalComponent.Orient(new(maps.Shape[2], maps.Shape[3], Array.ConvertAll(vector, v => (float)(v * length))), places);
    }

    private void Apply(SymmetricMatrix products, double gamma)
    {
        double[] squares = [.. Enumerable.Range(0, products.Size).Select(i => products[i, i])];
        for (var i = 0; i < products.Values.Length; i++)
        {
            ref var value = ref products.Values[i];
            value = Kernel == KernelFunction.Sigmoid
                ? Math.Tanh((gamma * value) + 1)
                : Math.Exp(-gamma * Math.Max(squares[i / squares.Length] + squares[i % squares.Length] - (2 * value), 0));
        }
    }
}
