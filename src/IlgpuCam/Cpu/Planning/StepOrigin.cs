using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Planning;

/// <summary>What some steps are for.</summary>
/// <param name="First">The first of the steps, counted in <see cref="PlanSteps.Steps"/>.</param>
/// <param name="End">Behind the last one.</param>
/// <param name="Node">The node: its name, or its result's where it has none.</param>
/// <param name="Operator">The operator's kind, with "+max" behind it where its store takes maxima of two by two.</param>
/// <param name="Result">The shape of the result.</param>
/// <param name="MultiplyAdds">Multiply-adds of the direct algorithm.</param>
internal sealed record StepOrigin(int First, int End, string Node, string Operator, Shape Result, long MultiplyAdds);
