namespace IlgpuCam.Explain.Methods;

/// <summary>The maps of one input by one method, for one target and then for others.</summary>
/// <param name="method">The method.</param>
/// <param name="context">The first target's.</param>
internal sealed class ExplainedInput(IExplanationMethod method, ExplanationContext context) : IDisposable
{
    private ActivationMap? _first;

    /// <summary>The class scores.</summary>
    internal ReadOnlySpan<float> Logits => context.Logits;

    /// <summary>The map of the target that was begun with. Called before anything else, it costs no pass that the method itself does not ask for.</summary>
    internal ActivationMap First() => _first ??= method.Explain(context);

    /// <summary>The map of a class.</summary>
    /// <param name="classIndex">The class, from 0.</param>
    internal ActivationMap MapOf(int classIndex)
    {
        var target = ScoreTarget.Logit(classIndex);
        return context.Target.Equals(target) ? First() : method.Explain(context.With(target));
    }

    /// <inheritdoc/>
    public void Dispose() => context.Dispose();
}
