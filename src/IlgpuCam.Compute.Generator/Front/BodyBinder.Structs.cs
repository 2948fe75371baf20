using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>New structs and their constructors.</content>
internal sealed partial class BodyBinder
{
    private IrExpression Create(IObjectCreationOperation operation)
    {
        var location = operation.Syntax.GetLocation();
        if (operation.Type is { IsValueType: false } and not ITypeParameterSymbol)
        {
            throw new KernelException(Descriptors.Allocation, location,
                operation.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        var type = TypeOf(operation);
        var constructor = _frame.Substitution.Apply(operation.Constructor ?? throw Refusals.For(operation));
        IrExpression value;
        if (MethodBodies.HasBody(constructor))
        {
            value = Call(constructor, null, Arguments(operation.Arguments), operation, operation.Arguments)!;
        }
        else if (constructor.Parameters.IsEmpty)
        {
            value = Default(operation);
        }
        else
        {
            throw new KernelException(Descriptors.UnsupportedMember, location, $"the constructor of {type.CSharp}");
        }

        return operation.Initializer is { } initializer ? Initialise(value, initializer) : value;
    }

    private VariableExpression With(IWithOperation operation)
    {
        var value = Value(operation.Operand);
        return value.Type is StructType && operation.Initializer is { } initializer ? Initialise(value, initializer)
            : throw Refusals.For(operation);
    }

    /// <summary>Fields and properties that are set in braces.</summary>
    private VariableExpression Initialise(IrExpression value, IObjectOrCollectionInitializerOperation initializer)
    {
        var variable = new IrVariable(_names.Unique("made"), value.Type);
        _out.Add(new DeclareStatement(variable, TakeTemporary(value), _line));
        foreach (var part in initializer.Initializers)
        {
            if (part is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } assignment)
            {
                throw Refusals.For(part);
            }

            var field = member switch
            {
                IFieldReferenceOperation f => f.Field,
                IPropertyReferenceOperation p => AutoField(p.Property),
                _ => null,
            };
            if (field is null || variable.Type is not StructType type)
            {
                throw NotInKernel(part, "an initialiser of something else than a field or a property without code");
            }

            var assigned = Value(assignment.Value);
            _out.Add(new AssignStatement(new FieldExpression(new VariableExpression(variable), TypeMapper.FieldOf(type, field)), assigned, _line));
        }

        return new VariableExpression(variable);
    }

    /// <summary>Declares the struct that a constructor makes; the parameters of a positional record are its properties' first values.</summary>
    private void BeginConstructor(IMethodSymbol method)
    {
        var type = module.Types.Map(method.ContainingType, method.Locations.FirstOrDefault());
        _frame.This = new(_names.Unique("self"), type);
        _out.Add(new DeclareStatement(_frame.This, new DefaultExpression(type), _line));
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(module.Token) is not RecordDeclarationSyntax)
        {
            return;
        }

        foreach (var parameter in method.Parameters)
        {
            if (method.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property
                && AutoField(property) is { } field
                && property.DeclaringSyntaxReferences.Any(r => r.GetSyntax(module.Token) is ParameterSyntax))
            {
                var target = new FieldExpression(new VariableExpression(_frame.This), TypeMapper.FieldOf((StructType)type, field));
                _out.Add(new AssignStatement(target, _frame.Values[parameter.OriginalDefinition], _line));
            }
        }
    }

    /// <summary>The initialiser of a field or property, before a constructor's own statements.</summary>
    private void InitialiseMember(ISymbolInitializerOperation operation)
    {
        var field = operation switch
        {
            IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => fields[0],
            IPropertyInitializerOperation { InitializedProperties: { Length: 1 } properties } => AutoField(properties[0]),
            _ => null,
        } ?? throw Refusals.For(operation);
        var self = _frame.This!;
        var value = Value(operation.Value);
        _out.Add(new AssignStatement(new FieldExpression(new VariableExpression(self), TypeMapper.FieldOf((StructType)self.Type, field)),
            value, _line));
    }
}
