namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>One kernel, made concrete, with all it needs: the unit that the emitters turn into text.</summary>
/// <param name="Name">The entry point: a C identifier, unique in the assembly.</param>
/// <param name="SourceFile">File name (without folders) of the C# source.</param>
/// <param name="Parameters">Views in global memory, scalars and structs.</param>
/// <param name="Body">Its statements.</param>
/// <param name="Structs">The structs it uses, each after those it contains.</param>
/// <param name="Functions">The functions it calls, each after those it calls itself.</param>
/// <param name="BarrierSites">How many barriers and shuffles there are.</param>
/// <param name="MaxGroupSize">The largest number of work-items in a group, 0 for no promise; never 0 where there are shuffles.</param>
internal sealed record IrKernel(
    string Name,
    string SourceFile,
    EquatableArray<IrVariable> Parameters,
    BlockStatement Body,
    EquatableArray<StructType> Structs,
    EquatableArray<IrFunction> Functions,
    int BarrierSites,
    int MaxGroupSize);
