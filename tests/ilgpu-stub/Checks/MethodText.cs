using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Checks;

/// <summary>The instructions of a method (ECMA-335, partition III).</summary>
internal static class MethodText
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value & 0xffff);

    internal static List<Instruction> Read(MethodBase method)
    {
        var bytes = method.GetMethodBody()?.GetILAsByteArray() ?? throw new NotSupportedException($"{method.DeclaringType}.{method.Name} has no body.");
        var instructions = new List<Instruction>();
        for (var at = 0; at < bytes.Length;)
        {
            int value = bytes[at++];
            if (value == 0xfe)
            {
                value = 0xfe00 | bytes[at++];
            }

            var code = Codes[value];
            var length = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(bytes, at)),
                _ => 4,
            };
            if (code != OpCodes.Nop)
            {
                instructions.Add(new(code, length == 4 ? BitConverter.ToInt32(bytes, at) : 0));
            }

            at += length;
        }

        return instructions;
    }
}
