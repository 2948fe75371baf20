using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Front;

/// <summary>What some statements write, to see whether an expression would mean something else after them than before.</summary>
internal sealed class Effects
{
    private readonly HashSet<string> _written = [];
    private readonly ISet<string> _addressTaken;
    private bool _writesMemory;

    public Effects(IEnumerable<IrStatement> statements, KernelModule module, ISet<string> addressTaken)
    {
        _addressTaken = addressTaken;
        foreach (var statement in statements.SelectMany(IrWalk.All))
        {
            if (statement is BarrierStatement)
            {
                _writesMemory = true;
            }
            else if (statement is AssignStatement assign)
            {
                Write(assign.Target);
            }

            foreach (var expression in IrWalk.Expressions(statement).SelectMany(IrWalk.All).Where(e => HasEffect(e, module)))
            {
                _writesMemory = true;
                foreach (var address in IrWalk.Children(expression).OfType<AddressExpression>())
                {
                    Write(address.Place);
                }
            }
        }
    }

    /// <summary>True where memory is written, or a variable of which somebody has the address.</summary>
    public bool WritesMemory => _writesMemory;

    public static bool HasEffect(IrExpression expression, KernelModule module) =>
        expression is CallExpression call ? module.Find(call.Function).WritesMemory : IrWalk.IsAtomic(expression) || IrWalk.IsShuffle(expression)
            || IrWalk.IsAsyncCopy(expression);

    public bool Disturb(IrExpression expression) => IrWalk.All(expression).Any(e => e switch
    {
        VariableExpression { Variable.Type: ReferenceType } or ElementExpression => _writesMemory,
        VariableExpression variable => _written.Contains(variable.Variable.Name)
            || (_writesMemory && _addressTaken.Contains(variable.Variable.Name)),
        CallExpression call => _writesMemory && call.Arguments.Any(a => a.Type is ViewType or ReferenceType),
        _ => false,
    });

    private void Write(IrExpression place)
    {
        if (IrWalk.Root(place) is { Type: not ReferenceType } variable)
        {
            _written.Add(variable.Name);
        }
        else
        {
            _writesMemory = true;
        }
    }
}
