using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>Switches and patterns of constants.</content>
internal sealed partial class BodyBinder
{
    private IrExpression IsPattern(IIsPatternOperation operation)
    {
        var value = Value(operation.Value);
        return Matches(IsConstant(value) ? value : Stable(value), operation.Pattern);
    }

    private IrExpression Matches(IrExpression value, IPatternOperation pattern) => pattern switch
    {
        IDiscardPatternOperation => Fold.Bool(true),
        IConstantPatternOperation constant => Compare(BinaryOperator.Equal, value, constant.Value, pattern),
        IRelationalPatternOperation relational => Compare(Operator(relational.OperatorKind) ?? throw Refusals.For(pattern), value,
            relational.Value, pattern),
        INegatedPatternOperation negated => Fold.Unary(UnaryOperator.LogicalNot, Matches(value, negated.Pattern)),
        IBinaryPatternOperation both => Fold.Binary(
            both.OperatorKind == BinaryOperatorKind.And ? BinaryOperator.AndAlso : BinaryOperator.OrElse, Matches(value, both.LeftPattern),
                Matches(value, both.RightPattern), ScalarType.Bool),
        _ => throw NotInKernel(pattern, "a pattern of other things than constants"),
    };

    private IrExpression Compare(BinaryOperator op, IrExpression value, IOperation constant, IOperation operation)
    {
        var right = Value(constant);

        // A NaN is a pattern that fits every NaN.
        if (op == BinaryOperator.Equal && right is LiteralExpression { Value: float.NaN or double.NaN })
        {
            return Fold.Intrinsic(Ir.Intrinsic.IsNaN, ScalarType.Bool, value);
        }

        return Apply(op, value, right, ScalarType.Bool, operation);
    }

    private void Switch(ISwitchOperation operation)
    {
        var line = _line;
        var value = Stable(Value(operation.Value));
        var label = _labels++;
        _frame.Branches[operation.ExitLabel] = l => new JumpStatement(label, false, -1, l);
        List<IrStatement> chain = [];
        foreach (var section in operation.Cases.Where(c => !c.Clauses.Any(IsDefault)).Reverse())
        {
            IrExpression condition = Fold.Bool(false);
            foreach (var clause in section.Clauses)
            {
                condition = Fold.Binary(BinaryOperator.OrElse, condition, Matches(value, clause), ScalarType.Bool);
            }

            if (chain.Count == 0 && operation.Cases.FirstOrDefault(c => c.Clauses.Any(IsDefault)) is { } last)
            {
                chain = Section(last);
            }

            var then = Section(section);
            chain = [new IfStatement(condition, Block(then), chain.Count == 0 ? null : Block(chain), false, line)];
        }

        if (chain.Count == 0 && operation.Cases.FirstOrDefault() is { } only)
        {
            chain = Section(only);
        }

        _line = line;
        _out.Add(new LabeledBlock(label, Block(chain), line));
    }

    private static bool IsDefault(ICaseClauseOperation clause) => clause is IDefaultCaseClauseOperation;

    private List<IrStatement> Section(ISwitchCaseOperation section) => Capture(() =>
    {
        foreach (var statement in section.Body)
        {
            Statement(statement);
        }
    });

    private IrExpression Matches(IrExpression value, ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => Compare(BinaryOperator.Equal, value, single.Value, clause),
        IPatternCaseClauseOperation { Guard: null } pattern => Matches(value, pattern.Pattern),
        IPatternCaseClauseOperation { Guard: { } guard } pattern => Guarded(Matches(value, pattern.Pattern), guard),
        _ => throw Refusals.For(clause),
    };

    private IrExpression Guarded(IrExpression matches, IOperation guard)
    {
        var (statements, condition) = CaptureValue(() => Value(guard));
        return statements.Count == 0
            ? Fold.Binary(BinaryOperator.AndAlso, matches, condition, ScalarType.Bool)
            : throw NotInKernel(guard, "a guard with effects");
    }

    private IrExpression SwitchExpression(ISwitchExpressionOperation operation)
    {
        var value = Stable(Value(operation.Value));
        var arms = operation.Arms;
        if (arms.Length == 0 || arms[arms.Length - 1] is not { Pattern: IDiscardPatternOperation, Guard: null } last)
        {
            throw NotInKernel(operation, "a switch expression without a discard as its last arm");
        }

        var (statements, result) = CaptureValue(() => Value(last.Value));
        var variable = new IrVariable(_names.Unique("chosen"), result.Type);
        var isPure = statements.Count == 0;
        statements.Add(new AssignStatement(new VariableExpression(variable), result, _line));
        for (var i = arms.Length - 2; i >= 0; i--)
        {
            var arm = arms[i];
            var condition = Matches(value, arm.Pattern);
            if (arm.Guard is { } guard)
            {
                condition = Guarded(condition, guard);
            }

            var chosen = CaptureValue(() => Value(arm.Value));
            RequireOneSpace(arm, chosen.Value.Type, result.Type, "the value");
            isPure &= chosen.Statements.Count == 0;
            result = Fold.Conditional(condition, chosen.Value, result);
            chosen.Statements.Add(new AssignStatement(new VariableExpression(variable), chosen.Value, _line));
            statements = [new IfStatement(condition, Block(chosen.Statements), Block(statements), false, _line)];
        }

        if (isPure)
        {
            return result;
        }

        _out.Add(new DeclareStatement(variable, null, _line));
        _out.AddRange(statements);
        return new VariableExpression(variable);
    }
}
