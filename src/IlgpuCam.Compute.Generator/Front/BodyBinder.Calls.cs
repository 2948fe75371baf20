using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using IlgpuCam.Compute.Generator.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>Calls: of helpers, which become functions or part of their caller, and of the vocabulary.</content>
internal sealed partial class BodyBinder
{
    /// <summary>Null where the method gives no value.</summary>
    private IrExpression? Invocation(IInvocationOperation operation)
    {
        var location = operation.Syntax.GetLocation();
        var method = operation.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            throw new KernelException(Descriptors.Delegates, location);
        }

        var receiver = operation.ConstrainedToType ?? (method.ContainingType is { TypeKind: TypeKind.Interface } && !method.IsStatic
            ? operation.Instance?.Type : null);
        if (receiver is not null)
        {
            method = _frame.Substitution.Implementation(method, receiver) ?? throw new KernelException(Descriptors.VirtualCall, location,
                method.Name);
        }
        else if (operation.IsVirtual && operation.Instance?.Type is { IsValueType: false })
        {
            throw new KernelException(Descriptors.VirtualCall, location, method.Name);
        }

        if (Vocabulary(operation, method) is { } special)
        {
            return special.Value;
        }

        if (IntrinsicTable.TryFind(SymbolNames.FullName(method), out var entry))
        {
            return Intrinsic(entry, operation, method);
        }

        if (!MethodBodies.HasBody(method))
        {
            throw operation.Descendants().Any(o => o is IInvalidOperation)
                ? new KernelException(null)
                : new KernelException(Descriptors.UnsupportedMember, location, SymbolNames.FullName(method));
        }

