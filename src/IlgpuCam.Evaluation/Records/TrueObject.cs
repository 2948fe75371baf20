using IlgpuCam.Evaluation.Datasets;

namespace IlgpuCam.Evaluation.Records;

/// <summary>An annotated object with its class in the model's numbers.</summary>
/// <param name="Class">The model's class, from 0.</param>
/// <param name="Box">Where it lies.</param>
public readonly record struct TrueObject(int Class, TrueBox Box);
