namespace IlgpuCam.Cpu.Planning;

/// <summary>What a plan runs.</summary>
/// <param name="Inputs">For each input of the network the steps that read its tensor.</param>
/// <param name="Steps">The network.</param>
/// <param name="Origins">What the steps are for; steps in between bring values into other layouts.</param>
/// <param name="Outputs">For each output the step that writes its tensor.</param>
/// <param name="ArenaLength">The memory of one run, in floats.</param>
/// <param name="PackedLength">The layers' packed weights, in floats.</param>
internal sealed record PlanSteps(Step[][] Inputs, Step[] Steps, StepOrigin[] Origins, Step[] Outputs, long ArenaLength, long PackedLength);
