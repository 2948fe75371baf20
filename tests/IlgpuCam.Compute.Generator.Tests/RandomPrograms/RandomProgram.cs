using System.Text;

namespace IlgpuCam.Compute.Generator.Tests.RandomPrograms;

/// <summary>
/// A program at random, twice: as the body of a kernel, and as plain C# that goes over a group's work-items in loops, from barrier to barrier. All that stands between two barriers is the same text in both.
/// Between barriers a work-item writes its own element of shared memory only, or through atomics of one kind whose order does not matter, so that there is one right result.
/// </summary>
internal sealed class RandomProgram
{
    /// <summary>Results of a work-item.</summary>
    public const int Results = 9;

    /// <summary>Elements of shared memory, and the most work-items of a group.</summary>
    public const int Shared = 64;

    private const string Locals = "ref var a = ref A[t]; ref var b = ref B[t]; ref var c = ref C[t]; ref var d = ref D[t]; ref var e = ref E[t]; ref var f = ref F[t]; ref var s = ref Structs[t]; var local = Local[t]; var g = gx * size + t;";

    private static readonly string[] Atomics = ["Add", "Min", "Max", "And", "Or", "Xor"];

    private readonly Random _random;
    private readonly ProgramExpressions _expressions;
    private readonly ProgramStatements _statements;
    private readonly StringBuilder _kernel = new();
    private readonly StringBuilder _plain = new();
    private readonly int _number;
    private int _loops;

    public RandomProgram(int seed, int number)
    {
        _random = new(seed);
        _number = number;
        _expressions = new(_random);
        _statements = new(_random, _expressions);
        Helpers = $"{Types()}\n{string.Join('\n', Enumerable.Range(0, 3).Select(Helper))}";
        Body();
    }

    /// <summary>Members of the program's class.</summary>
    public string Helpers { get; }

    /// <summary>What one work-item does.</summary>
    public string Kernel => _kernel.ToString();

    /// <summary>What a group does.</summary>
    public string Plain => _plain.ToString();

    private string Types()
    {
        ProgramScope Scope()
        {
            var scope = new ProgramScope { Returns = "int" };
            scope.Add("int", "x");
            scope.Add("int", "X");
            scope.Add("float", "Y");
            scope.Add("long", "Z");
            scope.Add("uint", "N.W");
            return scope;
        }

        var op = new ProgramScope { Returns = "int" };
        op.Add("int", "x");
        op.Add("int", "y");
        var other = new ProgramScope { Returns = "int" };
        other.Add("int", "x");
        other.Add("int", "y");
        return $$"""
            public struct Inner { public uint W; public float V; }
            public struct S
            {
                public int X; public float Y; public long Z; public Inner N;
                public int Mixed(int x) { unchecked { {{Statements(Scope())}} return {{_expressions.Of("int", Scope(), 3)}}; } }
                public void Turn(int x) { unchecked { X = {{_expressions.Of("int", Scope(), 2)}}; N.W += (uint)x; N.V = Y * 0.5f; Z -= X; } }
            }
            public interface IOp { static abstract int Apply(int x, int y); }
            public struct Left : IOp { public static int Apply(int x, int y) { unchecked { {{Statements(op)}} return {{_expressions.Of("int", op, 3)}}; } } }
            public struct Right : IOp { public static int Apply(int x, int y) { unchecked { return {{_expressions.Of("int", other, 3)}}; } } }
            public static int Fold<T>(int x, int n) where T : struct, IOp { for (var i = 0; i < 3; i++) { x = T.Apply(x, n + i); } return x; }
            public static int Divisor(int x) => x is 0 or -1 ? 7 : x;
            public static uint Divisor(uint x) => x | 1;
            public static long Divisor(long x) => x is 0 or -1 ? 7 : x;
            public static ulong Divisor(ulong x) => x | 1;
            public static int Bits(float x) => float.IsNaN(x) ? 0x7fc00000 : BitConverter.SingleToInt32Bits(x);
            public static long Bits(double x) => double.IsNaN(x) ? 0x7ff8000000000000 : BitConverter.DoubleToInt64Bits(x);
            """;
    }

