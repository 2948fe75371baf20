using System.Collections.Immutable;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Heads;

namespace IlgpuCam.Cli;

/// <summary>Samples for a classifier: a folder with a sub-folder a class, a CSV file, or a data set with boxes.</summary>
internal static class HeadInput
{
    /// <summary>Reads the list of samples; photos are not opened.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="crops">Whether the contents of boxes are wanted: one sample an object.</param>
    /// <exception cref="FailureException">There is no such folder or file, it holds no class, or no box where boxes are wanted.</exception>
    internal static (ImmutableArray<HeadSample> Samples, ImmutableArray<string> ExtraColumns) Read(string path, bool crops)
    {
        if (Directory.Exists(path))
        {
            return (crops ? Objects(path) : Folders(path), []);
        }

        if (!File.Exists(path))
        {
            throw new FailureException($"{path}: no such folder or CSV file.");
        }

        var (samples, extra) = HeadTable.Read(path);
        var boxless = samples.Count(s => s.Box is null);
        return !crops ? ([.. samples.Select(s => s with { Box = null })], extra)
            : boxless == 0 ? (samples, extra)
            : throw new FailureException($"--crops: {path} states no box for {boxless} of {samples.Length} photos; columns x0, y0, x1 and y1 were expected.");
    }

    private static ImmutableArray<HeadSample> Folders(string path)
    {
        var inputs = InputFiles.Expand([path]);
        var loose = inputs.Where(i => !i.RelativePath.Contains('/', StringComparison.Ordinal)).ToArray();
        if (loose.Length == inputs.Count)
        {
            throw new FailureException($"{path}: a sub-folder of photos for each class was expected, found photos without one.");
        }

        if (loose.Length > 0)
        {
            CommandHost.Warn($"{path}: {loose.Length} photos are in no class's folder and were left out, {loose[0].RelativePath} the first.");
        }

        return [.. inputs.Except(loose).Select(i => new HeadSample(i.RelativePath, i.Path, [i.RelativePath.Split('/')[0]]))];
    }

    private static ImmutableArray<HeadSample> Objects(string path)
    {
        var samples = ImmutableArray.CreateBuilder<HeadSample>();
        foreach (var sample in DatasetReader.Open(path).Read())
        {
            foreach (var problem in sample.Problems)
            {
                CommandHost.Warn(problem);
            }

            samples.AddRange(sample.Objects.Where(o => !o.IsDifficult).Select((o, i) => new HeadSample($"{sample.Id}#{i}", sample.ImagePath, [o.Class]) { Box = o.Box }));
        }

        return samples.Count > 0 ? samples.ToImmutable() : throw new FailureException($"--crops: {path} has no annotated object.");
    }
}
