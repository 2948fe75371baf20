using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Tests.Emit;

/// <summary>Short ways to write the representation by hand.</summary>
internal static class Build
{
    public static readonly ScalarType Byte = new(ScalarKind.UInt8);
    public static readonly ScalarType Float16 = new(ScalarKind.Half);

    public static ViewType View(IrType element, AddressSpace space = AddressSpace.Global) => new(element, space);

    public static IrVariable Var(string name, IrType type) => new(name, type);

    public static IrExpression Use(IrVariable variable) => new VariableExpression(variable);

    public static IrExpression Lit(int value) => new LiteralExpression(value, ScalarType.Int32);

    public static IrExpression Lit(float value) => new LiteralExpression(value, ScalarType.Float32);

    public static IrExpression Lit(object value, ScalarType type) => new LiteralExpression(value, type);

    public static IrExpression At(IrVariable view, IrExpression index) => new ElementExpression(Use(view), index);

    public static IrExpression Op(BinaryOperator op, IrExpression left, IrExpression right) =>
        new BinaryExpression(op, left, right, op is >= BinaryOperator.Equal ? ScalarType.Bool : left.Type);

    public static IrExpression Add(IrExpression left, IrExpression right) => Op(BinaryOperator.Add, left, right);

    public static IrExpression Multiply(IrExpression left, IrExpression right) => Op(BinaryOperator.Multiply, left, right);

    public static IrExpression Less(IrExpression left, IrExpression right) => Op(BinaryOperator.Less, left, right);

    public static IrExpression To(IrExpression value, ScalarType type) => new ConvertExpression(value, type);

    public static IrExpression Ask(Intrinsic intrinsic, IrType type, params IrExpression[] arguments) =>
        new IntrinsicExpression(intrinsic, EquatableArray<IrExpression>.From(arguments), type);

    public static IrExpression Idx => Ask(Intrinsic.GroupIdxX, ScalarType.Int32);

    public static IrExpression GlobalIdx => Add(
        Multiply(Ask(Intrinsic.GridIdxX, ScalarType.Int32), Ask(Intrinsic.GroupDimX, ScalarType.Int32)), Idx);

    public static IrExpression Ref(IrExpression place, AddressSpace space) => new AddressExpression(place, new(place.Type, space));

    public static IrStatement Set(IrExpression target, IrExpression value) => new AssignStatement(target, value, 7);

    public static IrStatement Let(IrVariable variable, IrExpression? value = null) => new DeclareStatement(variable, value, 5);

    public static BlockStatement Block(params IrStatement[] statements) => new(EquatableArray<IrStatement>.From(statements), 3);

    public static IrStatement If(IrExpression condition, BlockStatement then, BlockStatement? otherwise = null, bool wide = false) =>
        new IfStatement(condition, then, otherwise, wide, 11);

    public static IrStatement While(IrExpression? condition, BlockStatement step, BlockStatement body, bool wide = false, bool testFirst = true, bool unroll = false) =>
        new LoopStatement(condition, step, body, testFirst, unroll, wide, 13);

    public static IrStatement Barrier(int site) => new BarrierStatement(site, 17);

    public static IrKernel Kernel(string name, IrVariable[] parameters, BlockStatement body, IrFunction[]? functions = null, StructType[]? structs = null, int groupSize = 256, int sites = 8) =>
        new(
            name,
            name + ".cs",
            EquatableArray<IrVariable>.From(parameters),
            body,
            EquatableArray<StructType>.From(structs ?? []),
            EquatableArray<IrFunction>.From(functions ?? []),
            sites,
            groupSize);
}
