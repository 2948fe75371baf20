namespace IlgpuCam.Kernels;

/// <summary>Which maps are made of a batch: for each image its best classes, then those that were asked for by name.</summary>
public static partial class MapTargets
{
    /// <summary>Launch over the maps.</summary>
    /// <param name="winners">[images, top], from <see cref="TopClasses"/>.</param>
    /// <param name="named">Classes; the same for every image.</param>
    /// <param name="targets">For each map its image, then its class, as <see cref="ClassActivationMaps"/> takes them.</param>
    /// <param name="counts">One a map: receives 0, from where <see cref="ConnectedComponents"/> counts.</param>
    /// <param name="top">Best classes of an image.</param>
    /// <param name="perImage">Maps of an image, at least 1: the best classes and the named ones.</param>
    /// <param name="maps">Maps of all images.</param>
    [Kernel]
    public static void Run(ArrayView<int> winners, ArrayView<int> named, ArrayView<int> targets, ArrayView<int> counts, int top, int perImage, int maps)
    {
        var map = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (map < maps)
        {
            var image = map / perImage;
            var place = map - (image * perImage);
            var chosen = 0;
            if (place < top)
            {
                chosen = winners[(image * top) + place];
            }
            else
            {
                chosen = named[place - top];
            }

            targets[2 * map] = image;
            targets[(2 * map) + 1] = chosen;
            counts[map] = 0;
        }
    }
}
