using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Names of types in C, and the declarations of the structs and views that a kernel uses.</summary>
internal sealed class CTypes(CDialect dialect)
{
    private readonly Dictionary<string, ViewType> _views = [];
    private readonly HashSet<StructType> _zeros = [];

    /// <summary>The short name of a scalar, which is also the suffix of functions on it.</summary>
    public static string Scalar(ScalarKind kind) => kind switch
    {
        ScalarKind.Void => "void",
        ScalarKind.Bool => "bool",
        ScalarKind.Int8 => "i8",
        ScalarKind.UInt8 => "u8",
        ScalarKind.Int16 => "i16",
        ScalarKind.UInt16 => "u16",
        ScalarKind.Int32 => "i32",
        ScalarKind.UInt32 => "u32",
        ScalarKind.Int64 => "i64",
        ScalarKind.UInt64 => "u64",
        ScalarKind.Half => "f16",
        ScalarKind.Float32 => "f32",
        _ => "f64",
    };

    public static string Scalar(IrType type) => Scalar(((ScalarType)type).Kind);

    public static string Structure(StructType type) => type.Name + "_s";

    public string Name(IrType type) => type switch
    {
        ScalarType scalar => Scalar(scalar.Kind),
        StructType structure => Structure(structure),
        ReferenceType reference => $"{dialect.Space(reference.Space)}{Name(reference.Element)}*",
        ViewType view => View(view),
        _ => throw new InvalidOperationException($"The type {type} has no name in C."),
    };

    /// <summary>A pointer to an element of the view.</summary>
    public string Pointer(ViewType view) => $"{dialect.Space(view.Space)}{Name(view.Element)}*";

    /// <summary>The zero value of a type.</summary>
    public string Zero(IrType type)
    {
        switch (type)
        {
            case StructType structure:
                _zeros.Add(structure);
                return $"{Structure(structure)}_zero()";
            case ScalarType { Kind: ScalarKind.Bool }:
                return "false";
            default:
                return $"(({Name(type)})0)";
        }
    }

    public static void DeclareStructs(IrKernel kernel, bool aliases, CodeText text)
    {
        foreach (var structure in kernel.Structs)
        {
            var name = Structure(structure);
            text.Open($"typedef struct {name}_tag");
            foreach (var field in structure.Fields)
            {
                text.Line($"{Field(field.Type)} {field.Name}_;");
            }

            if (structure.Fields.Count == 0)
            {
                text.Line("u8 ic_empty;");
            }

            var attributes = (structure.IsVector ? $", aligned({structure.Size})" : string.Empty) + (aliases ? ", may_alias" : string.Empty);
            text.Close(attributes.Length > 0 ? $" __attribute__(({attributes.Substring(2)})) {name};" : $" {name};");
            text.Line($"typedef char {name}_size[sizeof({name}) == {structure.Size} ? 1 : -1];");
            if (structure.IsVector)
            {
                // In C# the struct has the alignment of its scalars, and so it has where it is a field.
                text.Line($"typedef {name} {name}_field __attribute__((aligned({KernelFacts.SizeOf(structure.Fields[0].Type)})));");
            }
        }
    }

    /// <summary>Views and zero values, once all text that uses them is known.</summary>
    public void DeclareUsed(CodeText text)
    {
        foreach (var view in _views.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            var pointer = Pointer(view.Value);
            text.Line($"typedef struct {view.Key}_tag {{ {pointer} p; i64 n; }} {view.Key};");
            text.Line($"ic_fn {view.Key} {view.Key}_of({pointer} p, i64 n) {{ {view.Key} v; v.p = p; v.n = n; return v; }}");
        }

        foreach (var structure in _zeros)
        {
            var name = Structure(structure);
            text.Line($"ic_fn {name} {name}_zero(void) {{ {name} v = {{0}}; return v; }}");
        }
    }

    private static string Field(IrType type) => type is StructType { IsVector: true } vector
        ? Structure(vector) + "_field"
        : type is StructType structure ? Structure(structure) : Scalar(type);

    private string View(ViewType view)
    {
        var space = view.Space switch { AddressSpace.Global => "global", AddressSpace.Shared => "shared", _ => "local" };
        var name = $"view_{space}_{Name(view.Element)}";
        _views[name] = view;
        return name;
    }
}