        return Call(_frame.Substitution.Apply(method), method.IsStatic ? null : operation.Instance, Arguments(operation.Arguments),
            operation, operation.Arguments);
    }

    private Func<IrExpression>[] Arguments(IReadOnlyList<IArgumentOperation> arguments) =>
        [.. arguments.Select(a => (Func<IrExpression>)(() => Argument(a)))];

    private IrExpression Argument(IArgumentOperation argument) => argument switch
    {
        { ArgumentKind: ArgumentKind.ParamArray or ArgumentKind.ParamCollection } =>
            throw new KernelException(Descriptors.Allocation, argument.Syntax.GetLocation(), "an array of arguments"),
        { Parameter.RefKind: not RefKind.None } => AddressOf(Place(argument.Value)),
        _ => Value(argument.Value),
    };

    /// <summary>
    /// Calls a helper. The arguments come in the order of their evaluation; <paramref name="order"/> says which parameter each is for.
    /// </summary>
    private IrExpression? Call(
        IMethodSymbol method, IOperation? instance, Func<IrExpression>[] arguments, IOperation operation,
            IReadOnlyList<IArgumentOperation>? order = null)
    {
        var location = operation.Syntax.GetLocation();
        if (method.MethodKind is not (MethodKind.Constructor or MethodKind.LocalFunction) && !method.IsStatic
            && instance?.Type is not { IsValueType: true } and not ITypeParameterSymbol)
        {
            throw new KernelException(Descriptors.CapturedState, location, method.Name);
        }

        if (method is { ReturnsByRef: true } or { ReturnsByRefReadonly: true })
        {
            throw NotInKernel(operation, "a method that returns a reference");
        }

        var hasThis = instance is not null;
        var evaluated = Operands(hasThis ? [() => Receiver(method, instance!), .. arguments] : arguments);
        if (order is not null)
        {
            var offset = hasThis ? 1 : 0;
            var sorted = (IrExpression[])evaluated.Clone();
            for (var i = 0; i < order.Count; i++)
            {
                sorted[offset + order[i].Parameter!.Ordinal] = evaluated[offset + i];
            }

            evaluated = sorted;
        }

        var entry = module.Function(method, _frame.Substitution, hasThis, [.. evaluated.Select(e => e.Type)], location);
        if (entry.MustInline)
        {
            return isKernel ? Inline(method, hasThis, evaluated, location) : throw new InlineRequiredException();
        }

        if (entry.Constant is { } constant)
        {
            return constant;
        }

        var function = entry.Function!;
        _usesIndices |= entry.UsesIndices;
        _isDivergent |= entry.IsDivergent;
        var call = new CallExpression(function.Name, EquatableArray<IrExpression>.From(evaluated), function.Returns);
        if (function.Returns == ScalarType.Void)
        {
            _out.Add(new EvaluateStatement(call, _line));
            return null;
        }

        return entry.WritesMemory ? Temporary(call) : call;
    }

    /// <summary>The struct that a method is called on: its value where the method only reads it, a reference otherwise.</summary>
    private IrExpression Receiver(IMethodSymbol method, IOperation instance)
    {
        if (method.IsReadOnly || method.ContainingType.IsReadOnly)
        {
            return Value(instance);
        }

        return AddressOf(Place(instance));
    }

    private IrExpression? Inline(IMethodSymbol method, bool hasThis, IrExpression[] arguments, Location location)
    {
        IrExpression? result = null;
        module.Enter(method, _frame.Substitution, location, () =>
        {
            var body = MethodBodies.Find(method, module);
            var (outer, line) = (_frame, _line);
            var frame = NewFrame(method, _frame.Substitution, FrameKind.Inlined, body);
            var offset = hasThis ? 1 : 0;
            if (hasThis)
            {
                frame.This = new(_names.Unique("self"), arguments[0].Type);
                _out.Add(new DeclareStatement(frame.This, arguments[0], _line));
            }

            for (var i = 0; i < method.Parameters.Length; i++)
            {
                frame.Values[method.Parameters[i].OriginalDefinition] = InlinedParameter(frame, method.Parameters[i], arguments[offset + i]);
            }

            frame.Label = _labels++;
            frame.ReturnsAtEnd = ReturnsOnlyAtEnd(body);
            _frame = frame;
            try
            {
                var start = _out.Count;
                var statements = Capture(() => Statements(body));
                if (frame.ResultVariable is { } variable)
                {
                    _out.Insert(start, new DeclareStatement(variable, null, line));
                    result = new VariableExpression(variable);
                }

                if (frame.ReturnsAtEnd)
                {
                    _out.AddRange(statements);
                    result = frame.Result;
                }
                else
                {
                    _out.Add(new LabeledBlock(frame.Label, Block(statements), line));
                }
            }
            finally
            {
                (_frame, _line) = (outer, line);
            }
        });
        return result;
    }

    /// <summary>Constants and variables that never change stand for the parameter themselves.</summary>
    private IrExpression InlinedParameter(Frame frame, IParameterSymbol parameter, IrExpression argument)
    {
        var isWritten = parameter.RefKind == RefKind.None && frame.Written.Contains(parameter.OriginalDefinition);
        if (!isWritten && (IsConstant(argument) || (argument is VariableExpression { Variable.Type: not ReferenceType } v
            && _fixed.Contains(v.Variable.Name))))
        {
            return argument;
        }

        var variable = new IrVariable(_names.Unique(parameter.Name), argument.Type);
        _out.Add(new DeclareStatement(variable, argument, _line));
        if (!isWritten)
        {
            _fixed.Add(variable.Name);
        }

        return new VariableExpression(variable);
    }

    private static bool ReturnsOnlyAtEnd(MethodBody body)
    {
        var returns = body.Statements.SelectMany(s => s.DescendantsAndSelf()).Where(o =>
            o is IReturnOperation { IsImplicit: false } or IReturnOperation { ReturnedValue: not null }).ToList();
        return returns.Count == 0 || (returns.Count == 1 && body.Statements[body.Statements.Count - 1] is IBlockOperation block
            && block.Operations.LastOrDefault() == returns[0]);
    }
}
