#ifdef __CUDA__
#define ic_fn static inline __attribute__((device, always_inline))
#define ic_kernel extern "C" __attribute__((global))
#define ic_shared __attribute__((shared))
#define ic_dynamic_shared extern __attribute__((shared)) __attribute__((aligned(16))) char dynamic_shared[];
#endif

ic_kernel void test_histogram(const unsigned char* x_p, long long x_n, int* bins_p, long long bins_n, long long* total_p, long long total_n)
{
    int stride = __nvvm_read_ptx_sreg_ntid_x() * __nvvm_read_ptx_sreg_nctaid_x();
    for (long long i = __nvvm_read_ptx_sreg_ctaid_x() * __nvvm_read_ptx_sreg_ntid_x() + __nvvm_read_ptx_sreg_tid_x(); i < x_n; i += stride)
    {
        __atomic_fetch_add(&bins_p[x_p[i] % bins_n], 1, __ATOMIC_RELAXED);
        __atomic_fetch_add(total_p, (long long)x_p[i], __ATOMIC_RELAXED);
    }
}
