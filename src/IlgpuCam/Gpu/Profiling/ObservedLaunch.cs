using IlgpuCam.Compute;
using IlgpuCam.Compute.Launching;
using IlgpuCam.Kernels;

namespace IlgpuCam.Gpu.Profiling;

/// <summary>A launch with those of its arguments that tell how much work it is.</summary>
internal sealed class ObservedLaunch
{
    private readonly Dictionary<string, long> _lengths = [];
    private readonly Dictionary<string, int> _integers = [];

    internal ObservedLaunch(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        (Kernel, Config) = (kernel.Name, config);
        for (var i = 0; i < arguments.Length; i++)
        {
            var (parameter, argument) = (kernel.Parameters[i], arguments[i]);
            var type = parameter.Type[(parameter.Type.LastIndexOf('.') + 1)..];
            switch (parameter.Kind)
            {
                case KernelParameterKind.View:
                    _lengths[parameter.Name] = argument.Length;
                    Views.Add((parameter.Name, argument.LengthInBytes));
                    break;
                case KernelParameterKind.Scalar when type == "int":
                    _integers[parameter.Name] = argument.Value<int>();
                    break;
                case KernelParameterKind.Struct when type == nameof(ConvolutionShape):
                    Convolution = argument.Value<ConvolutionShape>();
                    break;
                case KernelParameterKind.Struct when type == nameof(PoolShape):
                    Pool = argument.Value<PoolShape>();
                    break;
                default:
                    break; // Activations, strides: they tell nothing of the amount.
            }
        }
    }

    internal string Kernel { get; }

    internal KernelConfig Config { get; }

    internal ConvolutionShape? Convolution { get; }

    internal PoolShape? Pool { get; }

    /// <summary>Names and bytes of the views.</summary>
    internal List<(string Name, long Bytes)> Views { get; } = [];

    /// <summary>Elements of a view; 0 where there is none of this name.</summary>
    internal double Length(string view) => _lengths.GetValueOrDefault(view);

    /// <summary>An integer; 0 where there is none of this name.</summary>
    internal double Integer(string name) => _integers.GetValueOrDefault(name);
}
