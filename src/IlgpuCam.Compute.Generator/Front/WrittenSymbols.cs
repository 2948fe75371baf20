using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>
/// Finds the locals and parameters of a body that change after their declaration, or may do so through a reference. The others keep the
/// value, and the constant, that they begin with.
/// </summary>
internal static class WrittenSymbols
{
    public static HashSet<ISymbol> Find(MethodBody body)
    {
        var written = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in body.Statements.SelectMany(s => s.DescendantsAndSelf()))
        {
            switch (operation)
            {
                case IAssignmentOperation assignment:
                    Add(written, assignment.Target);
                    if (assignment is ISimpleAssignmentOperation { IsRef: true })
                    {
                        Add(written, assignment.Value);
                    }

                    break;
                case IIncrementOrDecrementOperation increment:
                    Add(written, increment.Target);
                    break;
                case IArgumentOperation { Parameter.RefKind: not RefKind.None } argument:
                    Add(written, argument.Value);
                    break;
                case IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } declarator when declarator.GetVariableInitializer() is { } initializer:
                    Add(written, initializer.Value);
                    break;
                case IInvocationOperation { Instance: { Type.IsValueType: true } instance,
                    TargetMethod.IsReadOnly: false } when !TypeMapper.IsView(instance.Type!):
                    Add(written, instance);
                    break;
                case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance } property 
                    when property.Property.GetMethod is not { IsReadOnly: true } && !TypeMapper.IsView(instance.Type!):
                    Add(written, instance);
                    break;
            }
        }

        return written;
    }

    /// <summary>True unless it can be seen that evaluating an operation changes no variable.</summary>
    public static bool MayWrite(IOperation operation) => operation.DescendantsAndSelf().Any(o =>
        o is IAssignmentOperation or IIncrementOrDecrementOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None }
        || (o is IInvocationOperation { Instance.Type: { IsValueType: true } type, TargetMethod.IsReadOnly: false } && !TypeMapper.IsView(type)));

    private static void Add(HashSet<ISymbol> written, IOperation target)
    {
        switch (target)
        {
            // A write through a view leaves the view as it is.
            case IPropertyReferenceOperation { Instance.Type: { } type } when TypeMapper.IsView(type):
                break;
            case ILocalReferenceOperation local:
                written.Add(local.Local);
                break;
            case IParameterReferenceOperation parameter:
                written.Add(parameter.Parameter.OriginalDefinition);
                break;
            case IDeclarationExpressionOperation declaration:
                Add(written, declaration.Expression);
                break;
            case IFieldReferenceOperation { Instance: { } instance }:
                Add(written, instance);
                break;
            case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance }:
                Add(written, instance);
                break;
        }
    }
}
