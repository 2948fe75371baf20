using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Faithfulness;

/// <summary>How faithful a map is in one photo: what becomes of the probability of a class when the map says which pixels stay.</summary>
/// <param name="Confidence">The probability of the class in the photo as it is.</param>
/// <param name="Masked">In the photo times the map.</param>
/// <param name="Deletion">While pixels are set to 0, those of the largest values first: from none of them to all, in steps of equally many.</param>
/// <param name="Insertion">While pixels are put into an image of zeros, in the same order.</param>
/// <param name="MostRelevantFirst">ROAD: when the shares of pixels with the largest values are imputed.</param>
/// <param name="LeastRelevantFirst">ROAD: when those with the smallest values are.</param>
public sealed record PhotoFaithfulness(
    double Confidence,
    double Masked,
    ImmutableArray<double> Deletion,
    ImmutableArray<double> Insertion,
    ImmutableArray<double> MostRelevantFirst,
    ImmutableArray<double> LeastRelevantFirst)
{
    // As TorchCAM guards the division.
    private const double Tiny = 1e-7;

    /// <summary>The share of the confidence that is lost with the masked photo, from 0 to 1 (Chattopadhay et al., "Grad-CAM++", 2018, section 5.1).</summary>
    public double Drop => Math.Max(0, Confidence - Masked) / (Confidence + Tiny);

    /// <summary>Whether the masked photo has a larger probability (same).</summary>
    public bool IsIncreased => Masked > Confidence;

    /// <summary>The area under the curve of deletion, from 0 to 1: small is good (Petsiuk, Das and Saenko, "RISE", 2018, section 4.2).</summary>
    public double DeletionArea => Area(Deletion);

    /// <summary>The area under the curve of insertion, from 0 to 1: large is good.</summary>
    public double InsertionArea => Area(Insertion);

    /// <summary>Half of the mean difference of the two curves of ROAD, from -0.5 to 0.5: large is good; NaN where it was left out.</summary>
    public double Road => MostRelevantFirst.Zip(LeastRelevantFirst, (most, least) => (least - most) / 2).DefaultIfEmpty(double.NaN).Average();

    // Trapezoids.
    private static double Area(ImmutableArray<double> curve) => (curve.Sum() - ((curve[0] + curve[^1]) / 2)) / (curve.Length - 1);
}
