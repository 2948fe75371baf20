using System.Collections.Immutable;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models;

/// <summary>One step of a network: an operator applied to values, giving one value.</summary>
/// <param name="Name">For people and messages; need not be unique.</param>
/// <param name="Operator">What is computed.</param>
/// <param name="Inputs">The names of the values it reads; an empty name stands for an optional input that is absent.</param>
/// <param name="Output">The name of the value it gives; unique in the network.</param>
public sealed record Node(string Name, Operator Operator, ImmutableArray<string> Inputs, string Output);
