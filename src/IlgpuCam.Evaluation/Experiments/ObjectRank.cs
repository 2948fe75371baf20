namespace IlgpuCam.Evaluation.Experiments;

/// <summary>An object's place in the list of a scene class.</summary>
/// <param name="Object">Its name.</param>
/// <param name="Photos">Photos of the scene that have it.</param>
/// <param name="Objects">How often it is annotated in them.</param>
/// <param name="Covered">The mean share of its boxes that the scene's map covers.</param>
/// <param name="Evidence">The mean share of the mask that lies in its boxes.</param>
public sealed record ObjectRank(string Object, int Photos, int Objects, double Covered, double Evidence)
{
    /// <summary>Ranks the objects of one scene class: those that its map covers most come first, equals by name.</summary>
    /// <param name="photos">What was measured in each photo.</param>
    /// <param name="leastPhotos">Objects of fewer photos are left out.</param>
    public static IReadOnlyList<ObjectRank> Rank(IEnumerable<IReadOnlyList<ObjectCoverage>> photos, int leastPhotos) =>
    [
        .. photos.SelectMany((objects, photo) => objects.Select(o => (photo, o)))
            .GroupBy(p => p.o.Object, StringComparer.Ordinal)
            .Select(g => new ObjectRank(g.Key, g.Select(p => p.photo).Distinct().Count(), g.Count(), g.Average(p => p.o.Covered), g.Average(p => p.o.Evidence)))
            .Where(r => r.Photos >= leastPhotos)
            .OrderByDescending(r => r.Covered).ThenBy(r => r.Object, StringComparer.Ordinal),
    ];
}
