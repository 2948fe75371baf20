// Put before a kernel's generated CUDA C, so that a host compiler takes it: the keywords, the special registers and the built-in functions that the text uses.
#ifndef STANDIN_KERNEL_H
#define STANDIN_KERNEL_H

#include "standin_abi.h"

// The keywords of generated CUDA C, which its own header defines only where a CUDA compiler reads it.
// Thread-local stands for shared: a block's threads are contexts of one thread of the host.
#define ic_fn static inline __attribute__((always_inline, unused))
#define ic_kernel extern "C"
#define ic_group_size(n)
#define ic_shared thread_local
#define ic_dynamic_shared

static standin_registers* standin_running;
static const standin_services* standin_scheduler;

#define STANDIN_INLINE static inline __attribute__((always_inline, unused))

#define STANDIN_REGISTER(register, field) \
    STANDIN_INLINE int __nvvm_read_ptx_sreg_##register##_x() { return (int)standin_running->field[0]; } \
    STANDIN_INLINE int __nvvm_read_ptx_sreg_##register##_y() { return (int)standin_running->field[1]; } \
    STANDIN_INLINE int __nvvm_read_ptx_sreg_##register##_z() { return (int)standin_running->field[2]; }
STANDIN_REGISTER(tid, tid)
STANDIN_REGISTER(ctaid, ctaid)
STANDIN_REGISTER(ntid, ntid)
STANDIN_REGISTER(nctaid, nctaid)
#undef STANDIN_REGISTER
STANDIN_INLINE int __nvvm_read_ptx_sreg_laneid() { return (int)standin_running->lane; }
STANDIN_INLINE int __nvvm_read_ptx_sreg_dynamic_smem_size() { return (int)standin_running->dynamic_smem_size; }
STANDIN_INLINE int __nvvm_read_ptx_sreg_warpsize() { return STANDIN_WARP; }

STANDIN_INLINE void __nvvm_bar_sync(int) { standin_scheduler->barrier(); }
STANDIN_INLINE void __nvvm_barrier0() { standin_scheduler->barrier(); }
STANDIN_INLINE void __nvvm_bar_warp_sync(unsigned mask) { standin_scheduler->exchange(0, mask); }
// One thread of the host runs all of a block's, so there is nothing to order.
STANDIN_INLINE void __nvvm_membar_cta() { }
STANDIN_INLINE void __nvvm_membar_gl() { }
STANDIN_INLINE void __nvvm_membar_sys() { }

// Which lane's value a lane gets, by the PTX ISA's description of shfl.sync; `clamp` holds the segment's mask in bits 8 to 12 and its last lane in bits 0 to 4.
enum { STANDIN_IDX, STANDIN_UP, STANDIN_DOWN, STANDIN_BFLY };
STANDIN_INLINE unsigned long long standin_shuffle(unsigned mask, unsigned long long value, int mode, int operand, int clamp)
{
    const auto* values = standin_scheduler->exchange(value, mask);
    int lane = (int)standin_running->lane, segment = clamp >> 8 & 31, b = operand & 31;
    int last = (lane & segment) | (clamp & 31 & ~segment), first = lane & segment;
    int from = mode == STANDIN_IDX ? first | (b & ~segment) : mode == STANDIN_UP ? lane - b : mode == STANDIN_DOWN ? lane + b : lane ^ b;
    bool is_inside = mode == STANDIN_UP ? from >= last : from <= last;
    return values[is_inside ? from : lane];
}

#define STANDIN_SHUFFLE(name, mode) \
    STANDIN_INLINE int __nvvm_shfl_sync_##name##_i32(unsigned mask, int value, int operand, int clamp) \
    { return (int)standin_shuffle(mask, (unsigned)value, mode, operand, clamp); } \
    STANDIN_INLINE float __nvvm_shfl_sync_##name##_f32(unsigned mask, float value, int operand, int clamp) \
    { return __builtin_bit_cast(float, (unsigned)standin_shuffle(mask, __builtin_bit_cast(unsigned, value), mode, operand, clamp)); }
STANDIN_SHUFFLE(idx, STANDIN_IDX)
STANDIN_SHUFFLE(up, STANDIN_UP)
STANDIN_SHUFFLE(down, STANDIN_DOWN)
STANDIN_SHUFFLE(bfly, STANDIN_BFLY)
#undef STANDIN_SHUFFLE

#include "standin_tensor.h"

STANDIN_INLINE unsigned __nvvm_vote_ballot_sync(unsigned mask, bool condition)
{
    const auto* values = standin_scheduler->exchange(condition, mask);
    unsigned result = 0, count = standin_running->ntid[0] * standin_running->ntid[1] * standin_running->ntid[2];
    unsigned self = standin_running->tid[0] + standin_running->ntid[0] * (standin_running->tid[1] + standin_running->ntid[1] * standin_running->tid[2]);
    for (unsigned i = 0; i < STANDIN_WARP && self - standin_running->lane + i < count; i++) { result |= (unsigned)(values[i] & 1) << i; }
    return result;
}

