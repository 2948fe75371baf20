using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Datasets;

/// <summary>Photos with labels, boxes or masks, read one after the other.</summary>
public interface IDataset
{
    /// <summary>The format's name as <c>--format</c> takes it, such as <c>voc</c>.</summary>
    string Format { get; }

    /// <summary>How many samples <see cref="Read"/> will give, for progress; null where that is known only at the end.</summary>
    int? Count => null;

    /// <summary>The classes in the data set's own order, where a file of it lists them; otherwise empty.</summary>
    ImmutableArray<DatasetClass> Classes => [];

    /// <summary>Reads the samples, in an order that is the same every time; annotation files are opened while the samples are taken.</summary>
    /// <exception cref="DatasetException">The set as a whole cannot be read; what is wrong with one photo is among its <see cref="Sample.Problems"/>.</exception>
    IEnumerable<Sample> Read();
}
