using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Where OpenCL C and CUDA C differ; all other text is common to both.</summary>
/// <param name="Header">What stands before everything else: types and keywords. <c>ALIAS</c> is replaced by the attribute that lets views of different types share memory, or by nothing.</param>
/// <param name="Prelude">Functions and macros that are written differently, by name.</param>
/// <param name="Spaces">Keywords before a pointer into global, shared and local memory, with a space behind.</param>
/// <param name="Shared">Keyword of a declaration in shared memory.</param>
/// <param name="Barrier">The statement that waits for the group.</param>
/// <param name="Indices">How the twelve questions where a work-item is are asked, in the order of <see cref="Intrinsic"/>.</param>
/// <param name="Scratch">First argument of a shuffle: the memory that it goes through, or nothing.</param>
/// <param name="DynamicBytes">How the size of dynamic shared memory is asked.</param>
/// <param name="HasOffsets">Whether a view parameter has an offset beside its pointer.</param>
internal sealed record CDialect(
    string Header,
    IReadOnlyDictionary<string, string> Prelude,
    IReadOnlyList<string> Spaces,
    string Shared,
    string Barrier,
    IReadOnlyList<string> Indices,
    string Scratch,
    string DynamicBytes,
    bool HasOffsets)
{
    /// <summary>The keyword of a pointer into the space.</summary>
    public string Space(AddressSpace space) => Spaces[(int)space];
}
