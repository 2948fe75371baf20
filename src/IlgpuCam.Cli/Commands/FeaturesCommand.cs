using System.CommandLine;
using IlgpuCam.Evaluation.Heads;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam features</c>: the pooled features of the photos of a folder, as a file for whatever trains on them.</summary>
internal sealed class FeaturesCommand
{
    private readonly ModelOptions _model = new();
    private readonly EngineOptions _engine = new();
    private readonly FeatureOptions _features = new();
    private readonly Argument<string> _folder = new("FOLDER") { Description = "A folder of photos, walked with its sub-folders; or one photo." };
    private readonly Argument<string> _target = new("OUT.safetensors|OUT.csv") { Description = "The file to write: a tensor features [N,K] with the names as metadata ids, or a line a photo." };

    internal static Command Create()
    {
        var options = new FeaturesCommand();
        var command = new Command("features", "Writes the globally pooled features of photos, for a classifier to be trained on.")
        {
            options._folder, options._target, options._model.Model,
        };
        options._features.AddTo(command);
        options._model.AddTo(command);
        options._engine.AddTo(command);
        command.SetWork(options.Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var target = parsed.GetValue(_target)!;
        var isCsv = Path.GetExtension(target).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        if (!isCsv && !Path.GetExtension(target).Equals(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{target}: the file to write has to end in .safetensors or .csv.");
        }

        HeadSample[] samples = [.. InputFiles.Expand([parsed.GetValue(_folder)!]).Select(i => new HeadSample(i.RelativePath, i.Path, []))];
        using var session = new FeatureSession(parsed, _model, _engine, _features);
        var rows = new List<(string Id, float[] Features)>();
        var failed = session.Run(samples, progress: true, (sample, features) => rows.Add((sample.Id, features)), cancellation);
        if (isCsv)
        {
            AtomicFile.Write(target, stream => FeatureFile.WriteCsv(stream, rows, session.Layer.Count));
        }
        else
        {
            FeatureFile.WriteSafeTensors(target, rows, session.Layer.Count, new Dictionary<string, string>
            {
                ["layer"] = session.Layer.Layer,
                ["pool"] = _features.PoolName(parsed),
                ["model"] = Path.GetFileName(session.ModelPath),
            });
        }

        return failed == 0 ? ExitCode.Success : ExitCode.Failed;
    }
}
