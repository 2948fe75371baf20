using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Caffe;

/// <summary>Published files: the networks of the paper's authors, and SqueezeNet with its weights.</summary>
public class CaffeFilesTests
{
    [SharedTheory("authors")]
    [InlineData("deploy_alexnetplusCAM_imagenet", 227, 512, 11, 1000, "conv7")]
    [InlineData("deploy_alexnetplusCAM_places205", 227, 512, 11, 205, "conv7")]
    [InlineData("deploy_googlenetCAM_places205", 224, 1024, 14, 205, "CAM_conv")]
    [InlineData("deploy_vgg16CAM", 224, 1024, 14, 1000, "CAM_conv")]
    public void The_authors_networks_have_the_authors_shapes(string name, int size, int channels, int map, int classes, string features)
    {
        var warnings = new List<string>();
        var network = CaffeImporter.LoadGraph(TestFiles.Shared($"authors/{name}.prototxt"), warnings.Add).Network;
        Assert.Empty(warnings);
        var inferred = ShapeInference.Infer(network, network.DefaultShapes());
        Assert.Equal([1, 3, size, size], inferred.Values["data"].Shape);
        var head = HeadDetection.Find(inferred);
        Assert.NotNull(head?.Cam);
        Assert.Equal((HeadForm.PoolingThenFullyConnected, channels, classes), (head.Cam.Form, head.Cam.Channels, head.Classes));
        Assert.Equal((ProbabilityKind.Softmax, "prob"), (head.ProbabilityKind, head.Probabilities));
        Assert.Equal(features, head.Cam.Features);
        Assert.Equal([1, channels, map, map], inferred.Values[head.Cam.Features].Shape);
        Assert.Equal([1, classes], inferred.Values[Assert.Single(network.Outputs)].Shape);
    }

    [SharedFact("oracles")]
    public void SqueezeNet_gives_the_reference_logits_of_every_photo()
    {
        var warnings = new List<string>();
        var model = CaffeImporter.Load(TestFiles.Shared("models/squeezenet1_0.prototxt"), TestFiles.Shared("models/squeezenet1_0.caffemodel"), warnings.Add);
        Assert.Empty(warnings);
        Assert.Equal("SqueezeNet", model.Provenance["graph"]);
        Assert.Equal(26, model.Network.Nodes.Count(n => n.Operator is Conv2d));
        var head = HeadDetection.Find(model.Network);
        Assert.NotNull(head?.Cam);
        Assert.Equal((HeadForm.ConvolutionThenPooling, 512, 1000), (head.Cam.Form, head.Cam.Channels, head.Classes));
        Assert.Equal("pool_final", head.Logits);

        using var backend = new CpuBackend();
        using var plan = backend.Compile(model.Network, model.Network.DefaultShapes(), [head.Logits, head.Cam.Features]);
        var (logits, features) = (new Tensor(plan.Outputs[0].Shape), new Tensor(plan.Outputs[1].Shape));
        var photos = 0;
        foreach (var path in Directory.GetFiles(TestFiles.Shared("oracles"), "squeezenet1_0.*.safetensors"))
        {
            using var reference = SafeTensorsFile.Open(path);
            if (reference.Contains("logits") && reference.Contains("features"))
            {
                plan.Run([reference["input"].ToTensor()], [logits, features]);
                Near.Equal(reference["logits"].ToFloats(), logits.Data, 1e-4, $"logits of {Path.GetFileName(path)}");
                Near.Equal(reference["features"].ToFloats(), features.Data, 1e-4, $"features of {Path.GetFileName(path)}");
                photos++;
            }
        }

        Assert.Equal(3, photos);
    }
}
