namespace IlgpuCam.Tensors;

/// <summary>A tensor to be written, whose bytes may only be made when their turn comes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Load">Gives the tensor, of this type and shape; called once.</param>
internal readonly record struct SafeTensorsPart(string Name, ElementType Type, Shape Shape, Func<ConstantTensor> Load);
