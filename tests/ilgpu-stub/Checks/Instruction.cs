using System.Reflection.Emit;

namespace ILGPU.Checks;

/// <summary>An instruction of a method's body.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Token">The member or type that it names, if it does.</param>
internal readonly record struct Instruction(OpCode Code, int Token);
