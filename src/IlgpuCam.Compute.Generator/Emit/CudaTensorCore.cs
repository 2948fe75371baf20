using IlgpuCam.Compute.Generator.Ir;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>
/// Products of matrices by warps and asynchronous copies in CUDA C: inline PTX (PTX ISA, "mma", "ldmatrix", "cp.async", "cvt"). A compilation for the host defines the functions whose names begin with <c>ic_host_</c> before the text.
/// Templates, since the prelude comes before the structs.
/// </summary>
internal static class CudaTensorCore
{
    private const string Multiply = """
        template <typename A, typename B, typename C> ic_fn C NAME(A a, B b, C c)
        {
        #ifdef __NVPTX__
            __asm__ volatile("mma.sync.aligned.SHAPE {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
                : "+f"(c.R0_), "+f"(c.R1_), "+f"(c.R2_), "+f"(c.R3_) : "r"(a.R0_), "r"(a.R1_), "r"(a.R2_), "r"(a.R3_), "r"(b.R0_), "r"(b.R1_));
            return c;
        #else
            return ic_host_multiply_add(KIND, a, b, c);
        #endif
        }
        """;

    // Inline PTX wants the address inside the space, as 32 bits.
    private const string SharedAddress = """
        #ifdef __NVPTX__
        ic_fn u32 ic_shared_address(const void* place) { return (u32)(u64)(__attribute__((address_space(3))) const void*)place; }
        #endif
        """;

    private const string Load = """
        template <typename R> ic_fn R NAME(const void* row)
        {
            R result;
        #ifdef __NVPTX__
            ASM
        #else
            ic_host_load_matrix(row, &result, (int)(sizeof(R) / 4), TRANSPOSED);
        #endif
            return result;
        }
        """;

    private const string Copy = """
        ic_fn void NAME(void* shared, const void* source, bool present)
        {
        #ifdef __NVPTX__
            __asm__ volatile("cp.async.CACHE.shared.global [%0], [%1], BYTES, %2;"
                : : "r"(ic_shared_address(shared)), "l"((__attribute__((address_space(1))) const void*)source), "r"(present ? BYTES : 0) : "memory");
        #else
            if (present) { __builtin_memcpy(shared, source, BYTES); } else { __builtin_memset(shared, 0, BYTES); }
        #endif
        }
        """;

    private const string Commit = """
        ic_fn void ic_copy_async_commit(void)
        {
        #ifdef __NVPTX__
            __asm__ volatile("cp.async.commit_group;" : : : "memory");
        #endif
        }
        """;

    private const string Wait = """
        template <int N> ic_fn void ic_copy_async_wait(void)
        {
        #ifdef __NVPTX__
            __asm__ volatile("cp.async.wait_group %0;" : : "n"(N) : "memory");
        #endif
        }
        """;

    private const string RoundToTf32 = """
        ic_fn u32 ic_round_to_tf32(f32 x)
        {
        #ifdef __NVPTX__
            u32 result;
            __asm__("cvt.rna.tf32.f32 %0, %1;" : "=r"(result) : "f"(x));
            return result;
        #else
            const u32 bits = ic_as_u32(x);
            return x != x ? 0x7fffe000u : (bits & 0x7f800000u) == 0x7f800000u ? bits : (bits + 0x1000u) & 0xffffe000u;
        #endif
        }
        """;

    private const string PackHalf = """
        ic_fn u32 ic_pack_f16(f32 low, f32 high)
        {
        #ifdef __NVPTX__
            u32 result;
            __asm__("cvt.rn.f16x2.f32 %0, %1, %2;" : "=r"(result) : "f"(high), "f"(low));
            return result;
        #else
            return (u32)ic_f32_to_f16(low) | ((u32)ic_f32_to_f16(high) << 16);
        #endif
        }
        """;

