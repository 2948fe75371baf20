using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>The fast mode's statements between barriers: a reference that is kept over a barrier is kept as an address.</summary>
internal sealed class GroupStatements(GroupExpressions expressions, GroupPlaces places, CodeText text) : CSharpStatements(expressions, text)
{
    protected override string Declared(IrVariable variable) => variable.Type is ReferenceType && places.Of(variable) == GroupPlace.Item
        ? $"{CExpressions.Name(variable)}[item]"
        : base.Declared(variable);

    protected override string DeclaredValue(IrVariable variable, IrExpression value) =>
        variable.Type is ReferenceType && places.Of(variable) == GroupPlace.Item && value is AddressExpression address
            ? $"(nint)global::System.Runtime.CompilerServices.Unsafe.AsPointer(ref {expressions.Place(address.Place)})"
            : base.DeclaredValue(variable, value);

    protected override void Other(IrStatement statement)
    {
        if (statement is not AllocateStatement allocate)
        {
            base.Other(statement);
        }
        else if (places.Of(allocate.View) is GroupPlace.Item or GroupPlace.Stretch)
        {
            // The variable is set to another view somewhere: it only begins as the allocated one.
            Output.Line($"{expressions.Variable(allocate.View)} = {Allocated(allocate)};");
        }
    }

    /// <summary>The work-item's view of an allocation.</summary>
    public static string Allocated(AllocateStatement allocate)
    {
        var memory = $"{CExpressions.Name(allocate.View)}memory";
        return ((ViewType)allocate.View.Type).Space == AddressSpace.Shared ? memory
            : $"global::IlgpuCam.Compute.Launching.EmulatedGroupContext.LocalView({memory} + ((long)item * {allocate.Count}), {allocate.Count})";
    }
}
