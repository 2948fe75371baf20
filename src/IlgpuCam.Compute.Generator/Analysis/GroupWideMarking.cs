using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Analysis;

/// <summary>
/// Marks the branches and loops that all work-items of a group go through together: those with a barrier or a shuffle in them, and what
/// leaves such loops.
/// </summary>
internal static class GroupWideMarking
{
    public static BlockStatement Mark(BlockStatement body) => Block(body, false);

    public static bool HasGroupOperation(IrStatement statement) => IrWalk.All(statement).Any(IrWalk.IsGroupOperation);

    private static BlockStatement Block(BlockStatement block, bool inGroupWideLoop) =>
        block with { Statements = EquatableArray<IrStatement>.From(block.Statements.Select(s => Statement(s, inGroupWideLoop))) };

    private static IrStatement Statement(IrStatement statement, bool inGroupWideLoop)
    {
        switch (statement)
        {
            case BlockStatement block:
                return Block(block, inGroupWideLoop);
            case IfStatement branch:
                return branch with
                {
                    Then = Block(branch.Then, inGroupWideLoop),
                    Else = branch.Else is { } otherwise ? Block(otherwise, inGroupWideLoop) : null,
                    IsGroupWide = HasGroupOperation(branch) || (inGroupWideLoop && LeavesLoop(branch)),
                };
            case LoopStatement loop:
                var isGroupWide = HasGroupOperation(loop);
                return loop with { Body = Block(loop.Body, isGroupWide), Step = Block(loop.Step, isGroupWide), IsGroupWide = isGroupWide };
            case BreakStatement leave:
                return leave with { IsGroupWide = inGroupWideLoop };
            case ContinueStatement next:
                return next with { IsGroupWide = inGroupWideLoop };
            default:
                return statement;
        }
    }

    private static bool LeavesLoop(IrStatement statement) => statement switch
    {
        BreakStatement or ContinueStatement => true,
        LoopStatement => false,
        _ => IrWalk.Children(statement).Any(LeavesLoop),
    };
}