    private const string PackBFloat16 = """
        ic_fn u32 ic_f32_to_bf16(f32 x)
        {
            const u32 bits = ic_as_u32(x);
            return x != x ? 0x7fffu : (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
        }
        ic_fn u32 ic_pack_bf16(f32 low, f32 high)
        {
        #ifdef __NVPTX__
            u32 result;
            __asm__("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(result) : "f"(high), "f"(low));
            return result;
        #else
            return ic_f32_to_bf16(low) | (ic_f32_to_bf16(high) << 16);
        #endif
        }
        """;

    /// <summary>Adds the functions to a prelude.</summary>
    public static void AddTo(Dictionary<string, string> all)
    {
        var products = new[] { ("tf32", "m16n8k8.row.col.f32.tf32.tf32.f32"), ("f16", "m16n8k16.row.col.f32.f16.f16.f32"), ("bf16", "m16n8k16.row.col.f32.bf16.bf16.f32") };
        for (var kind = 0; kind < products.Length; kind++)
        {
            PreludeArithmetic.Add(all, "multiply_" + products[kind].Item1, Multiply.Replace("SHAPE", products[kind].Item2).Replace("KIND", $"{kind}"));
        }

        all["ic_shared_address"] = SharedAddress;
        foreach (var count in new[] { 1, 2, 4 })
        {
            foreach (var isTransposed in new[] { false, true })
            {
                var registers = string.Join(", ", Enumerable.Range(0, count).Select(i => $"%{i}"));
                var outputs = count == 1 ? "\"=r\"(result)" : string.Join(", ", Enumerable.Range(0, count).Select(i => $"\"=r\"(result.R{i}_)"));
                var assembly = $"__asm__ volatile(\"ldmatrix.sync.aligned.m8n8.x{count}{(isTransposed ? ".trans" : string.Empty)}.shared.b16 {{{registers}}}, [%{count}];\" : {outputs} : \"r\"(ic_shared_address(row)) : \"memory\");";
                PreludeArithmetic.Add(
                    all, $"load_matrix_x{count}{(isTransposed ? "_trans" : string.Empty)}", Load.Replace("ASM", assembly).Replace("TRANSPOSED", isTransposed ? "true" : "false"));
            }
        }

        foreach (var bytes in new[] { 4, 8, 16 })
        {
            PreludeArithmetic.Add(all, $"copy_async_{bytes}", Copy.Replace("BYTES", $"{bytes}").Replace("CACHE", bytes == 16 ? "cg" : "ca"));
        }

        (all["ic_copy_async_commit"], all["ic_copy_async_wait"]) = (Commit, Wait);
        (all["ic_round_to_tf32"], all["ic_pack_f16"], all["ic_pack_bf16"]) = (RoundToTf32, PackHalf, PackBFloat16);
    }

    /// <summary>The call of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="types">Names of types.</param>
    /// <param name="arguments">The arguments' text.</param>
    public static string Call(IntrinsicExpression operation, CTypes types, string arguments) => operation.Intrinsic switch
    {
        Intrinsic.MultiplyTf32 => $"ic_multiply_tf32({arguments})",
        Intrinsic.MultiplyHalf => $"ic_multiply_f16({arguments})",
        Intrinsic.MultiplyBFloat16 => $"ic_multiply_bf16({arguments})",
        Intrinsic.LoadMatrix => $"ic_load_matrix_x{KernelFacts.SizeOf(operation.Type) / 4}<{types.Name(operation.Type)}>({arguments})",
        Intrinsic.LoadMatrixTransposed => $"ic_load_matrix_x{KernelFacts.SizeOf(operation.Type) / 4}_trans<{types.Name(operation.Type)}>({arguments})",
        Intrinsic.CommitCopies => "ic_copy_async_commit()",
        Intrinsic.WaitForCopies => $"ic_copy_async_wait<{arguments}>()",
        Intrinsic.RoundToTf32 => $"ic_round_to_tf32({arguments})",
        Intrinsic.PackHalf => $"ic_pack_f16({arguments})",
        Intrinsic.PackBFloat16 => $"ic_pack_bf16({arguments})",
        _ => $"ic_copy_async_{KernelFacts.CopiedBytes(operation.Intrinsic)}({arguments})",
    };
}
