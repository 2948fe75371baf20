using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Architectures;

/// <summary>Where the parameters of a described network come from: a file, or a random number generator.</summary>
internal interface IWeightSource
{
    /// <summary>The shape that the source has for a parameter, or null where it leaves the choice to the description.</summary>
    /// <param name="name">The parameter's name in a state dict.</param>
    Shape? ShapeOf(string name);

    /// <summary>A parameter.</summary>
    /// <param name="name">Its name in a state dict.</param>
    /// <param name="shape">The shape that the description asks for.</param>
    /// <param name="initial">What it is before training.</param>
    ConstantTensor Get(string name, Shape shape, Initial initial);
}
