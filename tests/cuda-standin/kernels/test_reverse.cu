#ifndef ILGPUCAM_HOST
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#endif

// Reverses a block's elements through dynamic shared memory.
extern "C" __global__ void test_reverse(int* x_p, long long x_n)
{
    extern __shared__ __attribute__((aligned(16))) char dynamic_shared[];
    int* tile = (int*)dynamic_shared;
    int thread = __nvvm_read_ptx_sreg_tid_x(), size = __nvvm_read_ptx_sreg_ntid_x();
    long long i = (long long)__nvvm_read_ptx_sreg_ctaid_x() * size + thread;
    tile[thread] = x_p[i];
    __nvvm_bar_sync(0);
    x_p[i] = tile[size - 1 - thread];
}
