using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Chosen places along an axis.</summary>
internal sealed class GatherLowering : ChannelLowering
{
    protected override int[]? Channels(Operation operation) =>
        Axis(operation) == 1 && operation.Context.Shape(1).Rank == 1 ? ((Gather)operation.Operator).Places(operation.Context) : null;

    protected override Step Create(Operation operation, Form input, Form output) =>
        new GatherStep(input, output, Axis(operation), ((Gather)operation.Operator).Places(operation.Context));

    private static int Axis(Operation operation) => operation.Context.NormaliseAxis(((Gather)operation.Operator).Axis, operation.Input(0).Shape.Rank);
}
