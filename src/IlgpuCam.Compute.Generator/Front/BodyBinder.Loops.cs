using IlgpuCam.Compute.Generator.Folding;
using IlgpuCam.Compute.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IlgpuCam.Compute.Generator.Front;

/// <content>Loops.</content>
internal sealed partial class BodyBinder
{
    private void For(IForLoopOperation operation)
    {
        var line = _line;
        var mark = _out.Count;
        foreach (var before in operation.Before)
        {
            Statement(before);
        }

        _line = line;
        var condition = operation.Condition is { } test ? CaptureValue(() => Value(test)) : ([], null!);
        AddBranches(operation);
        var body = Capture(() => Statement(operation.Body));
        var step = Capture(() =>
        {
            foreach (var bottom in operation.AtLoopBottom)
            {
                Statement(bottom);
            }
        });
        _line = line;
        if (condition.Value is LiteralExpression { Value: false })
        {
            return;
        }

        IrExpression? kept = condition.Value;
        TestAtStart(body, condition.Statements, ref kept);
        var unroll = UnrollHints.TripCount(_out.Skip(mark), kept, step, body) is { } trips && trips <= module.UnrollLimit;
        _out.Add(new LoopStatement(kept, Block(step), Block(body), true, unroll, false, line));
    }

    private void While(IWhileLoopOperation operation)
    {
        var line = _line;
        if (operation.Condition is not { } test)
        {
            throw Refusals.For(operation);
        }

        AddBranches(operation);
        var body = Capture(() => Statement(operation.Body));
        _line = line;
        var (statements, condition) = CaptureValue(() => Value(test));
        if (operation.ConditionIsTop)
        {
            if (condition is LiteralExpression { Value: false })
            {
                return;
            }

            IrExpression? kept = condition;
            TestAtStart(body, statements, ref kept);
            _out.Add(new LoopStatement(kept, Block([]), Block(body), true, false, false, line));
            return;
        }

        if (statements.Count == 0)
        {
            _out.Add(new LoopStatement(condition, Block([]), Block(body), false, false, false, line));
            return;
        }

        // A condition with effects: tested at the start of every turn but the first, where continue comes by, too.
        var first = new IrVariable(_names.Unique("first"), ScalarType.Bool);
        IrExpression isFirst = new VariableExpression(first);
        _out.Add(new DeclareStatement(first, Fold.Bool(true), line));
        IrExpression? left = condition;
        var again = new List<IrStatement>();
        TestAtStart(again, statements, ref left);
        body.Insert(0, new IfStatement(Fold.Unary(UnaryOperator.LogicalNot, isFirst), Block(again), null, false, line));
        body.Insert(1, new AssignStatement(isFirst, Fold.Bool(false), line));
        _out.Add(new LoopStatement(null, Block([]), Block(body), true, false, false, line));
    }

    /// <summary>Moves a condition with effects into the body: it leaves the loop by a break.</summary>
    private void TestAtStart(List<IrStatement> body, List<IrStatement> statements, ref IrExpression? condition)
    {
        if (condition is LiteralExpression { Value: true })
        {
            condition = null;
        }

        if (statements.Count == 0 || condition is null)
        {
            return;
        }

        body.InsertRange(0, [.. statements, new IfStatement(Fold.Unary(UnaryOperator.LogicalNot, condition),
            Block([new BreakStatement(false, _line)]), null, false, _line)]);
        condition = null;
    }

    private void AddBranches(ILoopOperation operation)
    {
        _frame.Branches[operation.ExitLabel] = l => new BreakStatement(false, l);
        _frame.Branches[operation.ContinueLabel] = l => new ContinueStatement(false, l);
    }
}
