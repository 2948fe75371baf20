using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>The fast mode's expressions: views are accessed as they are, and the number of the work-item is at hand.</summary>
internal sealed class GroupExpressions(IrKernel kernel, string prefix, GroupPlaces places) : CSharpExpressions(kernel, prefix)
{
    /// <summary>True in a helper method, where all variables are locals and the work-item's indices are not.</summary>
    public bool IsInFunction { get; set; }

    public override string Variable(IrVariable variable)
    {
        var name = CExpressions.Name(variable);
        return IsInFunction || places.Of(variable) != GroupPlace.Item ? name
            : variable.Type is ReferenceType reference ? $"(*({reference.Element.CSharp}*){name}[item])"
            : $"{name}[item]";
    }

    public override string Context(IrFunction function) => function.UsesIndices ? "group, item, " : string.Empty;

    protected override string Load(ElementExpression element) => Reference(element);

    protected override string Reference(ElementExpression element) => $"{Text(element.View)}[{Text(element.Index)}]";

    protected override string Index(Intrinsic question)
    {
        if (question == Intrinsic.WarpLane)
        {
            return "(item & 31)";
        }

        if (question is >= Intrinsic.GroupIdxX and <= Intrinsic.GroupIdxZ)
        {
            return !IsInFunction ? $"idx{"XYZ"[question - Intrinsic.GroupIdxX]}" : question switch
            {
                Intrinsic.GroupIdxX => "(item % group.GroupDimX)",
                Intrinsic.GroupIdxY => "(item / group.GroupDimX % group.GroupDimY)",
                _ => "(item / (group.GroupDimX * group.GroupDimY))",
            };
        }

        return $"group.{question.ToString().Replace("GridIdx", "Grid")}";
    }

    // Copies are there at once, so that there is nothing to wait for.
    protected override string AsyncCopy(IntrinsicExpression operation) => operation.Intrinsic is >= Intrinsic.CommitCopies ? string.Empty
        : $"global::IlgpuCam.Compute.Launching.EmulatedGroupContext.Copy({ViewAndIndex(operation.Arguments[0])}, {ViewAndIndex(operation.Arguments[1])}, {KernelFacts.CopiedBytes(operation.Intrinsic)}, {Text(operation.Arguments[2])})";

    /// <summary>Where the row of a matrix begins that the work-item names.</summary>
    public string MatrixRow(IntrinsicExpression operation) => $"global::IlgpuCam.Compute.Launching.EmulatedGroupContext.Row({ViewAndIndex(operation.Arguments[0])})";

    /// <summary>What a product multiplies, as the library names it.</summary>
    public static string MatrixNumber(Intrinsic operation) => Number(operation);

    protected override string Shuffle(IntrinsicExpression operation) => throw new InvalidOperationException("A shuffle is no expression of one work-item.");
}
