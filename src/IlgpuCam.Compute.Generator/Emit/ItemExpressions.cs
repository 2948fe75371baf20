using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>The debugging mode's expressions: every access to memory goes through the work-item, which checks it.</summary>
internal sealed class ItemExpressions(IrKernel kernel, string prefix) : CSharpExpressions(kernel, prefix)
{
    private readonly int _barriers = kernel.BarrierSites;
    private int _shuffles;

    public override string Variable(IrVariable variable) => CExpressions.Name(variable);

    public override string Context(IrFunction function) => "item, ";

    protected override string Load(ElementExpression element) => $"item.Load({Text(element.View)}, {Text(element.Index)})";

    protected override string Reference(ElementExpression element) => $"item.Reference({Text(element.View)}, {Text(element.Index)})";

    protected override string Index(Intrinsic question) => question switch
    {
        Intrinsic.WarpLane => "((item.IdxX + (item.GroupDimX * (item.IdxY + (item.GroupDimY * item.IdxZ)))) & 31)",
        >= Intrinsic.GroupIdxX and <= Intrinsic.GroupIdxZ => $"item.Idx{"XYZ"[question - Intrinsic.GroupIdxX]}",
        _ => $"item.{question.ToString().Replace("GridIdx", "Grid")}",
    };

    // Sites of shuffles come after those of barriers.
    protected override string Shuffle(IntrinsicExpression operation)
    {
        var site = _barriers + _shuffles++;
        return operation.Intrinsic switch
        {
            Intrinsic.LoadMatrix or Intrinsic.LoadMatrixTransposed when ((AddressExpression)operation.Arguments[0]).Reference.Element is var element =>
                $"item.LoadMatrices<{element.CSharp}, {operation.Type.CSharp}>({ViewAndIndex(operation.Arguments[0])}, {(operation.Intrinsic == Intrinsic.LoadMatrix ? "false" : "true")}, {site})",
            >= Intrinsic.MultiplyTf32 and <= Intrinsic.MultiplyBFloat16 =>
                $"item.MultiplyAdd({Number(operation.Intrinsic)}, {string.Join(", ", operation.Arguments.Select(Text))}, {site})",
            _ => $"item.{operation.Intrinsic}({Text(operation.Arguments[0])}, {Text(operation.Arguments[1])}, {site})",
        };
    }

    protected override string AsyncCopy(IntrinsicExpression operation) => operation.Intrinsic switch
    {
        Intrinsic.CommitCopies => "item.CommitCopies()",
        Intrinsic.WaitForCopies => $"item.WaitForCopies({Text(operation.Arguments[0])})",
        _ => $"item.CopyAsync({ViewAndIndex(operation.Arguments[0])}, {ViewAndIndex(operation.Arguments[1])}, {KernelFacts.CopiedBytes(operation.Intrinsic)}, {Text(operation.Arguments[2])})",
    };
}
