using System.Text;

namespace IlgpuCam.Compute.Generator.Tests.RandomPrograms;

/// <summary>Statements of C# at random: every loop ends.</summary>
internal sealed class ProgramStatements(Random random, ProgramExpressions expressions)
{
    private int _names;

    /// <summary>A few statements, in braces of their own.</summary>
    public string Block(ProgramScope scope, int depth)
    {
        var mark = scope.Mark();
        var text = new StringBuilder("{ ");
        for (var i = random.Next(0, 3); i >= 0; i--)
        {
            text.Append(One(scope, depth)).Append(' ');
        }

        scope.Release(mark);
        return text.Append('}').ToString();
    }

    private string One(ProgramScope scope, int depth)
    {
        var choice = random.Next(depth > 0 ? 12 : 7);
        switch (choice)
        {
            case 0:
                return Declare(scope, depth);
            case 1 when scope.Arrays.Where(a => a.IsAssignable).ToList() is { Count: > 0 } arrays:
                var (name, length, _) = arrays[random.Next(arrays.Count)];
                return $"{name}[{expressions.Index(scope, length, 1)}] {expressions.Any("=", "+=", "^=")} {expressions.Of("int", scope, 2)};";
            case 2 when scope.Of("S", true) is { Count: > 0 } structs:
                return Structure(expressions.Any(structs), scope);
            case < 7:
                return Assign(scope);
            case 7 or 8:
                return $"if ({expressions.Condition(scope, 2)}) {Block(scope, depth - 1)}" + (random.Next(2) == 0 ? $" else {Block(scope, depth - 1)}" : string.Empty);
            case 9:
                return Switch(scope, depth);
            case 10 when scope.Returns is { } type && random.Next(2) == 0:
                return $"if ({expressions.Condition(scope, 1)}) {{ return {expressions.Of(type, scope, 2)}; }}";
            default:
                return scope.Loops < 2 ? Loop(scope, depth) : Assign(scope);
        }
    }

    private string Declare(ProgramScope scope, int depth)
    {
        var name = $"v{_names++}";
        var type = expressions.Any(ProgramExpressions.Types);
        var text = random.Next(6) switch
        {
            0 => $"var {name} = (byte)({expressions.Of("int", scope, 2)});",
            1 => $"var {name} = (short)({expressions.Of("int", scope, 2)});",
            _ => $"{type} {name} = {expressions.Of(type, scope, 3)};",
        };
        scope.Add(text.Contains("(byte)", StringComparison.Ordinal) && text.StartsWith("var", StringComparison.Ordinal) ? "byte" : text.StartsWith("var", StringComparison.Ordinal) ? "short" : type, name);
        return text;
    }

    private string Assign(ProgramScope scope)
    {
        var type = expressions.Any([.. ProgramExpressions.Types, "byte", "short"]);
        if (scope.Of(type, true) is not { Count: > 0 } names)
        {
            return ";";
        }

        var name = expressions.Any(names);
        return type switch
        {
            "byte" or "short" => random.Next(3) switch
            {
                0 => $"{name}++;",
                1 => $"{name} {expressions.Any("+=", "*=", "^=", "<<=", ">>=")} {random.Next(1, 100)};",
                _ => $"{name} = ({type})({expressions.Of("int", scope, 3)});",
            },
            "float" or "double" => $"{name} {expressions.Any("=", "+=", "-=", "*=", "/=")} {expressions.Of(type, scope, 3)};",
            _ when random.Next(5) == 0 => $"{name} {expressions.Any("<<=", ">>=", ">>>=")} {expressions.Of("int", scope, 2)};",
            _ => $"{name} {expressions.Any("=", "=", "+=", "-=", "*=", "&=", "|=", "^=")} {expressions.Of(type, scope, 3)};",
        };
    }

    private string Structure(string name, ProgramScope scope) => random.Next(6) switch
    {
        0 => $"{name}.X {expressions.Any("=", "+=", "-=")} {expressions.Of("int", scope, 2)};",
        1 => $"{name}.Y = {name}.Y * {expressions.Of("float", scope, 2)};",
        2 => $"{name}.Z ^= {name}.X + {expressions.Of("long", scope, 2)};",
        3 => $"{name}.X += {name}.Mixed({expressions.Of("int", scope, 2)});",
        4 => $"{name}.Turn({expressions.Of("int", scope, 2)});",
        _ => $"{{ var q{++_names} = {name}; q{_names}.X++; q{_names}.N.W -= 3; {name} = new S {{ X = q{_names}.X, Y = {expressions.Of("float", scope, 2)}, Z = {name}.Z, N = q{_names}.N }}; }}",
    };

    private string Switch(ProgramScope scope, int depth)
    {
        var value = random.Next(2) == 0 ? $"({expressions.Of("int", scope, 2)}) & 3" : expressions.Of("int", scope, 2);
        return $"switch ({value}) {{ case 0: {Block(scope, depth - 1)} break; case 1: case {random.Next(2, 99)}: {Block(scope, depth - 1)} break; "
            + (random.Next(2) == 0 ? $"default: {Block(scope, depth - 1)} break; }}" : "}");
    }

    private string Loop(ProgramScope scope, int depth)
    {
        var name = $"k{_names++}";
        scope.Loops++;
        var mark = scope.Mark();
        scope.Add("int", name, false);
        var leaves = random.Next(3) switch
        {
            0 => $"if ({expressions.Condition(scope, 1)}) {{ {expressions.Any("break", "continue")}; }} ",
            _ => string.Empty,
        };
        var body = leaves + Block(scope, depth - 1) + (random.Next(4) == 0 ? $" if ({expressions.Condition(scope, 1)}) {{ {expressions.Any("break", "continue")}; }}" : string.Empty);
        scope.Release(mark);
        scope.Loops--;
        return random.Next(5) switch
        {
            0 => $"var {name} = {random.Next(3)}; while ({name} < 5) {{ {name}++; {body} }}",
            1 => $"var {name} = 0; do {{ {name} += 1; {body} }} while ({name} < {random.Next(1, 5)});",
            2 => $"for (var {name} = {random.Next(2, 6)}; {name} >= 0; {name} -= {random.Next(1, 3)}) {{ {body} }}",
            3 => $"for (var {name} = ({expressions.Of("int", scope, 1)}) & 3; {name} < 6; {name}++) {{ {body} }}",
            _ => $"for (var {name} = 0; {name} < {random.Next(1, 6)}; {name}++) {{ {body} }}",
        };
    }
}
