using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using IlgpuCam.Compute.Generator.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>Properties and indexers: of views, of the vocabulary, of structs and static abstract ones.</content>
internal sealed partial class BodyBinder
{
    private IrExpression PropertyValue(IPropertyReferenceOperation operation)
    {
        var location = operation.Syntax.GetLocation();
        var property = operation.Property;
        if (TypeMapper.IsView(property.ContainingType))
        {
            return ViewProperty(operation);
        }

        var name = SymbolNames.FullName(property);
        if (name == KnownNames.WarpSize)
        {
            return Fold.Int(KnownNames.WarpWidth);
        }

        if (IntrinsicTable.TryFind(name, out var entry))
        {
            return PropertyIntrinsic(entry);
        }

        if (property.GetMethod is not { } getter)
        {
            throw new KernelException(Descriptors.UnsupportedMember, location, name);
        }

        var receiver = operation.ConstrainedToType ?? (property.ContainingType.TypeKind == TypeKind.Interface ? operation.Instance?.Type : null);
        if (receiver is not null)
        {
            getter = _frame.Substitution.Implementation(getter, receiver) ?? throw new KernelException(Descriptors.VirtualCall, location,
                property.Name);
            property = (IPropertySymbol)getter.AssociatedSymbol!;
        }

        if (!MethodBodies.HasBody(getter))
        {
            return AutoProperty(operation, property);
        }

        return Call(_frame.Substitution.Apply(getter), getter.IsStatic ? null : operation.Instance, PropertyArguments(operation), operation)!;
    }

    private IrExpression AutoProperty(IPropertyReferenceOperation operation, IPropertySymbol property)
    {
        var location = operation.Syntax.GetLocation();
        if (AutoField(property) is not { } field)
        {
            throw new KernelException(Descriptors.UnsupportedMember, location, SymbolNames.FullName(property));
        }

        if (property.IsStatic)
        {
            return StaticValue(operation, property, property.SetMethod is null);
        }

        if (operation.Instance is not { Type.IsValueType: true } instance)
        {
            throw new KernelException(Descriptors.CapturedState, location, property.Name);
        }

        var target = Value(instance);
        return new FieldExpression(target, TypeMapper.FieldOf((StructType)target.Type, field));
    }

    /// <summary>The field behind a property without code.</summary>
    private static IFieldSymbol? AutoField(IPropertySymbol property) =>
        property.GetMethod is { } getter && !MethodBodies.HasBody(getter)
            ? property.ContainingType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f =>
                SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property))
            : null;

    /// <summary>The setter of a property with code; null for views' elements and properties without.</summary>
    private IMethodSymbol? Setter(IPropertyReferenceOperation operation) =>
        operation.Property.SetMethod is { } setter && MethodBodies.HasBody(setter) ? _frame.Substitution.Apply(setter) : null;

    private Func<IrExpression>[] PropertyArguments(IPropertyReferenceOperation operation) => Arguments(operation.Arguments);

    private IrExpression ViewProperty(IPropertyReferenceOperation operation)
    {
        var property = operation.Property;
        if (operation.Instance is not { } instance)
        {
            throw new KernelException(Descriptors.UnsupportedMember, operation.Syntax.GetLocation(), SymbolNames.FullName(property));
        }

        if (property.IsIndexer)
        {
            var operands = Operands(() => Value(instance), () => Value(operation.Arguments[0].Value));
            return operands[0].Type is ViewType ? new ElementExpression(operands[0], operands[1]) : throw Refusals.For(operation);
        }

        var view = Value(instance);
        return property.Name switch
        {
            "Length" => new LengthExpression(view),
            "IntLength" => Fold.Convert(new LengthExpression(view), ScalarType.Int32),
            _ => throw new KernelException(Descriptors.UnsupportedMember, operation.Syntax.GetLocation(), $"ArrayView.{property.Name}"),
        };
    }
}
