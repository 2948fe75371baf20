#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

// The four shuffles of a block of 48: one whole warp, one of 16.
ic_kernel void test_shuffles(int* out_p, long long out_n)
{
    int thread = __nvvm_read_ptx_sreg_tid_x();
    out_p[thread * 4] = __nvvm_shfl_sync_idx_i32(0xffffffffu, thread, 3, 31);
    out_p[thread * 4 + 1] = __nvvm_shfl_sync_up_i32(0xffffffffu, thread, 2, 0);
    out_p[thread * 4 + 2] = __nvvm_shfl_sync_down_i32(0xffffffffu, thread, 1, 31);
    out_p[thread * 4 + 3] = __nvvm_shfl_sync_bfly_i32(0xffffffffu, thread, 1, 31);
}
