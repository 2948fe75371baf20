using IlgpuCam.Images;
using IlgpuCam.Import.Caffe.Text;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>Real files of every format that is read: the fixtures, and the reference data where it is there.</summary>
internal sealed class FuzzCorpus : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FuzzTarget _target = new();
    private readonly List<FuzzSeed> _seeds = [];
    private readonly int _weights;

    internal FuzzCorpus()
    {
        AddNets();
        foreach (var path in Files("onnx-node", "*.onnx"))
        {
            var bytes = File.ReadAllBytes(path);
            AddOnnx(Path.GetFileName(path), 1, bytes);
            AddModelFile($"{Path.GetFileName(path)}, as .cam", 1, bytes);
        }

        AddSafeTensors("efficientnet_lite0.cam", 8, File.ReadAllBytes(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam")));
        Files("models", "*.onnx").ForEach(path => AddOnnx(Path.GetFileName(path), 2, File.ReadAllBytes(path)));
        Files("models", "*.safetensors").ForEach(path => AddSafeTensors(Path.GetFileName(path), 4, File.ReadAllBytes(path)));
        Files("models", "*.caffemodel").ForEach(AddCaffe);
        Files("authors", "*.prototxt").ForEach(path => AddPrototxt(Path.GetFileName(path), File.ReadAllBytes(path)));
        Files("models", "*.json").ForEach(path => AddPreprocessing(Path.GetFileName(path), File.ReadAllBytes(path)));
        AddPreprocessing("preprocessing.json", """{"size":[227,227],"resize":"shorter","shorter":256,"filter":"bicubic","color":"bgr","mean":[104,117,123],"std":[1,1,1]}"""u8.ToArray());
        _weights = _seeds.Sum(s => s.Weight);
    }

    /// <summary>How many cases gave a network, and how many of these were run.</summary>
    internal (int Loaded, int Completed) Counts => (_target.Loaded, _target.Completed);

    /// <summary>Makes a case and loads it. Any exception but those that are documented comes out.</summary>
    /// <param name="number">The case; the same number makes the same case.</param>
    internal void Run(int number) => Choose(number, out var random).Run(random);

    /// <summary>What a case is made from.</summary>
    internal string Name(int number) => Choose(number, out _).Name;

    public void Dispose()
    {
        _target.Dispose();
        _folder.Dispose();
    }

    private FuzzSeed Choose(int number, out Random random)
    {
        random = new(number);
        var at = random.Next(_weights);
        return _seeds.First(s => (at -= s.Weight) < 0);
    }

    private static List<string> Files(string folder, string pattern) => TestFiles.HasShared(folder)
        ? [.. Directory.GetFiles(TestFiles.Shared(folder), pattern).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Graphs with external weights, which are zeros.</summary>
    private void AddNets()
    {
        var source = TestFiles.HasShared("nets") ? TestFiles.Shared("nets") : TestFiles.Fixture("nets");
        foreach (var path in Directory.GetFiles(source, "*.onnx").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            NetWeights.Write(source, name, _folder.Path, isFilled: false);
            var fields = WireField.Parse(new(name, File.ReadAllBytes(path)), WireKind.Model);
            _seeds.Add(new(Path.GetFileName(path), 4, random =>
            {
                var mutated = _folder["mutated.onnx"];
                File.WriteAllBytes(mutated, WireMutator.Mutate(fields.ConvertAll(f => f.Copy()), random));
                try
                {
                    _target.Load(() => OnnxImporter.Load(mutated), random);
                }
                finally
                {
                    File.Delete(mutated); // It may still be mapped, and must not be written again.
                }
            }));
        }
    }

    private void AddOnnx(string name, int weight, byte[] bytes)
    {
        var fields = WireField.Parse(new(name, bytes), WireKind.Model);
        _seeds.Add(new(name, weight, random =>
        {
            var mutated = WireMutator.Mutate(fields.ConvertAll(f => f.Copy()), random);
            _target.Load(() => OnnxImporter.Load(mutated), random);
        }));
    }

    private void AddModelFile(string name, int weight, byte[] onnx)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(stream, OnnxImporter.Load(onnx));
        AddSafeTensors(name, weight, stream.ToArray());
    }

    private void AddSafeTensors(string name, int weight, byte[] bytes) => _seeds.Add(new(name, weight, random =>
    {
        // As a file, so that what is mapped is read beyond its end if anything is.
        var path = _folder["mutated.safetensors"];
        File.WriteAllBytes(path, random.Next(5) == 0 ? ByteMutator.Mutate(bytes, random, within: 20_000) : TextMutator.MutateHeader(bytes, random));
        try
        {
            _target.Load(() => ModelReader.Load(path), random);
        }
        finally
        {
            File.Delete(path);
        }
    }));

    private void AddCaffe(string path)
    {
        var (text, model) = (File.ReadAllBytes(Path.ChangeExtension(path, ".prototxt")), File.ReadAllBytes(path));
        var fields = WireField.Parse(new(path, model), WireKind.Net);
        _seeds.Add(new(Path.GetFileName(path), 12, random =>
        {
            var isText = random.Next(2) == 0;
            var source = new TextSource("net.prototxt", isText ? TextMutator.Mutate(text, random) : text);
            var weights = new WireSource("net.caffemodel", isText ? model : WireMutator.Mutate(fields.ConvertAll(f => f.Copy()), random));
            _target.Load(() => CaffeImporter.Load(source, weights, null), random);
        }));
        AddPrototxt(Path.GetFileName(path), text);
    }

    private void AddPrototxt(string name, byte[] text) => _seeds.Add(new(name, 4, random =>
    {
        var source = new TextSource("net.prototxt", TextMutator.Mutate(text, random));
        _target.Load(() => CaffeImporter.LoadGraph(source, null), random);
    }));

    private void AddPreprocessing(string name, byte[] json) => _seeds.Add(new(name, 3, random =>
    {
        var mutated = TextMutator.Mutate(json, random);
        FuzzTarget.Expect(() => Preprocessing.FromJson(mutated, "model.json", Preprocessing.ImageNet));
    }));
}
