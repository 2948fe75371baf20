namespace IlgpuCam.Explain.Methods;

/// <summary>A way to say which places of an image speak for a score: which activations and gradients it asks the context for, and how it combines them.</summary>
public interface IExplanationMethod
{
    /// <summary>Name, paper and cost.</summary>
    MethodInfo Info { get; }

    /// <summary>The map of one image, one target and one layer.</summary>
    /// <param name="context">Gives activations, gradients and further passes; what it has given once costs nothing a second time.</param>
    /// <returns>At the layer's resolution, or at the input's for methods on pixels; as the paper defines it, not scaled; larger values speak for the target.</returns>
    /// <exception cref="Models.NetworkException">The network does not allow the method.</exception>
    ActivationMap Explain(ExplanationContext context);
}
