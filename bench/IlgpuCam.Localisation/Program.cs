// How well settings of localisation do on photos with one object, its class given: a table, with two-fold cross-validation of all that was chosen.
// dotnet run -c Release --project bench/IlgpuCam.Localisation -- FOLDER MODEL CLASS     (FOLDER with images/ and annots/ in Pascal VOC's XML)
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using IlgpuCam;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Explain;
using IlgpuCam.Imaging;
using IlgpuCam.Import;
using IlgpuCam.Localisation;
using IlgpuCam.Localize;

if (args is not [var folder, var modelPath, var className])
{
    Console.Error.WriteLine("usage: IlgpuCam.Localisation FOLDER MODEL CLASS");
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var classIndex = int.Parse(className, CultureInfo.InvariantCulture);
using var model = new CamModel(ModelReader.Load(modelPath, _ => { }, null), new() { Threads = 1 });
var photos = Directory.GetFiles(Path.Combine(folder, "images")).Order(StringComparer.Ordinal).Select(Read).OfType<Photo>().ToArray();
var side = Math.Max(model.Preprocessing.Height, model.Preprocessing.Width);
int[] sides = [side, (int)Math.Round(side * 10 / 7.0), (int)Math.Round(side * 12 / 7.0), 2 * side];
MapViews?[] views =
[
    null, new() { Flip = true, Scales = [sides[0]] }, new() { TenCrop = true },
    .. sides[1..].SelectMany(s => new MapViews[] { new() { Scales = [s] }, new() { Scales = [s], Flip = true } }),
    new() { Scales = [sides[1], sides[2]], Flip = true }, new() { Scales = [sides[1], sides[3]] }, LocalizeOptions.AccurateViews(model.Preprocessing),
    new() { Scales = [sides[2], sides[3]], Flip = true }, new() { Scales = [sides[1], sides[2], sides[3]], Flip = true },
];
var settings = views.Select(Try).ToArray();
var all = Enumerable.Range(0, BoxRule.All.Length).ToArray();
var maxima = all.Where(r => BoxRule.All[r].Percentile == 100).ToArray();
var accurate = Array.FindIndex(BoxRule.All, r => r.Options == LocalizeOptions.AccurateBoxes);
Console.WriteLine($"{Path.GetFileName(modelPath)}, {photos.Length} photos with one object\n");
Console.WriteLine("| views | passes | processor ms a photo | 0.2 of the maximum | best of the maximum | cross-validated | 0.4 of the 90th percentile | best rule | cross-validated |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
foreach (var setting in settings)
{
    var plain = Array.FindIndex(BoxRule.All, r => r is { Percentile: 100, Threshold: 0.2 });
    var (best, bestMaximum) = (setting.Best(all, null), setting.Best(maxima, null));
    Console.WriteLine(
        $"| {setting.Name} | {setting.Forwards} | {setting.Milliseconds:0} | {setting.Count(plain, null)} | {setting.Count(bestMaximum, null)} ({BoxRule.All[bestMaximum].Threshold}) " +
        $"| {Validated([setting], maxima)} | {setting.Count(accurate, null)} | {setting.Count(best, null)} ({BoxRule.All[best].Name}) | {Validated([setting], all)} |");
}

var chosen = Array.Find(settings, s => s.Views == LocalizeOptions.AccurateViews(model.Preprocessing))!;
var interval = Bootstrap.OfMean([.. chosen.Hits[accurate].Select(h => h ? 1.0 : 0)]);
Console.WriteLine($"\n--accurate: {chosen.Count(accurate, null)} of {photos.Length}, {100.0 * chosen.Count(accurate, null) / photos.Length:0.0} % ({100 * interval.Low:0.0} to {100 * interval.High:0.0} by bootstrap)");
Console.WriteLine($"views and rule both chosen on every second photo and counted on the others, and the reverse: {Validated(settings, all)} of {photos.Length}");
return 0;

Photo? Read(string path)
{
    var boxes = XDocument.Load(Path.Combine(folder, "annots", Path.GetFileNameWithoutExtension(path) + ".xml")).Descendants("bndbox").ToArray();
    return boxes is [var box]
        ? new(ImageFile.Load(path).Image, new(Number(box, "xmin"), Number(box, "ymin"), Number(box, "xmax"), Number(box, "ymax")))
        : null;
}

static double Number(XElement box, string name) => double.Parse(box.Element(name)!.Value, CultureInfo.InvariantCulture);

Setting Try(MapViews? views)
{
    var options = new LocalizeOptions { Classes = [classIndex], Views = views };
    model.Localize(photos[0].Image, options);
    var before = Process.GetCurrentProcess().TotalProcessorTime;
    var results = photos.Select(p => model.Localize(p.Image, options)).ToArray();
    var time = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / photos.Length;
    var hits = BoxRule.All.AsParallel().AsOrdered().Select(rule => results.Zip(photos, (r, p) => IsHit(r, p, rule)).ToArray()).ToArray();
    var setting = new Setting(views, time, hits);
    Console.Error.WriteLine($"{setting.Name}: {time:0} ms a photo");
    return setting;
}

static bool IsHit(PhotoResult result, Photo photo, BoxRule rule) =>
    Localizer.Locate(result.Predictions[0].RequireMap(), result.Placement, rule.Options).Box is { } box && photo.Box.IntersectionOverUnion(box) >= 0.5;

// What is best on one fold is counted on the other.
static int Validated(Setting[] settings, int[] rules) => Enumerable.Range(0, 2).Sum(fold =>
{
    var setting = settings.MaxBy(s => s.Count(s.Best(rules, fold), fold))!;
    return setting.Count(setting.Best(rules, fold), 1 - fold);
});
