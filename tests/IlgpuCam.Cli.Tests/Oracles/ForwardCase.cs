using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>A stored input with the tensors that a model makes of it.</summary>
/// <param name="Model">The file of the model in ../shared/models.</param>
/// <param name="File">The stored tensors, below ../shared.</param>
internal sealed record ForwardCase(string Model, string File)
{
    /// <summary>All that are stored; none where the reference data is absent.</summary>
    internal static IEnumerable<ForwardCase> Stored
    {
        get
        {
            foreach (var folder in new[] { "oracles", "demo" })
            {
                foreach (var file in TestFiles.HasShared(folder) ? Directory.GetFiles(TestFiles.Shared(folder), "*.safetensors").Order() : Enumerable.Empty<string>())
                {
                    var name = Path.GetFileName(file);
                    if (!name.Contains(".methods.", StringComparison.Ordinal) && !name.Contains(".gradients.", StringComparison.Ordinal))
                    {
                        yield return new($"{name[..name.IndexOf('.', StringComparison.Ordinal)]}.onnx", $"{folder}/{name}");
                        if (name.StartsWith("efficientnet_lite0", StringComparison.Ordinal))
                        {
                            yield return new("efficientnet_lite0_dynamo.onnx", $"{folder}/{name}");
                        }
                    }
                }
            }
        }
    }

    /// <summary>Cases for a theory, which would fail rather than be skipped if it had none.</summary>
    internal static TheoryData<string, string> Theory(IEnumerable<ForwardCase> cases)
    {
        var data = new TheoryData<string, string>();
        foreach (var (model, file) in cases.DefaultIfEmpty(new(string.Empty, string.Empty)))
        {
            data.Add(model, file);
        }

        return data;
    }
}
