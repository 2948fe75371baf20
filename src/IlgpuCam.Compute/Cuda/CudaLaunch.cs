namespace IlgpuCam.Compute.Cuda;

/// <summary>The shape of a launch: blocks of the grid, threads of a block, bytes of dynamic shared memory.</summary>
internal readonly record struct CudaLaunch(uint GridX, uint GridY, uint GridZ, uint BlockX, uint BlockY, uint BlockZ, int DynamicShared);
