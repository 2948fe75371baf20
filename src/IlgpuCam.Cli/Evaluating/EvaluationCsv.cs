using System.Globalization;
using System.Text;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The records as CSV, a line an image: for spreadsheets.</summary>
internal static class EvaluationCsv
{
    private const string Heads = "image,width,height,classes,objects,top5,top5_iou,x0,y0,x1,y1,iou,peak_x,peak_y,right_at,error,problems";

    internal static void Write(Stream stream, IEnumerable<PhotoRecord> records)
    {
        using var text = Writer(stream);
        text.WriteLine(Heads);
        foreach (var record in records)
        {
            text.WriteLine(string.Join(',', Cells(record).Select(Quote)));
        }
    }

    /// <summary>Text as all systems read it.</summary>
    internal static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

    private static IEnumerable<string> Cells(PhotoRecord record)
    {
        var (box, overlap) = record.Known;
        var peak = record.Asked.FirstOrDefault(f => record.Labels.Contains(f.Class))?.Peak;
        return
        [
            record.Image, Number(record.Width), Number(record.Height), string.Join(' ', record.Labels), Number(record.Objects.Length),
            string.Join(' ', record.Top.Select(f => f.Class)),
            record.IsLocalized ? string.Join(' ', record.Top.Select(f => Number(f.BestOverlap(record.Objects)))) : string.Empty,
            Number(box?.X0), Number(box?.Y0), Number(box?.X1), Number(box?.Y1),
            record.IsLocalized ? Number(overlap) : string.Empty,
            Number(peak?.X), Number(peak?.Y), record.RightThresholds, record.Error ?? string.Empty, string.Join(' ', record.Problems),
        ];
    }

    private static string Number(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>A cell, in quotes where it needs them.</summary>
    internal static string Quote(string cell)
    {
        // A spreadsheet would take a cell that begins so for a formula.
        var text = cell.Length > 0 && cell[0] is '=' or '+' or '@' ? "'" + cell : cell;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
