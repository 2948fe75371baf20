using IlgpuCam.Backends;
using IlgpuCam.Cpu;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests;

/// <summary>ONNX's own conformance cases, one operator a file: the graph gives the stored outputs for the stored inputs.</summary>
public sealed class OnnxNodeTests
{
    private const string Folder = "onnx-node";
    private const double Relative = 1e-3;
    private const double Absolute = 1e-5;

    /// <summary>Cases of arithmetic that are known to fail; one that passes has to leave the list.</summary>
    private static readonly string[] LackingArithmetic =
    [
        "test_div",
        "test_div_example",
        "test_elu",
        "test_elu_default",
        "test_elu_example",
        "test_erf",
        "test_gelu_default_1",
        "test_gelu_default_2",
        "test_layer_normalization_2d_axis0",
        "test_layer_normalization_2d_axis1",
        "test_layer_normalization_2d_axis_negative_1",
        "test_layer_normalization_2d_axis_negative_2",
        "test_layer_normalization_3d_axis0_epsilon",
        "test_layer_normalization_3d_axis1_epsilon",
        "test_layer_normalization_3d_axis_negative_1_epsilon",
        "test_layer_normalization_3d_axis_negative_3_epsilon",
        "test_layer_normalization_4d_axis0",
        "test_layer_normalization_4d_axis2",
        "test_layer_normalization_4d_axis3",
        "test_layer_normalization_4d_axis_negative_2",
        "test_layer_normalization_4d_axis_negative_3",
        "test_layer_normalization_default_axis",
        "test_leakyrelu_default",
        "test_leakyrelu_example",
        "test_pow",
        "test_pow_bcast_array",
        "test_pow_bcast_scalar",
        "test_prelu_broadcast",
        "test_prelu_example",
        "test_reduce_max_default_axes_keepdims_random",
        "test_reduce_max_keepdims_random",
        "test_reduce_max_negative_axes_keepdims_example",
        "test_reduce_mean_default_axes_keepdims_example",
        "test_reduce_mean_default_axes_keepdims_random",
        "test_reduce_mean_keepdims_example",
        "test_reduce_mean_keepdims_random",
        "test_reduce_mean_negative_axes_keepdims_example",
        "test_reduce_mean_negative_axes_keepdims_random",
        "test_sqrt",
        "test_sqrt_example",
        "test_sub_bcast",
        "test_sub_example",
        "test_tanh",
        "test_tanh_example",
    ];

    /// <summary>Every case of the folder.</summary>
    public static TheoryData<string> Cases { get; } = new(TestFiles.HasShared(Folder)
        ? Directory.EnumerateFiles(TestFiles.Shared(Folder), "*.onnx").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)
        : ["none"]);

    [SharedTheory(Folder)]
    [MemberData(nameof(Cases))]
    public void A_conformance_case_gives_its_outputs(string name)
    {
        if (LackingArithmetic.Contains(name))
        {
            Assert.ThrowsAny<IlgpuCamException>(() => Check(name)); // Refused with a sentence, not computed wrongly.
            return;
        }

        Check(name);
    }

    private static void Check(string name)
    {
        var network = OnnxImporter.Load(TestFiles.Shared($"{Folder}/{name}.onnx")).Network;
        using var reference = SafeTensorsFile.Open(TestFiles.Shared($"{Folder}/{name}.safetensors"));
        var expected = reference.Names.Where(n => n.StartsWith("output.", StringComparison.Ordinal)).Select(n => n["output.".Length..]).ToArray();
        Assert.NotEmpty(expected);
        Assert.Empty(expected.Except(network.Outputs));

        var inputs = network.Inputs.ToDictionary(i => i.Name, i => reference[$"input.{i.Name}"].ToTensor());
        using var backend = new CpuBackend(2);
        using var plan = backend.Compile(network, inputs.ToDictionary(i => i.Key, i => i.Value.Shape), expected);
        var outputs = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        plan.Run([.. plan.Inputs.Select(i => inputs[i.Name])], outputs);
        for (var i = 0; i < outputs.Length; i++)
        {
            var stored = reference[$"output.{expected[i]}"];
            Assert.Equal(stored.Shape, outputs[i].Shape);
            Compare(stored.ToFloats(), outputs[i].Data, $"{name}: {expected[i]}");
        }
    }

    private static void Compare(float[] expected, float[] actual, string what)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var isNear = expected[i] == actual[i] || (float.IsNaN(expected[i]) && float.IsNaN(actual[i]))
                || Math.Abs((double)expected[i] - actual[i]) <= (Relative * Math.Abs(expected[i])) + Absolute;
            Assert.True(isNear, $"{what}[{i}]: {expected[i]} was expected, found {actual[i]}");
        }
    }
}
