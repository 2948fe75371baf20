namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>A type of the kernel language, made concrete: no type parameters are left.</summary>
internal abstract record IrType
{
    /// <summary>The type as C# source names it, fully qualified with <c>global::</c> where it has a namespace.</summary>
    public abstract string CSharp { get; }
}
