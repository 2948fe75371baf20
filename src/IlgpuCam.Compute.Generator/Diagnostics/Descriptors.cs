using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Diagnostics;

/// <summary>Every way in which a kernel can leave the dialect, each with its number.</summary>
internal static class Descriptors
{
    private const string Category = "IlgpuCam.Kernels";

    public static readonly DiagnosticDescriptor Allocation = new(
        "ILC001", "A kernel allocates", "A kernel cannot allocate '{0}': there is no heap on a device", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor Text = new(
        "ILC002", "A kernel uses text", "A kernel cannot use strings or characters", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor Exceptions = new(
        "ILC003", "A kernel throws or catches", "A kernel cannot throw or catch exceptions", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor Recursion = new(
        "ILC004", "A kernel calls itself", "'{0}' calls itself, directly or through others; a device has no stack for that", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor VirtualCall = new(
        "ILC005", "A virtual call in a kernel", "'{0}' is chosen at run time; call it through a type parameter that is constrained to struct",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor Delegates = new(
        "ILC006", "A delegate in a kernel", "A kernel cannot use delegates, lambdas or function pointers", Category,
            DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor CapturedState = new(
        "ILC007", "A kernel uses captured state", "A kernel cannot use '{0}': only parameters, locals and constants reach the device", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor UnsupportedType = new(
        "ILC008", "A type that kernels do not have", "Type '{0}' cannot be used here: {1}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor DivergentBarrier = new(
        "ILC009", "A barrier that not all work-items may reach",
            "Not all work-items of a group may reach this {0}: a condition around it differs between them",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor DivergentReturn = new(
        "ILC010", "A return before a barrier", "Some work-items may return here while others of their group wait at a later barrier or shuffle", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor UnsupportedMember = new(
        "ILC011", "A member that kernels do not have", "'{0}' has no counterpart on a device", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor UnsupportedStatement = new(
        "ILC012", "A statement that kernels do not have", "A kernel cannot contain {0}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor UnsupportedExpression = new(
        "ILC013", "An expression that kernels do not have", "A kernel cannot contain {0}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NoInstance = new(
        "ILC014", "A generic kernel without instances", "Generic kernel '{0}' needs a [KernelInstance<...>] for each set of type arguments that it is used with",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NotPartial = new(
        "ILC015", "A kernel's class is not partial", "Type '{0}' must be partial, so that the overload that launches the kernel can be added to it", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor MaxGroupSizeNeeded = new(
        "ILC016", "Shuffles without a largest group", "Kernel '{0}' shuffles and must say how large its groups are at most: [Kernel(MaxGroupSize = N)]", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor AllocationSize = new(
        "ILC017", "An allocation of unknown size", "The size of shared or local memory must be a constant between 1 and {0}", Category,
            DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor AddressSpaces = new(
        "ILC018", "Address spaces do not agree", "'{0}' would lie in {1} memory at one place and in {2} memory at another", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "ILC019", "Two kernels of one name", "There is another kernel named '{0}'; give one of them a name of its own: [Kernel(Name = \"...\")]", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor CheckedArithmetic = new(
        "ILC020", "Checked arithmetic in a kernel", "A kernel cannot check for overflow: devices wrap round", Category,
            DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor Tuples = new(
        "ILC021", "A tuple in a kernel", "A kernel cannot use tuples; declare a struct", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor Signature = new(
        "ILC022", "A method that cannot be a kernel", "'{0}' cannot be a kernel: {1}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor InstanceMismatch = new(
        "ILC023", "An instance that does not fit its kernel", "This instance does not fit '{0}': {1}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor TensorArgument = new(
        "ILC024", "An argument that an instruction cannot have", "'{0}' needs {1}", Category, DiagnosticSeverity.Error, true);

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new[]
    {
        Allocation, Text, Exceptions, Recursion, VirtualCall, Delegates, CapturedState, UnsupportedType, DivergentBarrier, DivergentReturn,
            UnsupportedMember, UnsupportedStatement,
        UnsupportedExpression, NoInstance, NotPartial, MaxGroupSizeNeeded, AllocationSize, AddressSpaces, DuplicateName, CheckedArithmetic,
            Tuples, Signature, InstanceMismatch, TensorArgument,
    }.ToDictionary(d => d.Id);

    public static DiagnosticDescriptor Find(string id) => ById[id];
}
