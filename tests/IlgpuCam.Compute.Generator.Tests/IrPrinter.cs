using System.Globalization;
using System.Text;
using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Tests;

/// <summary>The intermediate representation as compact text, for tests to compare.</summary>
internal static class IrPrinter
{
    public static string Print(IrKernel kernel)
    {
        var text = new StringBuilder();
        foreach (var function in kernel.Functions)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Type(function.Returns)} {function.Name}({string.Join(", ", function.Parameters.Select(p => $"{Type(p.Type)} {p.Name}"))}) ");
            Print(function.Body, text, 0);
        }

        foreach (var statement in kernel.Body.Statements)
        {
            Print(statement, text, 0);
        }

        return text.ToString().TrimEnd();
    }

    public static string Type(IrType type) => type switch
    {
        ViewType view => $"{view.Space.ToString().ToLowerInvariant()}<{Type(view.Element)}>",
        ReferenceType reference => $"{reference.Space.ToString().ToLowerInvariant()}&{Type(reference.Element)}",
        _ => type.CSharp,
    };

    private static void Print(IrStatement statement, StringBuilder text, int depth)
    {
        var indent = new string(' ', depth * 2);
        void Line(string line) => text.Append(indent).Append(line).Append('\n');
        switch (statement)
        {
            case BlockStatement block:
                text.Append("{\n");
                foreach (var inner in block.Statements)
                {
                    Print(inner, text, depth + 1);
                }

                Line("}");
                break;
            case DeclareStatement declare:
                Line($"{Type(declare.Variable.Type)} {declare.Variable.Name}{(declare.Value is { } v ? $" = {Text(v)}" : "")}");
                break;
            case AllocateStatement allocate:
                Line($"{Type(allocate.View.Type)} {allocate.View.Name} = allocate {allocate.Count}");
                break;
            case AssignStatement assign:
                Line($"{Text(assign.Target)} = {Text(assign.Value)}");
                break;
            case EvaluateStatement evaluate:
                Line(Text(evaluate.Value));
                break;
            case BarrierStatement:
                Line("barrier");
                break;
            case BreakStatement leave:
                Line(leave.IsGroupWide ? "group break" : "break");
                break;
            case ContinueStatement next:
                Line(next.IsGroupWide ? "group continue" : "continue");
                break;
            case ReturnStatement result:
                Line(result.Value is { } value ? $"return {Text(value)}" : "return");
                break;
            case IfStatement branch:
                text.Append(indent).Append(CultureInfo.InvariantCulture, $"{(branch.IsGroupWide ? "group " : "")}if {Text(branch.Condition)} ");
                Print(branch.Then, text, depth);
                if (branch.Else is { } otherwise)
                {
                    text.Append(indent).Append("else ");
                    Print(otherwise, text, depth);
                }

                break;
            case LoopStatement loop:
                var step = string.Join("; ", loop.Step.Statements.Select(s => s is AssignStatement a ? $"{Text(a.Target)} = {Text(a.Value)}" : s.GetType().Name));
                text.Append(indent).Append(CultureInfo.InvariantCulture, $"{(loop.IsGroupWide ? "group " : "")}{(loop.Unroll ? "unrolled " : "")}{(loop.TestFirst ? "while" : "do while")} ");
                text.Append(CultureInfo.InvariantCulture, $"{(loop.Condition is { } condition ? Text(condition) : "true")}{(step.Length > 0 ? $"; {step}" : "")} ");
                Print(loop.Body, text, depth);
                break;
            default:
                Line(statement.GetType().Name);
                break;
        }
    }

    private static string Text(IrExpression expression) => expression switch
    {
        LiteralExpression literal => Literal(literal.Value),
        VariableExpression variable => variable.Variable.Name,
        BinaryExpression binary => $"({Text(binary.Left)} {binary.Operator} {Text(binary.Right)})",
        UnaryExpression unary => $"{unary.Operator}({Text(unary.Operand)})",
        ConvertExpression convert => $"{convert.Target.Kind}({Text(convert.Operand)})",
        ElementExpression element => $"{Text(element.View)}[{Text(element.Index)}]",
        FieldExpression field => $"{Text(field.Target)}.{field.Field.Name}",
        LengthExpression length => $"length({Text(length.View)})",
        SubViewExpression part => $"{Text(part.View)}[{Text(part.Offset)}, {Text(part.Length)}]",
        ViewCastExpression cast => $"cast<{Type(cast.Target.Element)}>({Text(cast.View)})",
        AddressExpression address => $"&{Text(address.Place)}",
        CallExpression call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Text))})",
        IntrinsicExpression intrinsic => intrinsic.Arguments.Count == 0 ? intrinsic.Intrinsic.ToString() : $"{intrinsic.Intrinsic}({string.Join(", ", intrinsic.Arguments.Select(Text))})",
        ConditionalExpression conditional => $"({Text(conditional.Condition)} ? {Text(conditional.WhenTrue)} : {Text(conditional.WhenFalse)})",
        DefaultExpression value => $"default({Type(value.Type)})",
        _ => expression.GetType().Name,
    };

    private static string Literal(object value) => value switch
    {
        bool v => v ? "true" : "false",
        float v => v.ToString(CultureInfo.InvariantCulture) + "f",
        uint v => v.ToString(CultureInfo.InvariantCulture) + "u",
        long v => v.ToString(CultureInfo.InvariantCulture) + "L",
        ulong v => v.ToString(CultureInfo.InvariantCulture) + "ul",
        double v => v.ToString(CultureInfo.InvariantCulture) + "d",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
