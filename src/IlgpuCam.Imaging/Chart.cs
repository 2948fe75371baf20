using System.Globalization;
using System.Net;
using System.Text;
using IlgpuCam.Images;
using IlgpuCam.Imaging.Drawing;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging;

/// <summary>A chart of lines over axes from 0, as a picture or as SVG of the same layout.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="XLabel">What the horizontal axis is.</param>
/// <param name="YLabel">What the vertical axis is.</param>
/// <param name="XEnd">Where the horizontal axis ends, above 0.</param>
/// <param name="YEnd">Where the vertical axis ends, above 0.</param>
/// <param name="Series">The lines.</param>
public sealed record Chart(string Title, string XLabel, string YLabel, double XEnd, double YEnd, IReadOnlyList<ChartSeries> Series)
{
    private const int Width = 840;
    private const int Height = 560;
    private const int Left = 70;
    private const int Right = 30;
    private const int Top = 48;
    private const int Bottom = 70;
    private const int Ticks = 5;
    private const int LegendLine = 22;
    private const float LineWidth = 2;
    private const float TextUnit = 0.8f;
    private static readonly RgbColor Ink = new(40, 40, 46);
    private static readonly RgbColor Grid = new(224, 224, 230);

    // Colours that people with the common forms of colour blindness tell apart (Okabe and Ito 2008).
    private static readonly RgbColor[] Colors = [new(0, 114, 178), new(213, 94, 0), new(0, 158, 115), new(204, 121, 167), new(230, 159, 0), new(86, 180, 233)];

    /// <summary>Whether the names of the lines stand at the lower right, for lines that rise, and not at the upper right.</summary>
    public bool IsLegendAtBottom { get; init; }

    /// <summary>Writes it as <c>.svg</c>, or as a picture by the extension. What was there is replaced only once all is written.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImageFormatException">The extension is of no format that can be written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase))
        {
            var svg = Encoding.UTF8.GetBytes(ToSvg());
            AtomicFile.Write(path, stream => stream.Write(svg));
        }
        else
        {
            ImageFile.Save(path, Render());
        }
    }

    /// <summary>Draws it.</summary>
    public RgbImage Render()
    {
        var image = new RgbImage(Width, Height);
        var canvas = new Canvas(image);
        canvas.Fill(new PixelBox(0, 0, Width, Height), RgbColor.White);
        for (var i = 0; i <= Ticks; i++)
        {
            var (x, y) = Place(XEnd * i / Ticks, YEnd * i / Ticks);
            canvas.Line((x, Top), (x, Height - Bottom), 1, Grid);
            canvas.Line((Left, y), (Width - Right, y), 1, Grid);
            Write(canvas, Number(XEnd * i / Ticks), x, Height - Bottom + 20, 0.5f);
            Write(canvas, Number(YEnd * i / Ticks), Left - 8, y + 5, 1);
        }

        canvas.Line((Left, Top), (Left, Height - Bottom), 1.5f, Ink);
        canvas.Line((Left, Height - Bottom), (Width - Right, Height - Bottom), 1.5f, Ink);
        Write(canvas, Title, Left, Top - 20, 0);
        Write(canvas, YLabel, Width - Right, Top - 20, 1);
        Write(canvas, XLabel, (Left + Width - Right) / 2f, Height - 16, 0.5f);
        for (var i = 0; i < Series.Count; i++)
        {
            foreach (var run in Runs(Series[i]))
            {
                for (var k = 1; k < run.Count; k++)
                {
                    canvas.Line(run[k - 1], run[k], LineWidth, Colors[i % Colors.Length]);
                }
            }

            var y = Legend(i);
            canvas.Line((Width - Right - 30, y - 5), (Width - Right - 8, y - 5), 3, Colors[i % Colors.Length]);
            Write(canvas, Series[i].Name, Width - Right - 38, y, 1);
        }

        return image;
    }

    /// <summary>The chart as an SVG document.</summary>
    public string ToSvg()
    {
        var svg = new StringBuilder();
        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
        void Text(string text, float x, float y, string anchor) => Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>");
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"14\" fill=\"{Hex(Ink)}\">");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        for (var i = 0; i <= Ticks; i++)
        {
            var (x, y) = Place(XEnd * i / Ticks, YEnd * i / Ticks);
            Add($"<path d=\"M{x:0.##} {Top}V{Height - Bottom}M{Left} {y:0.##}H{Width - Right}\" stroke=\"{Hex(Grid)}\"/>");
            Text(Number(XEnd * i / Ticks), x, Height - Bottom + 20, "middle");
            Text(Number(YEnd * i / Ticks), Left - 8, y + 5, "end");
        }

        Add($"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"{Hex(Ink)}\" stroke-width=\"1.5\"/>");
        Text(Title, Left, Top - 20, "start");
        Text(YLabel, Width - Right, Top - 20, "end");
        Text(XLabel, (Left + Width - Right) / 2f, Height - 16, "middle");
        for (var i = 0; i < Series.Count; i++)
        {
            var color = Hex(Colors[i % Colors.Length]);
            foreach (var run in Runs(Series[i]))
            {
                var points = string.Join(' ', run.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.##},{p.Y:0.##}")));
                Add($"<polyline points=\"{points}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{LineWidth}\" stroke-linejoin=\"round\"/>");
            }

            var y = Legend(i);
            Add($"<path d=\"M{Width - Right - 30} {y - 5}H{Width - Right - 8}\" stroke=\"{color}\" stroke-width=\"3\"/>");
            Text(Series[i].Name, Width - Right - 38, y, "end");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Hex(RgbColor color) => $"#{color.R:x2}{color.G:x2}{color.B:x2}";

    private int Legend(int line) => IsLegendAtBottom ? Height - Bottom - 12 - (LegendLine * (Series.Count - 1 - line)) : Top + 20 + (LegendLine * line);

    // The anchor is the share of the text that lies left of the place.
    private static void Write(Canvas canvas, string text, float x, float baseline, float anchor) =>
        canvas.Write(text, x - (StrokeFont.Measure(text) * TextUnit * anchor), baseline, TextUnit, Ink);

    private (float X, float Y) Place(double x, double y) =>
        ((float)(Left + (Math.Clamp(x / XEnd, 0, 1) * (Width - Left - Right))), (float)(Height - Bottom - (Math.Clamp(y / YEnd, 0, 1) * (Height - Top - Bottom))));

    private List<List<(float X, float Y)>> Runs(ChartSeries series)
    {
        List<List<(float X, float Y)>> runs = [[]];
        foreach (var (x, y) in series.Points)
        {
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                runs[^1].Add(Place(x, y));
            }
            else
            {
                runs.Add([]);
            }
        }

        return runs.FindAll(run => run.Count > 0);
    }
}
