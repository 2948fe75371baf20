namespace ILGPU;

/// <summary>ILGPU's own, which is not System.Half: who imports both namespaces has to say which.</summary>
public readonly struct Half;
