using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Checks;

/// <summary>Refuses the kernels that ILGPU 1.5.3 is known to refuse, on its processor or in its code generators for PTX and OpenCL.</summary>
/// <param name="hasAlgorithms">Whether ILGPU.Algorithms has been enabled.</param>
internal sealed class KernelCheck(bool hasAlgorithms)
{
    private static readonly HashSet<string> Functions = ["Abs", "Min", "Max", "Floor", "Ceiling", "Sqrt", "Sin", "Cos", "Tanh", "Round", "CopySign"];
    private static readonly HashSet<string> Algorithms = ["Exp", "Log", "Pow", "Tan"];

    private readonly HashSet<MethodBase> _seen = [];

    internal void Kernel(MethodInfo kernel)
    {
        Refuse(!kernel.IsStatic, kernel, "captures variables");
        foreach (var parameter in kernel.GetParameters())
        {
            Value(kernel, parameter.ParameterType);
        }

        Method(kernel);
    }

    private static void Refuse(bool isRefused, MethodBase method, string what)
    {
        if (isRefused)
        {
            throw new NotSupportedException($"{method.DeclaringType?.Name}.{method.Name} {what}, which ILGPU refuses.");
        }
    }

    // An argument, a field or an element.
    private static void Value(MethodBase method, Type type)
    {
        Refuse(type == typeof(bool), method, "has a bool in memory");
        Refuse(type == typeof(System.Half), method, "has a System.Half");
        Refuse(!type.IsValueType || type.IsByRef || type.IsByRefLike, method, $"has a {type.Name} as a value");
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>))
        {
            Value(method, type.GetGenericArguments()[0]);
        }
        else if (!type.IsPrimitive && !type.IsEnum)
        {
            Array.ForEach(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), f => Value(method, f.FieldType));
        }
    }

    private void Method(MethodBase method)
    {
        if (!_seen.Add(method))
        {
            return;
        }

        Instruction previous = default;
        Type? constraint = null;
        foreach (var instruction in MethodText.Read(method))
        {
            var code = instruction.Code;
            Refuse(code == OpCodes.Throw || code == OpCodes.Rethrow, method, "throws");
            Refuse(code == OpCodes.Newarr || code == OpCodes.Box || code == OpCodes.Ldstr || code == OpCodes.Localloc, method, $"allocates ({code.Name})");
            Refuse(code == OpCodes.Ldftn || code == OpCodes.Ldvirtftn || code == OpCodes.Calli, method, "has a delegate");
            if (code == OpCodes.Constrained)
            {
                constraint = (Type)Resolve(method, instruction.Token);
                continue;
            }

            switch (code.OperandType)
            {
                case OperandType.InlineField:
                    Field(method, code, (FieldInfo)Resolve(method, instruction.Token));
                    break;
                case OperandType.InlineMethod:
                    Call(method, Implementation((MethodBase)Resolve(method, instruction.Token), constraint), previous.Code);
                    break;
            }

            (previous, constraint) = (instruction, null);
        }
    }

    private static MemberInfo Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null)!;

    // What a type parameter's argument has for a member of its interface.
    private static MethodBase Implementation(MethodBase called, Type? constraint)
    {
        if (constraint is null || called.DeclaringType is not { IsInterface: true })
        {
            return called;
        }

        return constraint.GetMethod(
            called.Name, BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [.. called.GetParameters().Select(p => p.ParameterType)])!;
    }

    private static void Field(MethodBase method, OpCode code, FieldInfo field)
    {
        Refuse(code == OpCodes.Stsfld || code == OpCodes.Ldsflda, method, $"writes the static field {field.Name}");
        Refuse(code == OpCodes.Ldsfld && !(field.IsInitOnly && field.FieldType.IsPrimitive), method, $"reads the static field {field.Name}");
    }

    private void Call(MethodBase method, MethodBase called, OpCode previous)
    {
        var type = called.DeclaringType!;
        if (type.Assembly == typeof(KernelCheck).Assembly)
        {
            Refuse(type == typeof(Algorithms.XMath) && !hasAlgorithms, method, "needs EnableAlgorithms");
            if (type == typeof(SharedMemory) || type == typeof(LocalMemory))
            {
                Refuse(!previous.Name!.StartsWith("ldc.i4", StringComparison.Ordinal), method, $"allocates {type.Name} of a size that is no constant");
                Value(method, called.GetGenericArguments()[0]);
            }
        }
        else if (type.Assembly != typeof(object).Assembly)
        {
            Refuse(called is ConstructorInfo && !type.IsValueType, method, $"makes a {type.Name}");
            Refuse(called.IsVirtual && !type.IsValueType, method, $"calls the virtual {type.Name}.{called.Name}");
            Method(called);
        }
        else
        {
            Refuse(!IsKnown(called), method, $"calls {type.Name}.{called.Name}");
        }
    }

    private bool IsKnown(MethodBase called) => called.DeclaringType == typeof(MathF)
        ? (Functions.Contains(called.Name) && called.GetParameters().All(p => p.ParameterType == typeof(float))) || (hasAlgorithms && Algorithms.Contains(called.Name))
        : called.DeclaringType == typeof(Math)
            ? called.Name is "Abs" or "Min" or "Max"
            : (called.DeclaringType == typeof(float) || called.DeclaringType == typeof(double)) && called.Name is "IsNaN" or "IsInfinity";
}
