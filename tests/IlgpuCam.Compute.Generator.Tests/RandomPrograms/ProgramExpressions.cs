using System.Globalization;

namespace IlgpuCam.Compute.Generator.Tests.RandomPrograms;

/// <summary>
/// Expressions of C# at random, with side effects inside; without what C# throws for (a division by 0) or leaves open (a constant that does not fit an integer).
/// </summary>
internal sealed class ProgramExpressions(Random random)
{
    public static readonly string[] Types = ["int", "uint", "long", "ulong", "float", "double"];

    private static readonly string[] Narrow = ["byte", "sbyte", "short", "ushort"];
    private static readonly string[] Comparisons = ["<", "<=", ">", ">=", "==", "!="];

    /// <summary>Types of each helper's parameters and, first, of its result.</summary>
    public List<string[]> Helpers { get; } = [];

    public string Of(string type, ProgramScope scope, int depth)
    {
        if (depth <= 0 || random.Next(4) == 0)
        {
            return Leaf(type, scope);
        }

        switch (random.Next(16))
        {
            case 0:
                return $"({Condition(scope, depth - 1)} ? {Of(type, scope, depth - 1)} : {Of(type, scope, depth - 1)})";
            case 1:
                return Converted(type, scope, depth - 1);
            case 2:
                return Call(type, scope, depth - 1);
            case 3 when scope.Of(type, true) is { Count: > 0 } names:
                return Effect(type, Any(names), scope, depth - 1);
            case 4 when type is "int" or "uint" or "long":
                var selector = scope.Of("int") is { Count: > 0 } ints ? Any(ints) : "1";
                return $"({selector} switch {{ < -5 => {Of(type, scope, depth - 1)}, 0 or 3 => {Of(type, scope, depth - 1)}, > 2 and < 900 => {Of(type, scope, depth - 1)}, _ => {Of(type, scope, depth - 1)} }})";
            default:
                return type is "float" or "double" ? Floating(type, scope, depth - 1) : Integer(type, scope, depth - 1);
        }
    }

    public string Condition(ProgramScope scope, int depth)
    {
        switch (random.Next(6))
        {
            case 0 when depth > 0:
                return $"({Condition(scope, depth - 1)} {Any("&&", "||", "^", "&", "|")} {Condition(scope, depth - 1)})";
            case 1 when depth > 0:
                return $"!({Condition(scope, depth - 1)})";
            case 2:
                return $"((int)({Of("int", scope, depth)}) is > {random.Next(-9, 3)} and not {random.Next(3, 90)})";
            default:
                var type = Any(Types);
                return $"({Of(type, scope, depth)} {Any(Comparisons)} {Of(type, scope, depth)})";
        }
    }

    public string Any(params IReadOnlyList<string> from) => from[random.Next(from.Count)];

    public string Index(ProgramScope scope, int length, int depth) => $"({Of("int", scope, depth)} & {length - 1})";

    private string Leaf(string type, ProgramScope scope)
    {
        if (type == "int" && scope.Arrays.Count > 0 && random.Next(4) == 0)
        {
            var (array, length, _) = scope.Arrays[random.Next(scope.Arrays.Count)];
            return $"{array}[{(scope.Of("int") is { Count: > 0 } some ? Any(some) : "2")} & {length - 1}]";
        }

        if (random.Next(4) > 0 && scope.Of(type) is { Count: > 0 } names)
        {
            return Any(names);
        }

        return (random.Next(3), type) switch
        {
            (0, "int") when scope.Of("byte") is { Count: > 0 } bytes => Any(bytes),
            (0, "int") when scope.Of("short") is { Count: > 0 } shorts => Any(shorts),
            (_, "int") => Any("0", "1", "-1", "7", "31", "33", "255", "65536", "-2147483648", "2147483647", Number(-99, 99)),
            (_, "uint") => Any("0u", "1u", "0x80000000u", "0xffffffffu", $"{Number(0, 99)}u"),
            (_, "long") => Any("0L", "-1L", "0x7fffffffffffL", "-9223372036854775808L", $"{Number(-999, 999)}L"),
            (_, "ulong") => Any("0UL", "1UL", "0xffffffffffffffffUL", "0x8000000000000001UL", $"{Number(0, 999)}UL"),
            (_, "float") => Any("0f", "1f", "-0f", "0.5f", "-1.25f", "1e-3f", "1e-40f", "16777217f", "1e10f", "3e38f", $"{Number(-99, 99)}.75f"),
            _ => Any("0.0", "1.0", "-0.5", "1e-300", "1e18", $"{Number(-99, 99)}.125"),
        };
    }

