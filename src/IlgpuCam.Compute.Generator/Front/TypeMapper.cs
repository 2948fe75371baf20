using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Ir;
using IlgpuCam.Compute.Generator.Vocabulary;
using Microsoft.CodeAnalysis;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>Turns concrete C# types into types of the kernel language and collects the structs that a kernel uses.</summary>
internal sealed class TypeMapper(NameScope names)
{
    private readonly Dictionary<ISymbol, StructType> _structs = new(SymbolEqualityComparer.Default);
    private readonly List<StructType> _ordered = [];

    /// <summary>The structs met so far, each after those it contains.</summary>
    public IReadOnlyList<StructType> Structs => _ordered;

    /// <summary>A scalar or a struct.</summary>
    public IrType Map(ITypeSymbol type, Location? location)
    {
        if (TryScalar(type) is { } scalar)
        {
            return scalar;
        }

        return type switch
        {
            IErrorTypeSymbol => throw new KernelException(null),
            { IsTupleType: true } => throw new KernelException(Descriptors.Tuples, location),
            { SpecialType: SpecialType.System_String or SpecialType.System_Char } => throw new KernelException(Descriptors.Text, location),
            { TypeKind: TypeKind.Delegate or TypeKind.FunctionPointer } => throw new KernelException(Descriptors.Delegates, location),
            _ when IsView(type) => throw Unsupported(type, location, "a view cannot stand in a struct, a view or a reference"),
            INamedTypeSymbol { IsValueType: true, SpecialType: SpecialType.None, TypeKind: TypeKind.Struct, IsRefLikeType: false } named =>
                Struct(named, location),
            _ => throw Unsupported(type, location, "a kernel has scalars, structs of these, and views of both"),
        };
    }

    /// <summary>The type of an element of a view.</summary>
    public IrType Element(ITypeSymbol type, Location? location)
    {
        var mapped = Map(type, location);
        return mapped == ScalarType.Bool ? throw Unsupported(type, location,
            "a bool has no size that devices agree on; use byte as the element of a view") : mapped;
    }

    public static bool IsView(ITypeSymbol type) => type is INamedTypeSymbol { Arity: 1 } && SymbolNames.FullName(type) == KnownNames.ArrayView;

    public static ScalarType? TryScalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Void => ScalarType.Void,
        SpecialType.System_Boolean => ScalarType.Bool,
        SpecialType.System_SByte => new(ScalarKind.Int8),
        SpecialType.System_Byte => new(ScalarKind.UInt8),
        SpecialType.System_Int16 => new(ScalarKind.Int16),
        SpecialType.System_UInt16 => new(ScalarKind.UInt16),
        SpecialType.System_Int32 => ScalarType.Int32,
        SpecialType.System_UInt32 => ScalarType.UInt32,
        SpecialType.System_Int64 => ScalarType.Int64,
        SpecialType.System_UInt64 => ScalarType.UInt64,
        SpecialType.System_Single => ScalarType.Float32,
        SpecialType.System_Double => ScalarType.Float64,
        _ when type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => TryScalar(underlying),
        _ when IsHalf(type) => new(ScalarKind.Half),
        _ => null,
    };

    public static bool IsHalf(ITypeSymbol type) => type.Name == "Half" && SymbolNames.FullName(type) == KnownNames.Half;

    private StructType Struct(INamedTypeSymbol type, Location? location)
    {
        if (_structs.TryGetValue(type, out var known))
        {
            return known;
        }

        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass?.Name is "StructLayoutAttribute"
                && attribute.ConstructorArguments.FirstOrDefault().Value is { } layout
                    && System.Convert.ToInt32(layout, System.Globalization.CultureInfo.InvariantCulture) != 0)
            {
                throw Unsupported(type, location, "its layout is not sequential");
            }

            if (attribute.AttributeClass?.Name is "InlineArrayAttribute")
            {
                throw Unsupported(type, location, "inline arrays have no counterpart on a device");
            }
        }

        var fieldNames = new NameScope();
        var fields = type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic).Select(f => Field(type, f, fieldNames, location)).ToList();
        var isOfLibrary = IsOfLibrary(type);
        if (fields.Count == 0 || (type.DeclaringSyntaxReferences.IsEmpty && !isOfLibrary))
        {
            throw Unsupported(type, location, fields.Count == 0 ? "a struct without fields has no value"
                : "only structs whose source is in this project can be used");
        }

        var isVector = type.GetAttributes().Any(a => a.AttributeClass is { } c && SymbolNames.FullName(c) == KnownNames.KernelVectorAttribute);
        if (isVector && !(fields.Count is 2 or 4 && fields.All(f => f.Type is ScalarType && f.Type == fields[0].Type)))
        {
            throw Unsupported(type, location, "a [KernelVector] has 2 or 4 fields of one scalar type");
        }

        if (!StructLayout.SameOnDevices(fields))
        {
            throw Unsupported(type, location, "a [KernelVector] in it does not lie at a multiple of its size");
        }

        var result = new StructType(names.Unique(SymbolNames.Identifier(type)), "", EquatableArray<StructField>.From(fields),
            StructLayout.Size(fields), isVector);

        // The definition's class has a mirror of the struct with public fields of the same layout: the original's may be private or read-only.
        result = result with { CSharpName = isOfLibrary ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : result.Name };
        _structs.Add(type, result);
        _ordered.Add(result);
        return result;
    }

    /// <summary>The vocabulary's own structs: all their fields are public, so that they need no mirror.</summary>
    private static bool IsOfLibrary(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() == KnownNames.Namespace
        && type.Name is "FragmentA" or "FragmentB" or "FragmentC";

    private StructField Field(INamedTypeSymbol type, IFieldSymbol field, NameScope fieldNames, Location? location)
    {
        if (field.IsFixedSizeBuffer || field.RefKind != RefKind.None
            || (field.IsImplicitlyDeclared && field.AssociatedSymbol is not IPropertySymbol))
        {
            throw Unsupported(type, location, $"field '{field.Name}' is a buffer, a reference or a captured parameter");
        }

        var mapped = Map(field.Type, location);
        if (mapped == ScalarType.Bool)
        {
            throw Unsupported(type, location, "it contains a bool, which has no size that devices agree on; use byte");
        }

        var name = fieldNames.Unique(FieldName(field));
        return new(name, name, mapped);
    }

    /// <summary>The field of a struct that stands for a C# field.</summary>
    public static StructField FieldOf(StructType type, IFieldSymbol field)
    {
        var instanceFields = field.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic).ToList();
        return type.Fields[instanceFields.FindIndex(f => SymbolEqualityComparer.Default.Equals(f.OriginalDefinition, field.OriginalDefinition))];
    }

    private static string FieldName(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? field.Name;

    private static KernelException Unsupported(ITypeSymbol type, Location? location, string reason) =>
        new(Descriptors.UnsupportedType, location, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), reason);
}
