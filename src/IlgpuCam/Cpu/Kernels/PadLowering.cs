using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>More elements around a dense value.</summary>
internal sealed class PadLowering() : UnaryLowering(Layout.Plain, Layout.Plain)
{
    protected override Step Create(Operation operation, Form input, Form output)
    {
        var pad = (Pad)operation.Operator;
        var pads = pad.Resolve(operation.Context);
        return pad.Mode == PadMode.Constant ? new PadStep(input, output, pads, pad.Value) : new MirrorStep(input, output, pads, pad.Mode);
    }
}