    private string Number(int from, int to) => random.Next(from, to).ToString(CultureInfo.InvariantCulture);

    // What is a constant to the compiler may not leave an integer's range, so a variable is part of what is converted from a float.
    private string Converted(string type, ProgramScope scope, int depth)
    {
        var from = Any(Types);
        if (from is "float" or "double" && type is not ("float" or "double"))
        {
            return scope.Of(from) is { Count: > 0 } names ? $"({type})({Any(names)} {Any("+", "*", "-")} {Of(from, scope, depth)})" : Leaf(type, scope);
        }

        return from[^1] == 't' && random.Next(3) == 0 && type is not ("float" or "double")
            ? $"({type})({Any(Narrow)})({Of(from is "float" ? "int" : from, scope, depth)})"
            : $"({type})({Of(from, scope, depth)})";
    }

    private string Call(string type, ProgramScope scope, int depth)
    {
        for (var i = scope.Helpers - 1; i >= 0 && scope.Loops < 1; i--)
        {
            if (Helpers[i][0] == type)
            {
                var values = Helpers[i].Skip(1).Select(t => t switch
                {
                    "ref int" => scope.Of("int", true) is { Count: > 0 } names ? $"ref {Any(names)}" : null,
                    "S" => scope.Of("S") is { Count: > 0 } structs ? Any(structs) : $"new S {{ X = {Of("int", scope, depth)}, Y = {Of("float", scope, depth)} }}",
                    "ArrayView<int>" => scope.Arrays.Count > 0 ? scope.Arrays[random.Next(scope.Arrays.Count)].Name : null,
                    _ => Of(t, scope, Math.Min(depth, 2)),
                }).ToList();
                if (!values.Contains(null))
                {
                    return $"H{i}({string.Join(", ", values)})";
                }
            }
        }

        return Leaf(type, scope);
    }

    private string Effect(string type, string name, ProgramScope scope, int depth) => random.Next(5) switch
    {
        0 => $"{name}++",
        1 => $"--{name}",
        2 => $"({name} {Any("+=", "-=", "*=")} {Of(type, scope, depth)})",
        3 => $"({name} + ({name} = {Of(type, scope, depth)}))",
        _ => $"({name} = {Of(type, scope, depth)})",
    };

    private string Floating(string type, ProgramScope scope, int depth)
    {
        var math = type == "float" ? "MathF" : "Math";

        // .NET 10 compiles Min of a constant -0 and +0 to +0, of variables to -0 as it should; what is added makes both +0.
        return random.Next(12) switch
        {
            0 => $"({math}.{Any("Min", "Max")}({Of(type, scope, depth)}, {Of(type, scope, depth)}) + {(type == "float" ? "0f" : "0.0")})",
            1 => $"{math}.{Any("Abs", "Floor", "Ceiling", "Truncate", "Round", "Sqrt")}({Of(type, scope, depth)})",
            2 => $"{math}.FusedMultiplyAdd({Of(type, scope, depth)}, {Of(type, scope, depth)}, {Of(type, scope, depth)})",
            3 when type == "float" => $"XMath.{Any("Exp", "Log", "Log2", "Tanh", "Erf", "Sin", "Cos", "Rcp")}({Of(type, scope, depth)})",
            4 when type == "float" => $"(XMath.{Any("Pow", "Min", "Max")}({Of(type, scope, depth)}, {Of(type, scope, depth)}) + 0f)",
            5 => $"-({Of(type, scope, depth)})",
            _ => $"({Of(type, scope, depth)} {Any("+", "-", "*", "/", "+", "*", "%")} {Of(type, scope, depth)})",
        };
    }

    private string Integer(string type, ProgramScope scope, int depth) => random.Next(12) switch
    {
        0 => $"Math.{Any("Min", "Max")}({Of(type, scope, depth)}, {Of(type, scope, depth)})",
        1 or 2 => $"({Of(type, scope, depth)} {Any("/", "%")} Divisor({Of(type, scope, depth)}))",
        3 => $"({Of(type, scope, depth)} {Any("<<", ">>", ">>>")} {Of("int", scope, depth)})",
        4 => $"(~{Of(type, scope, depth)})",
        5 when type is "int" or "long" => $"(-({Of(type, scope, depth)}))",
        6 when type == "int" => $"BitOperations.{Any("PopCount", "LeadingZeroCount", "TrailingZeroCount")}({Of(Any("uint", "ulong"), scope, depth)})",
        7 when type == "int" => $"Bits({Of("float", scope, depth)})",
        _ => $"({Of(type, scope, depth)} {Any("+", "-", "*", "&", "|", "^")} {Of(type, scope, depth)})",
    };
}
