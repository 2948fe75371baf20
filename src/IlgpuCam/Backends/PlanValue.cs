using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Backends;

/// <summary>An input or output of a plan.</summary>
/// <param name="Name">The value's name in the network.</param>
/// <param name="Shape">Its shape.</param>
public readonly record struct PlanValue(string Name, Shape Shape)
{
    /// <summary>Checks the tensors of a run.</summary>
    /// <param name="tensors">What the caller gave.</param>
    /// <param name="values">What the plan has.</param>
    /// <param name="parameter">The name of the caller's parameter.</param>
    /// <exception cref="ArgumentException">Number or shape differ.</exception>
    internal static void Check(ReadOnlySpan<Tensor> tensors, ImmutableArray<PlanValue> values, string parameter)
    {
        if (tensors.Length != values.Length)
        {
            throw new ArgumentException($"The plan has {values.Length} {parameter}, found {tensors.Length}.", parameter);
        }

        for (var i = 0; i < tensors.Length; i++)
        {
            if (!tensors[i].Shape.Equals(values[i].Shape))
            {
                throw new ArgumentException($"A tensor of {values[i].Shape} was expected for '{values[i].Name}', found {tensors[i].Shape}.", parameter);
            }
        }
    }
}
