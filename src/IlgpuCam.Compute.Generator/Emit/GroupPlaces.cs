using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>Decides where the fast mode keeps each variable of a kernel: what lives across a barrier needs a place for every work-item.</summary>
internal sealed class GroupPlaces : GroupWalker
{
    private readonly Dictionary<IrVariable, HashSet<int>> _regions = [];
    private readonly Dictionary<IrVariable, GroupPlace> _places = [];
    private int _region;

    public GroupPlaces(IrKernel kernel)
    {
        Walk([kernel.Body], isFollowed: false);
        var all = IrWalk.Statements(kernel.Body).ToList();
        var definitions = all.Select(Defined).OfType<IrVariable>()
            .Concat(IrWalk.Expressions(kernel.Body).OfType<AddressExpression>().Select(a => Root(a.Place)).OfType<IrVariable>())
            .GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        foreach (var parameter in kernel.Parameters)
        {
            _places[parameter] = !definitions.ContainsKey(parameter) ? GroupPlace.Group : Crosses(parameter) ? GroupPlace.Item : GroupPlace.Stretch;
        }

        Allocations = [.. all.OfType<AllocateStatement>()];
        foreach (var allocation in Allocations.Where(a => !definitions.ContainsKey(a.View)))
        {
            _places[allocation.View] = ((ViewType)allocation.View.Type).Space == AddressSpace.Shared ? GroupPlace.Group : GroupPlace.Memory;
        }

        foreach (var declare in all.OfType<DeclareStatement>().Where(d => d.Value is not null && Crosses(d.Variable)))
        {
            if (definitions[declare.Variable] == 1 && declare.Variable.Type is not ReferenceType && IrWalk.Tree(declare.Value!).All(IsUniform))
            {
                _places[declare.Variable] = GroupPlace.Group;
            }
        }

        // What a reference that crosses a barrier refers to has to stay where it is.
        if (_regions.Any(r => r.Key.Type is ReferenceType && r.Value.Count > 1))
        {
            foreach (var place in IrWalk.Expressions(kernel.Body).OfType<AddressExpression>())
            {
                if (Root(place.Place) is { } variable && variable.Type is not ReferenceType)
                {
                    _places[variable] = GroupPlace.Item;
                }
            }
        }
    }

    /// <summary>The kernel's allocations in order.</summary>
    public IReadOnlyList<AllocateStatement> Allocations { get; }

    public GroupPlace Of(IrVariable variable) => _places.TryGetValue(variable, out var place) ? place : Crosses(variable) ? GroupPlace.Item : GroupPlace.Stretch;

    /// <summary>The variables that a statement and those in it name.</summary>
    public static IEnumerable<IrVariable> Named(IrStatement statement) => IrWalk.Statements(statement).Select(s => s is DeclareStatement d ? d.Variable : (s as AllocateStatement)?.View)
        .OfType<IrVariable>().Concat(IrWalk.Expressions(statement).SelectMany(Named));

    public static IEnumerable<IrVariable> Named(IrExpression expression) => IrWalk.Tree(expression).OfType<VariableExpression>().Select(v => v.Variable);

    protected override void Stretch(IReadOnlyList<IrStatement> statements) => Region(statements.SelectMany(Named));

    protected override void If(IfStatement branch, bool isFollowed)
    {
        Region(Named(branch.Condition));
        Walk([branch.Then], isFollowed);
        if (branch.Else is { } otherwise)
        {
            Walk([otherwise], isFollowed);
        }
    }

    protected override void Loop(LoopStatement loop)
    {
        if (loop.Condition is { } condition)
        {
            Region(Named(condition));
        }

        Walk([loop.Body], isFollowed: true);
        Walk([loop.Step], isFollowed: true);
    }

    protected override void Shuffle(IrStatement statement, IntrinsicExpression operation)
    {
        Region(Named(operation));
        Region(statement is DeclareStatement declare ? [declare.Variable] : statement is AssignStatement assign ? Named(assign.Target) : []);
    }

    protected override void Jump(IrStatement statement)
    {
    }

    private void Region(IEnumerable<IrVariable> named)
    {
        foreach (var variable in named)
        {
            if (!_regions.TryGetValue(variable, out var regions))
            {
                _regions[variable] = regions = [];
            }

            regions.Add(_region);
        }

        _region++;
    }

    private bool Crosses(IrVariable variable) => _regions.TryGetValue(variable, out var regions) && regions.Count > 1;

    private bool IsUniform(IrExpression expression) => expression switch
    {
        VariableExpression variable => Of(variable.Variable) == GroupPlace.Group,
        IntrinsicExpression operation => operation.Intrinsic is <= Intrinsic.GridDimZ or (>= Intrinsic.GroupDimX and <= Intrinsic.GroupDimZ)
            || (operation.Intrinsic > Intrinsic.AtomicCompareExchange),
        LiteralExpression or BinaryExpression or UnaryExpression or ConvertExpression or ConditionalExpression or LengthExpression or SubViewExpression or ViewCastExpression => true,
        _ => false,
    };

    private static IrVariable? Defined(IrStatement statement) => statement switch
    {
        DeclareStatement { Value: not null } declare => declare.Variable,
        AssignStatement assign => Root(assign.Target),
        _ => null,
    };

    private static IrVariable? Root(IrExpression place) => place switch
    {
        VariableExpression variable => variable.Variable,
        FieldExpression field => Root(field.Target),
        _ => null,
    };
}
