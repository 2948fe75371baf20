using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>The fast mode's operations of warps on matrices: every work-item gives its part, the library does it for all warps, and every work-item takes its part of the result.</summary>
internal static class GroupMatrices
{
    public static void Declare(IntrinsicExpression operation, int number, CodeText text)
    {
        text.Line($"var shuffled_{number} = group.Items<{operation.Type.CSharp}>();");
        if (IsProduct(operation))
        {
            text.Line($"var left_{number} = group.Items<{operation.Arguments[0].Type.CSharp}>();");
            text.Line($"var right_{number} = group.Items<{operation.Arguments[1].Type.CSharp}>();");
        }
        else
        {
            text.Line($"var rows_{number} = group.Items<nint>();");
        }
    }

    /// <summary>A work-item's part, inside the loop over them.</summary>
    public static void Give(IntrinsicExpression operation, int number, GroupExpressions expressions, CodeText text)
    {
        if (IsProduct(operation))
        {
            text.Line($"left_{number}[item] = {expressions.Text(operation.Arguments[0])};");
            text.Line($"right_{number}[item] = {expressions.Text(operation.Arguments[1])};");
            text.Line($"shuffled_{number}[item] = {expressions.Text(operation.Arguments[2])};");
        }
        else
        {
            text.Line($"rows_{number}[item] = {expressions.MatrixRow(operation)};");
        }
    }

    /// <summary>The operation of all warps.</summary>
    public static string Run(IntrinsicExpression operation, int number) => IsProduct(operation)
        ? $"group.MultiplyAdd({GroupExpressions.MatrixNumber(operation.Intrinsic)}, left_{number}, right_{number}, shuffled_{number});"
        : $"group.LoadMatrices(rows_{number}, shuffled_{number}, {(operation.Intrinsic == Intrinsic.LoadMatrix ? "false" : "true")});";

    private static bool IsProduct(IntrinsicExpression operation) => operation.Intrinsic <= Intrinsic.MultiplyBFloat16;
}
