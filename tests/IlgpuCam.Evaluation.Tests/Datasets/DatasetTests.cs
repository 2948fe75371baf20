using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Datasets;

/// <summary>A folder in which a test writes a data set.</summary>
public abstract class DatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The data set's folder.</summary>
    protected string Root => _folder.Path;

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes a file and the folders above it.</summary>
    protected string Write(string path, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], text);
        return _folder[path];
    }

    /// <summary>All samples of the data set.</summary>
    protected List<Sample> Samples(string format = "auto", string? annotations = null, string? split = null) =>
        [.. DatasetReader.Open(Root, format, annotations is null ? null : _folder[annotations], split).Read()];
}