STANDIN_INLINE bool __nvvm_vote_any_sync(unsigned mask, bool condition) { return __nvvm_vote_ballot_sync(mask, condition); }
STANDIN_INLINE bool __nvvm_vote_all_sync(unsigned mask, bool condition) { return !__nvvm_vote_ballot_sync(mask, !condition); }

// Rounding is to nearest throughout, as on the device.
STANDIN_INLINE float __nvvm_fma_rn_f(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
STANDIN_INLINE double __nvvm_fma_rn_d(double a, double b, double c) { return __builtin_fma(a, b, c); }
STANDIN_INLINE float __nvvm_sqrt_rn_f(float x) { return __builtin_sqrtf(x); }
STANDIN_INLINE double __nvvm_sqrt_rn_d(double x) { return __builtin_sqrt(x); }
STANDIN_INLINE float __nvvm_div_rn_f(float a, float b) { return a / b; }
STANDIN_INLINE double __nvvm_div_rn_d(double a, double b) { return a / b; }
STANDIN_INLINE float __nvvm_rcp_rn_f(float x) { return 1 / x; }
STANDIN_INLINE double __nvvm_rcp_rn_d(double x) { return 1 / x; }
STANDIN_INLINE float __nvvm_floor_f(float x) { return __builtin_floorf(x); }
STANDIN_INLINE double __nvvm_floor_d(double x) { return __builtin_floor(x); }
STANDIN_INLINE float __nvvm_ceil_f(float x) { return __builtin_ceilf(x); }
STANDIN_INLINE double __nvvm_ceil_d(double x) { return __builtin_ceil(x); }
STANDIN_INLINE float __nvvm_trunc_f(float x) { return __builtin_truncf(x); }
STANDIN_INLINE double __nvvm_trunc_d(double x) { return __builtin_trunc(x); }
STANDIN_INLINE float __nvvm_round_f(float x) { return __builtin_roundevenf(x); }
STANDIN_INLINE double __nvvm_round_d(double x) { return __builtin_roundeven(x); }
STANDIN_INLINE float __nvvm_fabs_f(float x) { return __builtin_fabsf(x); }
STANDIN_INLINE double __nvvm_fabs_d(double x) { return __builtin_fabs(x); }

// PTX ISA, min.NaN and max.NaN: a NaN wins, and a negative zero is less than a positive one.
STANDIN_INLINE float __nvvm_fmin_nan_f(float a, float b)
{
    return a != a || b != b ? __builtin_nanf("") : a == b ? (__builtin_signbit(a) ? a : b) : a < b ? a : b;
}
STANDIN_INLINE float __nvvm_fmax_nan_f(float a, float b)
{
    return a != a || b != b ? __builtin_nanf("") : a == b ? (__builtin_signbit(a) ? b : a) : a > b ? a : b;
}

extern "C" thread_local char dynamic_shared[STANDIN_MAX_DYNAMIC_SHARED + 64];

template <int... I> struct standin_indices { };
template <typename T, T... I> struct standin_sequence { typedef standin_indices<I...> type; };

template <typename F, F* function> struct standin_entry;
template <typename... A, void (*function)(A...)> struct standin_entry<void(A...), function>
{
    template <typename T> struct is_pointer { enum { value = 0 }; };
    template <typename T> struct is_pointer<T*> { enum { value = 1 }; };
    static constexpr unsigned count = sizeof...(A);
    static constexpr standin_parameter parameters[sizeof...(A) + 1] = { { sizeof(A), alignof(A), is_pointer<A>::value }..., { 0, 0, 0 } };
    template <int... I> static void call(void* const* arguments, standin_indices<I...>) { function(*static_cast<A*>(arguments[I])...); }
    static void run(void* const* arguments) { call(arguments, typename __make_integer_seq<standin_sequence, int, sizeof...(A)>::type()); }
};

// Behind the kernel's text: what the driver asks of it.
#define STANDIN_KERNEL(kernel) \
    extern "C" { alignas(128) thread_local char dynamic_shared[STANDIN_MAX_DYNAMIC_SHARED + 64]; } \
    static char* standin_dynamic_shared() { return dynamic_shared; } \
    extern "C" __attribute__((visibility("default"))) const standin_kernel standin_kernel_description = { STANDIN_ABI_VERSION, #kernel, \
        standin_entry<decltype(kernel), kernel>::count, standin_entry<decltype(kernel), kernel>::parameters, standin_entry<decltype(kernel), kernel>::run, \
        &standin_running, &standin_scheduler, standin_dynamic_shared };

#endif
