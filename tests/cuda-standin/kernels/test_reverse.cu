#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

// Reverses a block's elements through dynamic shared memory.
ic_kernel void test_reverse(int* x_p, long long x_n)
{
    ic_dynamic_shared
    int* tile = (int*)dynamic_shared;
    int thread = __nvvm_read_ptx_sreg_tid_x(), size = __nvvm_read_ptx_sreg_ntid_x();
    long long i = (long long)__nvvm_read_ptx_sreg_ctaid_x() * size + thread;
    tile[thread] = x_p[i];
    __nvvm_bar_sync(0);
    x_p[i] = tile[size - 1 - thread];
}
