using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Planning;

/// <summary>In what order a layer's weights are packed: of one tensor, equal orders are equal numbers at equal places.</summary>
/// <param name="Packing">Who reads them.</param>
/// <param name="Lanes">Channels of a block.</param>
/// <param name="Groups">Groups of a convolution.</param>
/// <param name="Kernel">The window, which for layers on rows is the whole row.</param>
/// <param name="Step">Floats of an input's pixel, elements of a transformed line, or floats from one run of weights to the next.</param>
internal readonly record struct PackedOrder(Packing Packing, int Lanes, int Groups, Size2 Kernel, int Step);
