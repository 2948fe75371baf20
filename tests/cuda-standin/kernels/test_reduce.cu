#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

// The sum of each block's 256 elements: shuffles within the warps, then one warp over what they left in shared memory.
ic_fn float sum_of_warp(float value)
{
    for (int step = 16; step; step >>= 1) { value += __nvvm_shfl_sync_bfly_f32(0xffffffffu, value, step, 31); }
    return value;
}

ic_kernel void test_reduce(const float* x_p, long long x_n, float* sums_p, long long sums_n)
{
    ic_shared float partial[8];
    int thread = __nvvm_read_ptx_sreg_tid_x(), block = __nvvm_read_ptx_sreg_ctaid_x();
    long long i = (long long)block * 256 + thread;
    float sum = sum_of_warp(i < x_n ? x_p[i] : 0.0f);
    if (thread % 32 == 0) { partial[thread / 32] = sum; }
    __nvvm_bar_sync(0);
    sum = sum_of_warp(thread < 8 ? partial[thread] : 0.0f);
    if (thread == 0) { sums_p[block] = sum; }
}
