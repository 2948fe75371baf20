using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The element-wise sum of two values (ONNX Add 7 to 14), with an activation in its store; lengths of 1 and missing outer axes are broadcast as in NumPy.</summary>
/// <param name="Activation">Applied to the result.</param>
public sealed record Add(Activation Activation = default) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "add";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        if (context.Info(0).Type != context.Info(1).Type)
        {
            throw context.Error($"cannot add {context.Info(0).Type} and {context.Info(1).Type}");
        }

        return new(context.Info(0).Type, context.Broadcast(context.Shape(0), context.Shape(1)));
    }
}
