namespace IlgpuCam.Compute.Generator.Front;

/// <summary>
/// Words that no local, function or struct of generated text may be called: keywords of C, C++, OpenCL C and C#, and the built-in functions
/// and names that the emitters write.
/// </summary>
internal static class ReservedWords
{
    private static readonly HashSet<string> Words =
    [
        // C and C++
        .. ("alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl concept const const_cast consteval constexpr constinit continue decltype default delete do double "
            + "dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public "
            + "register reinterpret_cast requires restrict return short signed sizeof static static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union "
            + "unsigned using virtual void volatile wchar_t while xor xor_eq main NULL INFINITY NAN MAXFLOAT HUGE_VALF M_PI M_PI_F M_E_F").Split(' '),

        // OpenCL C 1.2, section 6.1 and 6.9, with the built-in functions that could be hidden.
        .. ("global local constant private kernel read_only write_only read_write uchar ushort uint ulong half quad complex imaginary image2d_t image3d_t sampler_t event_t size_t ptrdiff_t intptr_t uintptr_t "
            + "get_global_id get_local_id get_group_id get_global_size get_local_size get_num_groups get_work_dim get_global_offset barrier mem_fence vload_half vstore_half vload_half_rte vstore_half_rte "
            + "abs abs_diff add_sat hadd clz mad_hi mad_sat mul_hi rotate sub_sat upsample popcount mad24 mul24 clamp degrees max min mix radians step smoothstep sign acos asin atan atan2 cbrt ceil copysign cos "
            + "cosh erfc erf exp exp2 exp10 expm1 fabs fdim floor fma fmax fmin fmod fract frexp hypot ilogb ldexp lgamma log log2 log10 log1p logb mad maxmag minmag modf nan nextafter pow pown powr "
            + "remainder remquo rint rootn round rsqrt sin sincos sinh sqrt tan tanh tgamma trunc dot cross distance length normalize select isnan isinf isfinite isequal any all shuffle shuffle2 prefetch "
            + "atomic_add atomic_sub atomic_xchg atomic_inc atomic_dec atomic_cmpxchg atomic_min atomic_max atomic_and atomic_or atomic_xor printf convert_int as_int as_uint as_float as_long as_ulong as_double").Split(' '),

        // CUDA C
        .. "threadIdx blockIdx blockDim gridDim warpSize uint3 dim3 dynamic_shared".Split(' '),

        // C#
        .. ("abstract as base byte checked decimal delegate event finally fixed foreach implicit in interface internal is lock null object out override params readonly ref sbyte sealed stackalloc string typeof "
            + "unchecked unsafe MathF Math BitConverter BitOperations Half System IlgpuCam").Split(' '),
    ];

    public static bool Contains(string name) =>
        Words.Contains(name) || (char.IsLower(name[0]) && char.IsDigit(name[name.Length - 1])
            && Words.Contains(name.TrimEnd('0', '1', '2', '3', '4', '6', '8')));
}
