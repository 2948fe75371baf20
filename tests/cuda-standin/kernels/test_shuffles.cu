#ifndef ILGPUCAM_HOST
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#endif

// The four shuffles of a block of 48: one whole warp, one of 16.
extern "C" __global__ void test_shuffles(int* out_p, long long out_n)
{
    int thread = __nvvm_read_ptx_sreg_tid_x();
    out_p[thread * 4] = __nvvm_shfl_sync_idx_i32(0xffffffffu, thread, 3, 31);
    out_p[thread * 4 + 1] = __nvvm_shfl_sync_up_i32(0xffffffffu, thread, 2, 0);
    out_p[thread * 4 + 2] = __nvvm_shfl_sync_down_i32(0xffffffffu, thread, 1, 31);
    out_p[thread * 4 + 3] = __nvvm_shfl_sync_bfly_i32(0xffffffffu, thread, 1, 31);
}
