using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IlgpuCam.Evaluation.Heads;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli;

/// <summary>What is told about a classifier that was trained.</summary>
/// <param name="Head">The classifier.</param>
/// <param name="Loss">Its loss.</param>
/// <param name="Pool">gap or gmp.</param>
/// <param name="Layer">The layer that was pooled.</param>
/// <param name="ModelPath">The model that it is of.</param>
/// <param name="ExtraColumns">Columns beside the photo.</param>
/// <param name="Trained">What it was trained on.</param>
/// <param name="Tested">What it was tested on.</param>
internal sealed record HeadReport(
    LinearHead Head, HeadLoss Loss, string Pool, string Layer, string ModelPath, ImmutableArray<string> ExtraColumns, HeadData Trained, HeadData Tested)
{
    private string LossName => Loss == HeadLoss.Logistic ? "logistic" : "svm";

    private string ScoreName => Head.Probability == ProbabilityKind.Sigmoid ? "mean average precision" : "accuracy";

    /// <summary>A number in as few digits as tell it from others.</summary>
    internal static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>The origin of the new model: all that the old one said, and how its head was trained.</summary>
    internal ImmutableSortedDictionary<string, string> Provenance(ImmutableSortedDictionary<string, string> origin) => origin
        .SetItem("head", $"linear, {LossName}, C = {Number(Head.Cost)}, {Pool} of '{Layer}', {Head.Classes.Length} classes, {Trained.Samples.Count} photos")
        .SetItem("head.base", Path.GetFileName(ModelPath));

    /// <summary>Writes weights [C,K], bias [C], and the names of classes and extra columns, in double precision.</summary>
    internal void SaveWeights(string path)
    {
        double[] weights = [.. Enumerable.Range(0, Head.Classes.Length).SelectMany(c => Head.Weights(c).ToArray())];
        SafeTensorsWriter.Write(
            path,
            [
                new("weights", ConstantTensor.From<double>(ElementType.Float64, [Head.Classes.Length, Head.Size], weights)),
                new("bias", ConstantTensor.From<double>(ElementType.Float64, [Head.Classes.Length], Head.Bias.AsSpan())),
            ],
            new Dictionary<string, string> { ["classes"] = JsonArray(Head.Classes), ["extra_columns"] = JsonArray(ExtraColumns), ["layer"] = Layer, ["pool"] = Pool });
    }

    /// <summary>Writes the report for a person.</summary>
    internal void WriteText()
    {
        foreach (var (cost, score) in Head.Validation)
        {
            Console.WriteLine($"C = {Number(cost),-6}  {ScoreName} in cross-validation {Percent(score)}{(cost == Head.Cost ? "  (taken)" : string.Empty)}");
        }

        Console.WriteLine($"{Head.Classes.Length} classes, {Trained.Samples.Count} photos, {LossName}, C = {Number(Head.Cost)}, {Pool} of '{Layer}': {ScoreName} on them {Percent(Score(Trained))}");
        if (Tested.Samples.Count > 0)
        {
            Console.WriteLine($"{ScoreName} on {Tested.Samples.Count} other photos {Percent(Score(Tested))}");
        }
    }

    /// <summary>Writes the report as JSON.</summary>
    internal void WriteJson(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new() { Indented = true });
        json.WriteStartObject();
        WriteTexts(json, "classes", Head.Classes);
        WriteTexts(json, "extra_columns", ExtraColumns);
        json.WriteString("loss"u8, LossName);
        json.WriteNumber("C"u8, Head.Cost);
        json.WriteString("pool"u8, Pool);
        json.WriteString("layer"u8, Layer);
        json.WriteString("model"u8, Path.GetFileName(ModelPath));
        json.WriteString("score"u8, ScoreName);
        json.WriteStartArray("cross_validation"u8);
        foreach (var (cost, score) in Head.Validation)
        {
            json.WriteStartObject();
            json.WriteNumber("C"u8, cost);
            json.WriteNumber("score"u8, score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("converged"u8, Head.HasConverged);
        Write(json, "train", Trained);
        if (Tested.Samples.Count + Tested.Failed > 0)
        {
            Write(json, "test", Tested);
        }

        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    private static string JsonArray(IEnumerable<string> texts) => $"[{string.Join(',', texts.Select(t => $"\"{JsonEncodedText.Encode(t)}\""))}]";

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, string name, HeadData data)
    {
        json.WriteStartObject(name);
        json.WriteNumber("photos"u8, data.Samples.Count);
        json.WriteNumber("failed"u8, data.Failed);
        json.WriteNumber("score"u8, Score(data));
        json.WriteEndObject();
    }

    // With the extra columns, and in double precision.
    private double Score(HeadData data)
    {
        double[][] decisions = [.. data.Samples.Select((s, i) => Head.Decide(data.Features[i], s.Extra.AsSpan()))];

        // A class that was not trained is never right.
        int[][] labels = [.. data.Samples.Select(s => (int[])[.. s.Labels.Select(l => Head.Classes.IndexOf(l)).Where(c => c >= 0)])];
        return Head.Probability == ProbabilityKind.Sigmoid ? HeadScores.MeanAveragePrecision(decisions, labels) : HeadScores.Accuracy(decisions, labels);
    }
}
