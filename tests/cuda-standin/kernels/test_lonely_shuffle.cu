#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

// Wrong on purpose: half of the warp leaves before the shuffle.
ic_kernel void test_lonely_shuffle(int* x_p, long long x_n)
{
    int thread = __nvvm_read_ptx_sreg_tid_x();
    if (thread >= 16) { return; }
    x_p[thread] = __nvvm_shfl_sync_idx_i32(0xffffffffu, thread, 0, 31);
}
