namespace IlgpuCam.Explain.Methods;

/// <summary>What a method looks at.</summary>
[Flags]
public enum MethodNeeds
{
    /// <summary>Nothing of the network.</summary>
    None = 0,

    /// <summary>The maps of a layer.</summary>
    Activations = 1,

    /// <summary>Their gradients.</summary>
    Gradients = 2,

    /// <summary>The scores of changed images or maps.</summary>
    Scores = 4,

    /// <summary>The weights of a linear head over global pooling.</summary>
    ClassWeights = 8,

    /// <summary>The gradient of the image: the map has the input's resolution, and no layer is chosen.</summary>
    Pixels = 16,

    /// <summary>Random numbers: the same seed gives the same map.</summary>
    Random = 32,
}
