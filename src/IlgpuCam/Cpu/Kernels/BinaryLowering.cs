using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>A function of two values: on blocked maps where these are there and the other operand fits them (maps, possibly repeated, or a constant number a channel), else on dense values.</summary>
internal class BinaryLowering<TVector, TSimd> : Lowering
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    internal override void Wire(Operation operation, PlanBuilder builder)
    {
        var output = operation.Output.Shape;
        var (x, y) = (operation.Input(0), operation.Input(1));
        var isBlocked = output.Rank == 4 && (IsWhole(x) || IsWhole(y)) && Fits(x) && Fits(y);
        foreach (var value in new[] { x, y })
        {
            if (!isBlocked)
            {
                value.Require(Layout.Plain);
            }
            else if (!IsPerChannel(value, output))
            {
                value.Require(Layout.Blocked);
            }
        }

        operation.Output.WrittenAs(isBlocked ? Layout.Blocked : Layout.Plain);

        bool IsWhole(Value value) => value.Native == Layout.Blocked && value.Shape.Equals(output);

        bool Fits(Value value) => IsPerChannel(value, output)
            || (value.Shape.Rank == 4 && value.Shape[1] == output[1] && (value.Native == Layout.Blocked || !IsLarge(value.Shape) || value.Shape.Equals(output)));
    }

    internal override void Emit(Operation operation, PlanBuilder builder)
    {
        switch (operation.Operator)
        {
            case Add:
                Emit<BinaryFunctions<TVector, TSimd>.BoundedSum>(operation, builder);
                break;
            case Multiply:
                Emit<BinaryFunctions<TVector, TSimd>.Product>(operation, builder);
                break;
            case Arithmetic { Operation: ArithmeticOperation.Subtract }:
                Emit<BinaryFunctions<TVector, TSimd>.Difference>(operation, builder);
                break;
            case Arithmetic { Operation: ArithmeticOperation.Divide }:
                Emit<BinaryFunctions<TVector, TSimd>.Quotient>(operation, builder);
                break;
            case Arithmetic { Operation: ArithmeticOperation.Power }:
                Emit<BinaryFunctions<TVector, TSimd>.Power>(operation, builder);
                break;
            case Arithmetic { Operation: ArithmeticOperation.Minimum }:
                Emit<BinaryFunctions<TVector, TSimd>.Minimum>(operation, builder);
                break;
            case Arithmetic { Operation: ArithmeticOperation.Maximum }:
                Emit<BinaryFunctions<TVector, TSimd>.Maximum>(operation, builder);
                break;
            case Arithmetic { Operation: ArithmeticOperation.Slope }:
                Emit<BinaryFunctions<TVector, TSimd>.Slope>(operation, builder);
                break;
            case Equal:
                Emit<Comparisons<TVector, TSimd>.Equal>(operation, builder);
                break;
            case Compare { Comparison: Comparison.Less }:
                Emit<Comparisons<TVector, TSimd>.Less>(operation, builder);
                break;
            case Compare { Comparison: Comparison.LessOrEqual }:
                Emit<Comparisons<TVector, TSimd>.LessOrEqual>(operation, builder);
                break;
            case Compare { Comparison: Comparison.And }:
                Emit<BinaryFunctions<TVector, TSimd>.Minimum>(operation, builder);
                break;
            case Compare { Comparison: Comparison.Or }:
                Emit<BinaryFunctions<TVector, TSimd>.Maximum>(operation, builder);
                break;
            case Compare { Comparison: Comparison.Xor }:
                Emit<Comparisons<TVector, TSimd>.Unequal>(operation, builder);
                break;
            default:
                throw operation.Context.Error("unknown operation");
        }
    }

    private static void Emit<TFunction>(Operation operation, PlanBuilder builder)
        where TFunction : struct, IElementwise<TVector> => Emit<TFunction>(operation, builder, Functions<TVector, TSimd>.Bounds(operation.Activation));

    /// <summary>Adds the steps of a function with its parameters.</summary>
    private protected static void Emit<TFunction>(Operation operation, PlanBuilder builder, (float A, float B) parameters)
        where TFunction : struct, IElementwise<TVector>
    {
        var output = operation.Output.NativeForm;
        var (low, high) = parameters;
        if (output.Layout == Layout.Plain)
        {
            var (x, y) = (operation.Input(0)[Layout.Plain], operation.Input(1)[Layout.Plain]);
            builder.Add(new BroadcastStep<TVector, TSimd, TFunction>(x, y, output, low, high), output, x, y);
        }
        else
        {
            var operands = new[] { Operand(operation.Input(0), output), Operand(operation.Input(1), output) };
            var forms = operation.Inputs.Where(i => !IsPerChannel(i!, output.Shape)).Select(i => i![Layout.Blocked]).ToArray();
            builder.Add(
                operation.Operator switch
                {
                    ActivationGradient { IsMean: true } => new GateMeanStep<TVector, TSimd, TFunction>(operands[0], operands[1], forms[1], output, low, high),
                    ActivationGradient { IsSparse: true, LeavesZerosOut: var leavesZerosOut } when forms.Length == 2 =>
                        new SparseGateStep<TVector, TSimd, TFunction>(operands[0], operands[1], output, low, high, leavesZerosOut),
                    _ => new MapsBroadcastStep<TVector, TSimd, TFunction>(operands[0], operands[1], output, low, high),
                },
                output,
                forms);
        }

        // The sum bounds its result itself.
        if (operation.Activation.Kind != ActivationKind.None && (operation.Operator is not Add || !operation.Activation.IsClamp))
        {
            builder.AddInPlace(Functions<TVector, TSimd>.Activation(output, output, operation.Activation), output);
        }
    }

    private static MapOperand Operand(Value value, Form output)
    {
        if (!IsPerChannel(value, output.Shape))
        {
            return new(value[Layout.Blocked], null, output);
        }

        var numbers = value.Constant!.ToFloats();
        var lanes = new AlignedBuffer((long)output.Planes * output.Pixel, clear: true);
        for (var c = 0; c < output.Channels; c++)
        {
            lanes.Span[c] = numbers[numbers.Length == 1 ? 0 : c];
        }

        return new(null, lanes, output);
    }

    /// <summary>Whether a value is a constant with one number for each channel of maps, or one for all.</summary>
    private static bool IsPerChannel(Value value, Shape maps) => value.Constant is { Shape: var shape } && shape.Rank <= 4
        && (shape.ElementCount == 1 || (shape.Rank >= 3 && shape.ElementCount == maps[1] && shape[shape.Rank - 3] == maps[1]));

    /// <summary>Whether a value is more than a number a channel.</summary>
    private static bool IsLarge(Shape shape) => shape[2] > 1 || shape[3] > 1;
}
