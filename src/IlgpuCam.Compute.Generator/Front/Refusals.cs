using IlgpuCam.Compute.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>Says which diagnostic an operation gets that no kernel can contain.</summary>
internal static class Refusals
{
    public static KernelException For(IOperation operation)
    {
        var location = operation.Syntax.GetLocation();
        return operation switch
        {
            IInvalidOperation => new(null),
            ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => new(Descriptors.UnsupportedExpression, location, "null"),
            IArrayCreationOperation or IAnonymousObjectCreationOperation or ICollectionExpressionOperation =>
                new(Descriptors.Allocation, location, operation.Type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "a collection"),
            IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation or IFunctionPointerInvocationOperation =>
                new(Descriptors.Delegates, location),
            IThrowOperation or ITryOperation => new(Descriptors.Exceptions, location),
            ITupleOperation or IDeconstructionAssignmentOperation or ITupleBinaryOperation => new(Descriptors.Tuples, location),
            IInterpolatedStringOperation or INameOfOperation or ILiteralOperation { Type.SpecialType: SpecialType.System_String } =>
                new(Descriptors.Text, location),
            ITypeOfOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation =>
                new(Descriptors.UnsupportedExpression, location, "reflection"),
            IAwaitOperation => new(Descriptors.UnsupportedExpression, location, "an await"),
            IAddressOfOperation => new(Descriptors.UnsupportedExpression, location, "a pointer"),
            IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IRangeOperation =>
                new(Descriptors.UnsupportedExpression, location, "an array or a range"),
            IForEachLoopOperation => new(Descriptors.UnsupportedStatement, location, "foreach"),
            IUsingOperation or IUsingDeclarationOperation => new(Descriptors.UnsupportedStatement, location, "using"),
            ILockOperation => new(Descriptors.UnsupportedStatement, location, "lock"),
            ILabeledOperation or IBranchOperation => new(Descriptors.UnsupportedStatement, location, "goto"),
            IReturnOperation => new(Descriptors.UnsupportedStatement, location, "yield"),
            _ when operation.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.StatementSyntax =>
                new(Descriptors.UnsupportedStatement, location, "this statement"),
            _ => new(Descriptors.UnsupportedExpression, location, "this expression"),
        };
    }
}
