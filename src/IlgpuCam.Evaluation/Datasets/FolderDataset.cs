namespace IlgpuCam.Evaluation.Datasets;

/// <summary>A folder with one sub-folder a class: the photos in it have that one label, and no boxes.</summary>
internal sealed class FolderDataset : IDataset
{
    private readonly string _root;
    private readonly Lazy<IReadOnlyList<string>> _photos;

    /// <summary>Takes a folder; it is walked when its photos are asked for.</summary>
    /// <param name="root">The folder.</param>
    public FolderDataset(string root)
    {
        _root = root;
        _photos = new(() => PhotoFolder.Walk(root));
    }

    /// <inheritdoc/>
    public string Format => "folders";

    /// <inheritdoc/>
    public int? Count => _photos.Value.Count;

    /// <inheritdoc/>
    public IEnumerable<Sample> Read()
    {
        if (_photos.Value.Count == 0)
        {
            throw new DatasetException($"{_root}: a folder of photos was expected, none was found.");
        }

        foreach (var path in _photos.Value)
        {
            var slash = path.IndexOf('/', StringComparison.Ordinal);
            var sample = new Sample(path, DatasetPaths.Join(_root, path));
            yield return slash > 0
                ? sample with { Labels = [path[..slash]] }
                : sample with { Problems = [$"{sample.ImagePath}: the photo lies in no folder named by a class."] };
        }
    }
}
