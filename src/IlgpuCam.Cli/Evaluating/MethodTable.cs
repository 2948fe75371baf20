using System.Globalization;
using IlgpuCam.Evaluation.Summaries;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The methods of a run side by side, a row each, for a person or a spreadsheet.</summary>
internal static class MethodTable
{
    private static readonly (string Key, string Head, double Scale, string Format)[] Columns =
    [
        ("gt_known_localization", "GT-known %", 100, "0.0"),
        ("top1_localization", "top-1 loc. %", 100, "0.0"),
        ("pointing_game", "pointing %", 100, "0.0"),
        ("point_localization", "point loc. %", 100, "0.0"),
        ("avg_drop", "drop %", 100, "0.0"),
        ("conf_increase", "increase %", 100, "0.0"),
        ("deletion_auc", "deletion", 1, "0.000"),
        ("insertion_auc", "insertion", 1, "0.000"),
        ("road", "ROAD", 1, "0.000"),
    ];

    /// <summary>The figures of a method by their keys, those over thresholds in per cent.</summary>
    internal static Dictionary<string, double> Figures(MethodSummary method)
    {
        var figures = method.Rates.Concat(method.Faithfulness?.Figures ?? []).ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        var curves = method.Localization.Curves;
        if (curves.Boxes.Photos > 0)
        {
            figures.Add("MaxBoxAcc", curves.Boxes.MaxBoxAcc);
            figures.Add("MaxBoxAccV2", curves.Boxes.MaxBoxAccV2);
        }

        if (curves.Pixels.Photos > 0)
        {
            figures.Add("PxAP", curves.Pixels.PxAP);
        }

        figures.Add("ms_per_image", method.Milliseconds);
        return figures;
    }

    /// <summary>Writes the table for a person.</summary>
    internal static void Write(TextWriter output, IReadOnlyList<MethodSummary> methods)
    {
        var rows = methods.Where(m => m.Error is null).Select(m => (m.Method, Figures: Figures(m))).ToArray();
        (string Key, string Head, double Scale, string Format)[] all =
            [.. Columns[..4], ("MaxBoxAcc", "MaxBoxAcc", 1, "0.0"), ("MaxBoxAccV2", "V2", 1, "0.0"), ("PxAP", "PxAP", 1, "0.0"), .. Columns[4..], ("ms_per_image", "ms", 1, "0.0")];
        var columns = all.Where(c => rows.Any(r => r.Figures.ContainsKey(c.Key))).ToArray();
        string[] heads = ["method", .. columns.Select(c => c.Head)];
        string[][] cells = [.. rows.Select(r => (string[])[r.Method, .. columns.Select(c => Text(r.Figures.GetValueOrDefault(c.Key, double.NaN) * c.Scale, c.Format))])];
        output.WriteLine();
        foreach (var line in TextTable.Lines(heads, cells, TextTable.Widths(heads, cells), texts: 1))
        {
            output.WriteLine(line.TrimEnd());
        }

        foreach (var method in methods.Where(m => m.Error is not null))
        {
            output.WriteLine($"{method.Method} is left out: {method.Error}");
        }
    }

    /// <summary>Writes a line a method, for spreadsheets.</summary>
    internal static void WriteCsv(Stream stream, IReadOnlyList<MethodSummary> methods)
    {
        using var text = EvaluationCsv.Writer(stream);
        var figures = methods.Select(m => (Method: m, Figures: Figures(m))).ToArray();
        string[] keys = [.. figures.SelectMany(f => f.Figures.Keys).Distinct()];
        text.WriteLine($"method,{string.Join(',', keys)},error");
        foreach (var (method, found) in figures)
        {
            var numbers = keys.Select(k => found.TryGetValue(k, out var v) && double.IsFinite(v) ? v.ToString(CultureInfo.InvariantCulture) : string.Empty);
            text.WriteLine(string.Join(',', [EvaluationCsv.Quote(method.Method), .. numbers, EvaluationCsv.Quote(method.Error ?? string.Empty)]));
        }
    }

    private static string Text(double value, string format) => double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
