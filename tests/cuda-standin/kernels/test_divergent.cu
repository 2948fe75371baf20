#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

// Wrong on purpose: half of the block leaves before the barrier.
ic_kernel void test_divergent(int* x_p, long long x_n)
{
    int thread = __nvvm_read_ptx_sreg_tid_x();
    if (thread >= 16) { return; }
    __nvvm_bar_sync(0);
    x_p[thread] = thread;
}
