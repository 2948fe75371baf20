namespace IlgpuCam.Cli.Explaining;

/// <summary>One of the two classes of an explanation.</summary>
/// <param name="Role">What it is: <c>predicted</c>, <c>expected</c>, <c>runner_up</c>, or <c>class</c>, asked for.</param>
/// <param name="Index">The class, from 0.</param>
/// <param name="Label">Its name.</param>
/// <param name="Logit">The score before softmax or sigmoid.</param>
/// <param name="Probability">The probability, 0 to 1.</param>
internal sealed record ExplainedClass(string Role, int Index, string Label, float Logit, float Probability)
{
    /// <summary>The role for a person to read.</summary>
    internal string Title => Role.Replace('_', '-');

    /// <summary>The first of the label's names.</summary>
    internal string Name => Label.Split(',')[0];
}
