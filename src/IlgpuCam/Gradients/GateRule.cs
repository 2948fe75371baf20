namespace IlgpuCam.Gradients;

/// <summary>What goes back through a unit that passes only part of its values on: ReLU and its kind, which <see cref="Models.Operators.ActivationGradient"/> lists, and slopes (ONNX PRelu).</summary>
public enum GateRule
{
    /// <summary>The derivative: where the unit was open on the way forward.</summary>
    Gradient,

    /// <summary>Where the unit was open and what comes back is positive (Springenberg, Dosovitskiy, Brox, Riedmiller, "Striving for Simplicity: The All Convolutional Net", 2015, section 3.4).</summary>
    GuidedBackPropagation,

    /// <summary>Where what comes back is positive, whatever the unit did on the way forward (Zeiler, Fergus, "Visualizing and Understanding Convolutional Networks", 2014, section 2.1).</summary>
    Deconvolution,
}
