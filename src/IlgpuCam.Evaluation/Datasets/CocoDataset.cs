using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>COCO's JSON of instances: images, annotations with boxes as x, y, width, height, and categories. Boxes count as half-open.</summary>
/// <param name="images">The folder of the photos.</param>
/// <param name="json">The annotations.</param>
internal sealed class CocoDataset(string images, string json) : IDataset
{
    private readonly Lazy<CocoJson> _content = new(() => CocoJson.Read(json));

    /// <inheritdoc/>
    public string Format => "coco";

    /// <inheritdoc/>
    public int? Count => _content.Value.Images.Count;

    /// <inheritdoc/>
    public ImmutableArray<DatasetClass> Classes => [.. _content.Value.Categories.Values.Select(name => new DatasetClass(name, name))];

    /// <inheritdoc/>
    public IEnumerable<Sample> Read()
    {
        var content = _content.Value;
        foreach (var image in content.Images)
        {
            var problems = ImmutableArray.CreateBuilder<string>();
            var objects = ImmutableArray.CreateBuilder<ObjectAnnotation>();
            foreach (var annotation in content.AnnotationsOf(image.Id))
            {
                if (!content.Categories.TryGetValue(annotation.Category, out var name))
                {
                    problems.Add($"{json}: annotation {annotation.Id} has the category {annotation.Category}, which is not listed.");
                }
                else if (annotation.Box.Area <= 0)
                {
                    problems.Add($"{json}: annotation {annotation.Id}: the box {annotation.Box} is empty.");
                }
                else
                {
                    objects.Add(new(name, annotation.Box, annotation.IsCrowd));
                }
            }

            if (objects.Count == 0 && problems.Count == 0)
            {
                problems.Add($"{json}: the photo {MessageText.Quote(image.File)} has no annotation.");
            }

            yield return new Sample(image.File, DatasetPaths.Join(images, image.File))
            {
                Labels = [.. objects.Select(o => o.Class).Distinct(StringComparer.Ordinal)],
                Objects = objects.ToImmutable(),
                DeclaredSize = image.Size,
                Problems = problems.ToImmutable(),
            };
        }
    }
}
