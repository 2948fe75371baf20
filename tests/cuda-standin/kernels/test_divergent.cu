#ifndef ILGPUCAM_HOST
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#endif

// Wrong on purpose: half of the block leaves before the barrier.
extern "C" __global__ void test_divergent(int* x_p, long long x_n)
{
    int thread = __nvvm_read_ptx_sreg_tid_x();
    if (thread >= 16) { return; }
    __nvvm_bar_sync(0);
    x_p[thread] = thread;
}
