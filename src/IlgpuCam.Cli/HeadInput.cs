using System.Collections.Immutable;
using IlgpuCam.Evaluation.Heads;

namespace IlgpuCam.Cli;

/// <summary>Samples for a classifier: a folder with a sub-folder a class, or a CSV file.</summary>
internal static class HeadInput
{
    /// <summary>Reads the list of samples; photos are not opened.</summary>
    /// <param name="path">The folder or file.</param>
    /// <exception cref="FailureException">There is no such folder or file, or it holds no class.</exception>
    internal static (ImmutableArray<HeadSample> Samples, ImmutableArray<string> ExtraColumns) Read(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? HeadTable.Read(path) : throw new FailureException($"{path}: no such folder or CSV file.");
        }

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

        return ([.. inputs.Except(loose).Select(i => new HeadSample(i.RelativePath, i.Path, [i.RelativePath.Split('/')[0]]))], []);
    }
}
