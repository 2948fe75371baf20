using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Surgery;

/// <summary>
/// Finer maps from the same weights and the same input: the last strides become dilations (the "algorithme à trous" of Chen et al. 2015, DeepLab, section 3.1).
/// A layer of the new network computes what it did, at more places: its values at every second (fourth, ...) place are those of the old one.
/// Only what looks at the whole map, such as a squeeze-and-excitation gate, sees a difference.
/// </summary>
public static class DilateLastStrides
{
    /// <summary>The network with maps of the resolution wanted.</summary>
    /// <param name="network">A classifier with a head for class activation maps.</param>
    /// <param name="mappingResolution">The rows of the map at the default input size, such as 14 for a network with 7.</param>
    /// <returns>The new network, or the same one where it has that resolution already. Values keep their names.</returns>
    /// <exception cref="NetworkException">The resolution cannot be reached; the message names those that can. Or class activation maps are not defined for the network.</exception>
    public static Network Apply(Network network, int mappingResolution)
    {
        ArgumentNullException.ThrowIfNull(network);
        var inferred = ShapeInference.Infer(network, network.DefaultShapes());
        var cam = MapHead.Require(inferred).Cam;
        var rows = inferred.Values[cam.Features].Shape[2];
        if (rows == mappingResolution)
        {
            return network;
        }

        var steps = MapSteps.Find(inferred, cam.Features);
        var total = steps.Of(cam.Features) ?? throw new NetworkException($"The maps '{cam.Features}' do not come from the image by convolutions and poolings.");
        var reachable = new List<int> { rows };
        NetworkException? reason = null;
        for (var factor = 2; factor <= Math.Min(total.Height, total.Width); factor++)
        {
            if (total.Height % factor != 0 || total.Width % factor != 0)
            {
                continue;
            }

            try
            {
                var dilated = new StrideDilation(inferred, steps, new(total.Height / factor, total.Width / factor)).Apply();
                if (rows * factor == mappingResolution)
                {
                    return dilated;
                }

                reachable.Add(rows * factor);
            }
            catch (NetworkException e)
            {
                reason ??= rows * factor == mappingResolution ? e : null;
            }
        }

        var found = string.Join(", ", reachable);
        throw reason is null
            ? new NetworkException($"A mapping resolution of {mappingResolution} cannot be reached; with the default input this network's maps can have {found} rows.")
            : new NetworkException($"A mapping resolution of {mappingResolution} cannot be reached, only {found}: {reason.Message}", reason);
    }
}
