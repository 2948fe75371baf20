using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>A helper, made concrete, and what calling it entails.</summary>
internal sealed class FunctionEntry
{
    /// <summary>Null where the helper must be inlined, or could not be compiled.</summary>
    public IrFunction? Function { get; set; }

    /// <summary>True where it, or what it calls, contains a barrier, a shuffle or an allocation.</summary>
    public bool MustInline { get; set; }

    /// <summary>True where a call has effects: its place in the order of evaluation matters.</summary>
    public bool WritesMemory { get; set; }

    /// <summary>True where it asks where the work-item is.</summary>
    public bool UsesIndices { get; set; }

    /// <summary>True where work-items of one group may get different values for the same arguments.</summary>
    public bool IsDivergent { get; set; }

    /// <summary>The value where it is always the same: a static abstract property that returns a constant.</summary>
    public IrExpression? Constant { get; set; }
}
