namespace IlgpuCam.Cpu.Planning;

/// <summary>The lowering of an operator that is one step from one value to another, in fixed layouts.</summary>
/// <param name="read">The input's layout.</param>
/// <param name="written">The output's layout.</param>
internal abstract class UnaryLowering(Layout read, Layout written) : Lowering
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        operation.Input(0).Require(read);
        operation.Output.WrittenAs(written);
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        var (input, output) = (operation.Input(0)[read], operation.Output[written]);
        builder.Add(Create(operation, input, output), output, input);
    }

    /// <summary>The step.</summary>
    protected abstract Step Create(Operation operation, Form input, Form output);
}