    private string Statements(ProgramScope scope) => _statements.Block(scope, 2);

    // Helpers call those before them. One that takes a view is there for views and for plain arrays.
    private string Helper(int number)
    {
        var type = number < 2 ? "int" : _expressions.Any(ProgramExpressions.Types);
        var parameters = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _expressions.Any([.. ProgramExpressions.Types, "int", "S", "ref int"])).ToList();
        if (number == 1)
        {
            parameters.Add("ArrayView<int>");
        }

        var scope = new ProgramScope { Returns = type, Helpers = number };
        for (var i = 0; i < parameters.Count; i++)
        {
            scope.Add(parameters[i].Replace("ref ", string.Empty, StringComparison.Ordinal), $"p{i}");
            if (parameters[i] == "ArrayView<int>")
            {
                // No view here is shorter.
                scope.Arrays.Add(($"p{i}", 4, false));
            }
        }

        var text = $"public static {type} H{number}({string.Join(", ", parameters.Select((p, i) => $"{p} p{i}"))}) {{ unchecked {{ {Statements(scope)} {Statements(scope)} return {_expressions.Of(type, scope, 3)}; }} }}";
        _expressions.Helpers.Add([type, .. parameters]);
        return number == 1 ? $"{text}\n{text.Replace("ArrayView<int>", "int[]", StringComparison.Ordinal)}" : text;
    }

    private void Body()
    {
        _plain.Append($"int[] A = new int[size], tile = new int[{Shared}], counters = new int[4]; var B = new uint[size]; var C = new long[size]; var D = new float[size]; var E = new double[size]; var F = new ulong[size]; var Structs = new S[size]; var Local = new int[size][];\n");
        _kernel.Append($"var a = 0; var b = 0u; var c = 0L; var d = 0f; var e = 0.0; var f = 0UL; var s = default(S); var local = LocalMemory.Allocate<int>(8);\n");
        _plain.Append("for (var t = 0; t < size; t++) { Local[t] = new int[8]; }\n");
        Phase("a = ints[g & 63]; b = (uint)ints[(g + 5) & 63]; c = ((long)ints[(g + 9) & 63] << 20) ^ a; d = floats[g & 63]; e = floats[(g + 3) & 63] * 3.0; f = (ulong)c * 77; s.X = a; s.Y = d; s.N.W = b; "
            + "for (var i = 0; i < 8; i++) { local[i] = a + i; }");
        Steps(_random.Next(2, 4), 1);
        var at = $"var at = (({_number} * total) + g) * {Results}; ";
        Phase($"a += Fold<Left>(a, 3) ^ Fold<Right>((int)b, t); {at}results[at] = a; results[at + 1] = b; results[at + 2] = c; results[at + 3] = Bits(d); results[at + 4] = Bits(e); results[at + 5] = (long)f; "
            + "results[at + 6] = s.X ^ s.Z; results[at + 7] = Bits(s.Y); results[at + 8] = ((long)s.N.W << 32) ^ Bits(s.N.V) ^ local[t & 7];");
    }

    private void Steps(int count, int depth)
    {
        for (var i = 0; i < count; i++)
        {
            switch (_random.Next(depth > 0 ? 7 : 5))
            {
                case 0:
                    Phase(Statements(Scope()));
                    break;
                case 1:
                    Exchange();
                    break;
                case 2:
                    Count();
                    break;
                case 3:
                    Shuffle();
                    break;
                case 4:
                    Total();
                    break;
                case 5:
                    // The same for all of a group: parameters, the group's number, constants.
                    Both($"if ({_expressions.Any("(n & 1) == 0", "gx > 0", "n > 3 && gx == 0", "ints[3] > n")}) {{\n");
                    Steps(_random.Next(1, 3), depth - 1);
                    Both(_random.Next(2) == 0 ? "} else {\n" : "} {\n");
                    Steps(1, depth - 1);
                    Both("}\n");
                    break;
                default:
                    var name = $"r{_loops++}";
                    Both($"for (var {name} = 0; {name} < {_expressions.Any("2", "3", "(n & 3) + 1")}; {name}++) {{\n");
                    Steps(_random.Next(1, 3), depth - 1);
                    Both("}\n");
                    break;
            }
        }
    }

    private ProgramScope Scope(bool readsTile = false)
    {
        var scope = new ProgramScope { Helpers = _expressions.Helpers.Count };
        foreach (var (type, name) in new[] { ("int", "a"), ("uint", "b"), ("long", "c"), ("float", "d"), ("double", "e"), ("ulong", "f"), ("S", "s"), ("int", "s.X"), ("float", "s.Y"), ("long", "s.Z") })
        {
            scope.Add(type, name);
        }

        foreach (var name in new[] { "t", "g", "gx", "n" })
        {
            scope.Add("int", name, false);
        }

        scope.Arrays.Add(("local", 8, true));
        scope.Arrays.Add(("ints", 64, false));
        if (readsTile)
        {
            scope.Arrays.Add(("tile", Shared, false));
        }

        return scope;
    }

    private void Both(string text)
    {
        _kernel.Append(text);
        _plain.Append(text);
    }

    private void Phase(string text)
    {
        _kernel.Append("{ ").Append(text).Append(" }\n");
        _plain.Append("for (var t = 0; t < size; t++) { ").Append(Locals).Append(' ').Append(text.Replace("Atomic.", "PlainAtomic.", StringComparison.Ordinal)).Append(" }\n");
    }

    private void Barrier() => _kernel.Append("Group.Barrier();\n");

    // The whole of shared memory is written, whatever the group's size, then read at any place.
    private void Exchange()
    {
        var scope = Scope();
        Phase($"{Statements(scope)} for (var i = t; i < {Shared}; i += size) {{ tile[i] = i; }} tile[t] = {_expressions.Of("int", scope, 3)};");
        Barrier();
        Phase($"a += tile[{_expressions.Index(scope, Shared, 2)}]; {Statements(Scope(readsTile: true))}");
        Barrier();
    }

    private void Count()
    {
        var operation = _expressions.Any(Atomics);
        Phase("for (var i = t; i < 4; i += size) { counters[i] = n + i; }");
        Barrier();
        Phase($"{Statements(Scope())} if ({_expressions.Condition(Scope(), 1)}) {{ Atomic.{operation}(ref counters[a & 3], {_expressions.Of("int", Scope(), 2)}); }}");
        Barrier();
        Phase("a ^= counters[t & 3]; b += (uint)counters[1];");
        Barrier();
    }

    private void Total()
    {
        var operation = _random.Next(Atomics.Length);
        Phase($"Atomic.{Atomics[operation]}(ref totals[{_number * 12 + operation * 2} + (a & 1)], {_expressions.Of("int", Scope(), 2)});");
    }

    private void Shuffle()
    {
        var (name, from) = (_expressions.Any("a", "b", "c", "d"), _random.Next(4));
        var array = name.ToUpperInvariant();
        var operand = from == 0 ? _expressions.Any("n & 31", "(b2 & 31)", "3") : _expressions.Any("1", "16", "(n & 15)", "5", "31");
        var function = new[] { "Shuffle", "ShuffleXor", "ShuffleDown", "ShuffleUp" }[from];
        _kernel.Append($"{{ var b2 = t * 7; {name} = Warp.{function}({name}, {operand}); }}\n");
        _plain.Append($"{{ var old = ({array}.Clone() as {(name switch { "a" => "int", "b" => "uint", "c" => "long", _ => "float" })}[])!; for (var t = 0; t < size; t++) {{ var b2 = t * 7; {array}[t] = old[PlainWarp.{function}(t, size, {operand})]; }} }}\n");
    }
}
