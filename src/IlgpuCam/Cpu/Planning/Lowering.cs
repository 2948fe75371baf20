namespace IlgpuCam.Cpu.Planning;

/// <summary>How one kind of operator becomes steps.</summary>
internal abstract class Lowering
{
    /// <summary>States the layouts in which the operation reads its inputs and writes its output. Called in the network's order.</summary>
    internal abstract void Wire(Operation operation, PlanBuilder builder);

    /// <summary>Adds the steps. Called in the network's order, once all forms are known.</summary>
    internal abstract void Emit(Operation operation, PlanBuilder builder);
}
