namespace IlgpuCam.Explain.Methods;

/// <summary>The maps of one input by one method, for one target and then for others.</summary>
/// <param name="method">The method.</param>
/// <param name="contexts">A context for each of the layers.</param>
internal sealed class ExplainedInput(IExplanationMethod method, ExplanationContext[] contexts)
{
    /// <summary>The map of the target that was begun with. Called before anything else, it costs no pass that the method itself does not ask for.</summary>
    internal ActivationMap First { get => field ??= Map(contexts); private set; }

    /// <summary>The class scores.</summary>
    internal ReadOnlySpan<float> Logits => contexts[0].Logits;

    /// <summary>The map of a class.</summary>
    /// <param name="classIndex">The class, from 0.</param>
    internal ActivationMap MapOf(int classIndex)
    {
        var target = ScoreTarget.Logit(classIndex);
        return contexts[0].Target.Equals(target) ? First : Map([.. contexts.Select(c => c.With(target))]);
    }

    private ActivationMap Map(ExplanationContext[] contexts)
    {
        ActivationMap[] maps = [.. contexts.Select(method.Explain)];
        return maps is [var only] ? only : throw new NotSupportedException();
    }
}
