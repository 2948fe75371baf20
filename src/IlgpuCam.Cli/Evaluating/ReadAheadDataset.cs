using System.Collections.Immutable;
using IlgpuCam.Evaluation.Datasets;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>A data set whose annotations are read once, from the beginning on, while the model is being loaded; one with more photos than are worth their memory is read whenever it is asked for.</summary>
internal sealed class ReadAheadDataset : IDataset
{
    private const int MostSamples = 20_000;

    private readonly IDataset _dataset;
    private readonly Task<List<Sample>?> _samples;

    /// <summary>Begins to read.</summary>
    /// <param name="dataset">The data set.</param>
    internal ReadAheadDataset(IDataset dataset)
    {
        _dataset = dataset;
        _samples = Task.Run(ReadAll);
    }

    /// <inheritdoc/>
    public string Format => _dataset.Format;

    /// <inheritdoc/>
    public int? Count => _dataset.Count;

    /// <inheritdoc/>
    public ImmutableArray<DatasetClass> Classes => _dataset.Classes;

    /// <inheritdoc/>
    public IEnumerable<Sample> Read() => _samples.GetAwaiter().GetResult() ?? _dataset.Read();

    private List<Sample>? ReadAll()
    {
        if (_dataset.Count > MostSamples)
        {
            return null;
        }

        var samples = new List<Sample>();
        foreach (var sample in _dataset.Read())
        {
            if (samples.Count == MostSamples)
            {
                return null;
            }

            samples.Add(sample);
        }

        return samples;
    }
}
