using IlgpuCam.Compute.Generator.Diagnostics;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>Statements.</content>
internal sealed partial class BodyBinder
{
    private void Statements(MethodBody body)
    {
        foreach (var statement in body.Statements)
        {
            Statement(statement);
        }
    }

    /// <summary>Binds a statement. What cannot be bound is reported, and the next one is looked at, so that one run finds all faults.</summary>
    private void Statement(IOperation operation)
    {
        module.Token.ThrowIfCancellationRequested();
        var outer = _line;
        if (!operation.IsImplicit || operation is not IBlockOperation)
        {
            _line = LineOf(operation.Syntax);
        }

        try
        {
            BindStatement(operation);
        }
        catch (KernelException exception)
        {
            module.Report(exception);
        }

        _line = operation is IBlockOperation ? outer : _line;
    }

    private void BindStatement(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                foreach (var inner in block.Operations)
                {
                    Statement(inner);
                }

                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators))
                {
                    Declare(declarator);
                }

                break;
            case IExpressionStatementOperation { Operation: var expression }:
                Effect(expression);
                break;
            case IConditionalOperation branch:
                If(branch);
                break;
            case IForLoopOperation loop:
                For(loop);
                break;
            case IWhileLoopOperation loop:
                While(loop);
                break;
            case ISwitchOperation choice:
                Switch(choice);
                break;
            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } branch when _frame.Branches.TryGetValue(branch.Target, out var make):
                _out.Add(make(_line));
                break;
            case IReturnOperation { Kind: OperationKind.Return } result:
                Return(result);
                break;
            case IEmptyOperation or ILocalFunctionOperation:
                break;
            case ISymbolInitializerOperation initialiser:
                InitialiseMember(initialiser);
                break;
            default:
                throw Refusals.For(operation);
        }
    }

    /// <summary>Evaluates an expression whose value nobody wants.</summary>
    private void Effect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: not IDiscardOperation } assignment:
                Assign(assignment, false);
                break;
            case ICompoundAssignmentOperation compound:
                AssignCompound(compound, false);
                break;
            case IIncrementOrDecrementOperation increment:
                Increment(increment, false);
                break;
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor } other when _frame.This is { } self:
                var made = Call(_frame.Substitution.Apply(other.TargetMethod), null, Arguments(other.Arguments), other, other.Arguments)!;
                _out.Add(new AssignStatement(new VariableExpression(self), TakeTemporary(made), _line));
                break;
            case IInvocationOperation invocation:
                Drop(Invocation(invocation));
                break;
            default:
                Drop(Value(operation));
                break;
        }
    }

    /// <summary>A value that only its evaluation was wanted of, as an atomic's.</summary>
    private void Drop(IrExpression? value)
    {
        if (value is not null && TakeTemporary(value) is var taken && !ReferenceEquals(taken, value) && Effects.HasEffect(taken, module))
        {
            _out.Add(new EvaluateStatement(taken, _line));
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        var symbol = declarator.Symbol;
        if (symbol.IsConst)
        {
            return;
        }

        var initial = declarator.GetVariableInitializer()?.Value;
        if (initial is null)
        {
            DeclareUnset(symbol, declarator);
            return;
        }

        if (symbol.RefKind != RefKind.None)
        {
            var place = Place(initial);
            var reference = AddressOf(place);
            DeclareVariable(symbol, reference, reference.Reference);
            return;
        }

        var hint = _nameHint;
        _nameHint = symbol.Name;
        IrExpression value;
        try
        {
            value = Value(initial);
        }
        finally
        {
            _nameHint = hint;
        }

        // What never changes needs no variable where it is a constant or another that never changes either.
        var isAllocation = value is VariableExpression { Variable: var made } && _allocations.Exists(a => a.View == made);
        if (!_frame.Written.Contains(symbol) && (IsConstant(value) || isAllocation))
        {
            _frame.Values[symbol] = value;
            return;
        }

        DeclareVariable(symbol, TakeTemporary(value), value.Type);
    }

    private void DeclareVariable(ILocalSymbol symbol, IrExpression value, IrType type)
    {
        var variable = new IrVariable(_names.Unique(symbol.Name), type);
        _out.Add(new DeclareStatement(variable, value, _line));
        if (!_frame.Written.Contains(symbol))
        {
            _fixed.Add(variable.Name);
        }

        _frame.Values[symbol] = new VariableExpression(variable);
    }

    /// <summary>Declares a local that gets its value later.</summary>
    private IrVariable DeclareUnset(ILocalSymbol symbol, IOperation operation)
    {
        var type = _frame.Substitution.Apply(symbol.Type);
        if (TypeMapper.IsView(type))
        {
            if (operation is not IVariableDeclaratorOperation)
            {
                throw NotInKernel(operation, "a view that a method gives back through a parameter");
            }

            var placeholder = Block([]);
            _out.Add(placeholder);
            _frame.PendingViews[symbol] = (_out, placeholder);
            return new("", ScalarType.Void);
        }

        var variable = new IrVariable(_names.Unique(symbol.Name), module.Types.Map(type, operation.Syntax.GetLocation()));
        _out.Add(new DeclareStatement(variable, null, _line));
        _frame.Values[symbol] = new VariableExpression(variable);
        return variable;
    }

    private void If(IConditionalOperation operation)
    {
        var line = _line;
        var condition = Value(operation.Condition);
        if (condition is LiteralExpression { Value: bool chosen })
        {
            if ((chosen ? operation.WhenTrue : operation.WhenFalse) is { } taken)
            {
                Statement(taken);
            }

            return;
        }

        var then = Capture(() => Statement(operation.WhenTrue));
        var otherwise = operation.WhenFalse is { } whenFalse ? Capture(() => Statement(whenFalse)) : [];
        _line = line;
        _out.Add(new IfStatement(condition, Block(then), otherwise.Count == 0 ? null : Block(otherwise), false, line));
    }

    private void Return(IReturnOperation operation)
    {
        var value = operation.ReturnedValue is { } returned && !_frame.Method.ReturnsVoid ? Value(returned) : null;
        if (value is null && operation.ReturnedValue is { } effect)
        {
            Effect(effect);
        }

        switch (_frame.Kind)
        {
            case FrameKind.Function:
                _out.Add(new ReturnStatement(_frame.Method.MethodKind == MethodKind.Constructor ? new VariableExpression(_frame.This!)
                    : value, _line));
                break;
            case FrameKind.Inlined when _frame.ReturnsAtEnd:
                _frame.Result = value;
                break;
            default:
                if (value is not null)
                {
                    _frame.ResultVariable ??= new(_names.Unique("result"), value.Type);
                    RequireOneSpace(operation, _frame.ResultVariable.Type, value.Type, _frame.Method.Name);
                    _out.Add(new AssignStatement(new VariableExpression(_frame.ResultVariable), value, _line));
                }

                _out.Add(new JumpStatement(_frame.Label, true, NewSite(operation), _line));
                break;
        }
    }
}
