using System.Reflection;
using IlgpuCam.Compute;
using IlgpuCam.Gpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using IlgpuCam.Tests.Cpu;
using Xunit.Sdk;

namespace IlgpuCam.Tests.Gpu;

/// <summary>Convolutions on tensor cores, or on what stands for them, against the definition in double precision.</summary>
public sealed class TensorConvolutionTests
{
    // The factors are fractions of 64 below 1, which both precisions hold: products are exact, and only sums round. A GPU's tensor cores cut sums off where floats round.
    private const float Unit = 1f / 64;
    private const double Tolerance = 5e-5;

    [Theory]
    [PrecisionData]
    public void Windows_are_right_at_awkward_sizes(string device, MatrixPrecision precision)
    {
        var test = new TestNetwork(2);
        var input = test.Input(2, 19, 13, 11);
        Check(
            device,
            precision,
            test,
            Convolution(test, input, 19, 70, new(3, 3), new(2, 1), new(1, 2, 0, 1), activation: Activation.Relu),
            Convolution(test, input, 19, 5, new(3, 2), pads: new(2, 0, 2, 1), dilations: new(2, 1), activation: Activation.Silu),
            Convolution(test, input, 19, 1, new(13, 11)),
            Convolution(test, input, 19, 33, new(1, 1), new(2, 3)));
    }

    [Theory]
    [PrecisionData]
    public void Pixels_are_right_where_they_lie_at_multiples_of_16_bytes_and_where_not(string device, MatrixPrecision precision)
    {
        var test = new TestNetwork(3);
        var even = test.Input(2, 37, 6, 14);
        var odd = test.Input(3, 37, 5, 9);
        Check(
            device,
            precision,
            test,
            Convolution(test, even, 37, 130, new(1, 1)),
            Convolution(test, even, 37, 16, new(1, 1), activation: Activation.Relu6),
            Convolution(test, odd, 37, 66, new(1, 1)));
    }

    [Theory]
    [PrecisionData]
    public void Groups_and_summands_are_right(string device, MatrixPrecision precision)
    {
        var test = new TestNetwork(4);
        var input = test.Input(2, 32, 7, 6);
        var grouped = Convolution(test, input, 32, 48, new(3, 3), pads: new(1, 1, 1, 1), groups: 2);
        var same = Convolution(test, input, 32, 32, new(3, 3), pads: new(1, 1, 1, 1));
        var sum = test.Add(new Activate(Activation.Relu), test.Add(new Add(), same, input));
        Check(device, precision, test, grouped, sum);
    }

    [Fact]
    public void A_device_without_tensor_cores_is_refused_by_name()
    {
        foreach (var device in Devices.Enumerate().Devices.Where(d => d.Kind == DeviceKind.OpenCl))
        {
            using var accelerator = Accelerator.Create(device);
            var e = Assert.Throws<NetworkException>(() => new AcceleratorBackend(accelerator, device.Id, precision: MatrixPrecision.Float16));
            Assert.Contains(device.Id, e.Message, StringComparison.Ordinal);
        }
    }

    private static string Convolution(
        TestNetwork test, string input, int inputs, int outputs, Size2 kernel, Size2? strides = null, Padding2d pads = default, Size2? dilations = null, int groups = 1, Activation activation = default) =>
        test.Add(
            new Conv2d(strides ?? Size2.One, pads, dilations ?? Size2.One, groups, activation),
            input,
            test.Constant(Exact(test.Random([outputs, inputs / groups, kernel.Height, kernel.Width]))),
            test.Constant(outputs));

    private static Tensor Exact(Tensor values) => new(values.Shape, Array.ConvertAll(values.Data, v => MathF.Round(v / Unit) * Unit));

    private static void Check(string device, MatrixPrecision precision, TestNetwork test, params string[] outputs)
    {
        var network = test.Build(outputs);
        var inputs = test.RandomInputs().ToDictionary(i => i.Key, i => Exact(i.Value));
        var expected = ReferenceExecutor.Run(network, inputs);
        using var accelerator = Accelerator.Create(Devices.Enumerate().Devices.First(d => d.Id == device));
        using var backend = new AcceleratorBackend(accelerator, device, precision: precision);
        using var plan = backend.Compile(network, inputs.ToDictionary(i => i.Key, i => i.Value.Shape), outputs);
        Assert.Empty(AcceleratorBackend.NodesOnProcessor(plan));
        var results = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        Array.ForEach(results, r => r.Span.Fill(float.NaN));
        plan.Run([.. plan.Inputs.Select(i => inputs[i.Name])], results);
        for (var i = 0; i < outputs.Length; i++)
        {
            Near.Equal(Array.ConvertAll(expected[outputs[i]], v => (float)v), results[i].Data, Tolerance, $"'{outputs[i]}' on {device} in {precision}");
        }
    }

    /// <summary>A case for each device that has tensor cores or stands for one, and each precision.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PrecisionDataAttribute : DataAttribute
    {
        public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
            from data in new AcceleratorDataAttribute().GetData(testMethod)
            let device = Devices.Enumerate().Devices.First(d => d.Id == (string)data[0])
            from precision in new[] { MatrixPrecision.TensorFloat32, MatrixPrecision.Float16 }
            where AcceleratorBackend.Supports(device, precision)
            select new object[] { device.Id, precision };
    }
}
